@testable import FleetSim

/// The virtual world that writes down every frame that passes.
struct TappedWorld: World, ~Copyable {
    /// The frames, shared with the test that listens.
    final class Tape {
        struct Frame {
            var charger: Int
            var isFromCharger: Bool
            var bytes: [UInt8]
        }

        var frames: [Frame] = []
    }

    private var world: VirtualWorld
    private let tape: Tape

    init(_ world: consuming VirtualWorld, tape: Tape) {
        self.world = world
        self.tape = tape
    }

    mutating func wait(until due: SimTime, into arrivals: inout [Arrival]) -> SimTime {
        let reached = world.wait(until: due, into: &arrivals)
        for arrival in arrivals {
            guard case .frame(let slot) = arrival.what else { continue }
            note(world.bytes(of: slot), arrival.charger, isFromCharger: false)
        }
        return reached
    }

    var probablyNext: Int? { mutating get { world.probablyNext } }

    func prefetch(charger: Int) { world.prefetch(charger: charger) }

    mutating func closeWindow(into batch: inout Batch) { world.closeWindow(into: &batch) }

    mutating func connect(_ charger: Int, _ manner: ConnectionManner, at now: SimTime) {
        world.connect(charger, manner, at: now)
    }

    mutating func close(_ charger: Int, suddenly: Bool, at now: SimTime) {
        world.close(charger, suddenly: suddenly, at: now)
    }

    mutating func send(_ frame: UnsafeRawBufferPointer, from charger: Int, at now: SimTime) {
        note(frame, charger, isFromCharger: true)
        world.send(frame, from: charger, at: now)
    }

    mutating func tell(_ message: AppMessage, of charger: Int, at now: SimTime) {
        world.tell(message, of: charger, at: now)
    }

    func bytes(of frame: FrameSlot) -> UnsafeRawBufferPointer { world.bytes(of: frame) }

    mutating func release(_ frame: FrameSlot) { world.release(frame) }

    private func note(_ bytes: UnsafeRawBufferPointer, _ charger: Int, isFromCharger: Bool) {
        tape.frames.append(
            .init(charger: charger, isFromCharger: isFromCharger, bytes: Array(bytes))
        )
    }
}
