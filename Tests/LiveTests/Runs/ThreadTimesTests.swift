import Testing

@testable import FleetSim

@Suite struct `how long a thread has run` {
    private func at(_ milliseconds: Int64) -> SimTime { .zero + .milliseconds(milliseconds) }

    @Test func `is told back to when an event was due`() {
        var times = RunningTimes()
        // It runs from 0 to 30 ms and from 100 ms on; what is due before 5 ms has been handled.
        for moment: Int64 in [0, 10, 20, 30, 100, 110, 120] {
            let ran = moment <= 30 ? moment : 30 + moment - 100
            times.note(.milliseconds(ran), at: at(moment), before: at(5))
        }
        let ran = SimDuration.milliseconds(50)
        #expect(times.ran(since: at(20), until: ran) == .milliseconds(30))
        #expect(times.ran(since: at(50), until: ran) == .milliseconds(20))
        #expect(times.ran(since: at(115), until: ran) == .milliseconds(10))
        // Further back than is known it is what is known.
        #expect(times.ran(since: .zero, until: ran) == .milliseconds(50))
    }

    @Test func `is forgotten once nothing is due there any more`() {
        var times = RunningTimes()
        for moment: Int64 in 0..<1000 {
            times.note(.milliseconds(moment), at: at(moment), before: at(moment))
        }
        #expect(times.ran(since: .zero, until: .milliseconds(1000)) == .milliseconds(1))
    }

    @Test(
        arguments: [
            ("12000 9581937 3\n", SimDuration(nanoseconds: 9_581_937)), ("", nil), ("7", nil),
            ("a b c", nil),
        ]
    )
    func `and has waited, as Linux writes it`(text: String, waited: SimDuration?) {
        #expect(CallingThread.waited(text) == waited)
    }

    @Test func `and grows while it runs`() {
        let before = CallingThread.ran
        var sum: UInt64 = 0
        while CallingThread.ran - before < .milliseconds(2) { sum &+= 1 }
        #expect(sum > 0)
    }
}
