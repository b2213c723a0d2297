import Synchronization
import Testing

@testable import FleetSim

@Suite struct `what waits to be written` {
    private static func report(_ number: Int64, isLast: Bool = false) -> TickReport {
        var batch = Batch()
        batch.start = .zero + .seconds(number)
        batch.end = batch.start + .seconds(1)
        batch.notables = [
            Notable(at: batch.start, charger: nil, kind: "storm", detail: "\(number)")
        ]
        return TickReport(batch: batch, recording: nil, isLast: isLast)
    }

    /// Two reports of those above.
    private static let roomForTwo = 2 * report(1).batch.weight

    @Test func `has room up to a bound, and a thread with more waits for it`() {
        let mailbox = Mailbox(senders: 1, stop: StopSign(), maximumWeight: Self.roomForTwo)
        let left = Atomic(0)
        var ahead = 0
        Threads.run(1) { _ in
            for number in 0..<8 as Range<Int64> {
                mailbox.put(Self.report(number), from: 0)
                left.add(1, ordering: .relaxed)
            }
        } beside: { _ in
            for taken in 0..<8 {
                var report: TickReport?
                while report == nil { report = mailbox.take(from: 0, within: .milliseconds(1)) }
                #expect(report?.batch.notables.map(\.detail) == ["\(taken)"])
                ahead = max(ahead, left.load(ordering: .relaxed) - taken)
            }
        }
        // One was taken and two wait; a third may have been left since.
        #expect(ahead <= 4, "\(ahead) were there at once")
    }

    @Test func `keeps no thread from ending, though none takes it`() {
        let stop = StopSign()
        let mailbox = Mailbox(senders: 1, stop: stop, maximumWeight: Self.roomForTwo)
        Threads.run(1) { _ in
            for number in 0..<5 as Range<Int64> { mailbox.put(Self.report(number), from: 0) }
        } beside: { _ in
            while !mailbox.hasHeldUp {}
            stop.set()
        }
        for number in 0..<5 {
            let report = mailbox.take(from: 0, within: .zero)
            #expect(report?.batch.notables.map(\.detail) == ["\(number)"], "nothing is lost")
        }
    }

    @Test(arguments: [1, 2, 3, 7, 100])
    func `is put together in halves to what it is part after part`(count: Int64) throws {
        let parts = (0..<count).map { Self.report($0).batch }
        var whole = parts[0]
        for part in parts.dropFirst() { whole.follow(with: part) }
        let joined = Batch.joined(parts[...])
        #expect(joined.notables == whole.notables)
        #expect(joined.start == whole.start && joined.end == whole.end)
        #expect(joined.notables.count == Int(count))
    }
}
