@testable import FleetSim

/// The calls of a live run beside those of the same run in virtual time, charger by charger.
///
/// What a host does late may fall behind what it was to come before. Two calls may therefore have changed
/// places that lie closer together in virtual time than the live run was late up to there. Of a run in
/// time that is a second or two.
struct CallOrder {
    private let live: [[CallRecord]]
    private let virtual: [[CallRecord]]
    private let end: SimTime
    private let speed: Double
    /// By how much one event may have been late, in simulated time.
    private let step: SimDuration
    /// By how much the first of them may have been.
    private let beginning: SimDuration

    init(_ live: LiveOutcome, beside virtual: Batch, at speed: Double) {
        self.live = live.total.outgoing
        self.virtual = virtual.outgoing
        self.speed = speed
        end = virtual.end
        step = live.lateness(at: speed)
        let handshake = SimDuration(nanoseconds: live.total.connections.handshake.max * 1_000)
        beginning = step + handshake.scaled(by: speed)
    }

    /// Whether a call or a connection took so long that what a charger does may have changed.
    var isLate: Bool {
        let slowest = live.joined().map { $0.took }.max() ?? .zero
        return max(slowest, beginning) > .milliseconds(500)
    }

    /// The first call that is out of its place for no such reason.
    var difference: String? {
        guard live.count == virtual.count else {
            return "\(live.count) chargers called, and not \(virtual.count)"
        }
        return live.indices.lazy.compactMap { difference(of: $0) }.first
    }

    private func difference(of charger: Int) -> String? {
        var rest = virtual[charger]
        var late = beginning
        for call in live[charger] {
            guard let index = rest.firstIndex(where: { $0.action == call.action }) else {
                // What was under way at the end may have got further in the one than in the other.
                if rest.isEmpty, call == live[charger].last { break }
                return "charger \(charger): \(call.action.name) at \(call.goesOut) too often"
            }
            let expected = rest.remove(at: index)
            late = late + step + call.took + expected.took
            guard index > 0, expected.goesOut - rest[0].goesOut > late else { continue }
            return """
                charger \(charger): \(call.action.name) came before \(rest[0].action.name), which is \
                \(expected.goesOut - rest[0].goesOut) earlier; the run was at most \(late) late
                """
        }
        guard let missing = rest.dropLast().first, end - missing.goesOut > late else { return nil }
        return "charger \(charger): no \(missing.action.name), due at \(missing.goesOut)"
    }
}

extension Batch {
    /// What each charger sent, in order.
    var outgoing: [[CallRecord]] {
        var calls: [[CallRecord]] = []
        for call in singles.sorted(by: { $0.goesOut < $1.goesOut }) where call.direction == .out {
            while calls.count <= Int(call.charger) { calls.append([]) }
            calls[Int(call.charger)].append(call)
        }
        return calls
    }

    var actionsPerCharger: [[Action]] { outgoing.map { $0.map(\.action) } }
}

extension CallRecord {
    fileprivate var goesOut: SimTime { sent ?? intended }
    fileprivate var took: SimDuration { replied.map { $0 - goesOut } ?? .zero }
}
