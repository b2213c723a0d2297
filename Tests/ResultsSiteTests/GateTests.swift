import Dispatch
import Foundation
import Synchronization
import Testing

@testable import ResultsSite

@Suite struct `a gate` {
    private let gate = PageGate()

    /// Passes it on a thread of its own, and gives the status with which it was turned away; nil: it was let in.
    private final class Caller: Sendable {
        private let status = Mutex<Int?>(nil)
        private let isDone = DispatchSemaphore(value: 0)

        init(_ gate: PageGate, _ work: @escaping @Sendable () -> Void) {
            Thread.detachNewThread { [self] in
                do throws(SiteProblem) {
                    try gate.pass(work)
                } catch {
                    status.withLock { $0 = error.status }
                }
                isDone.signal()
            }
        }

        func refusal() -> Int? {
            isDone.wait()
            return status.withLock { $0 }
        }
    }

    @Test func `turns away who waits and who comes once the site ends`() {
        let (entered, hold) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        let inside = (0..<2).map { _ in
            Caller(gate) {
                entered.signal()
                hold.wait()
            }
        }
        for _ in inside { entered.wait() }
        let waiting = (0..<5).map { _ in Caller(gate, {}) }
        while gate.line < 5 { sched_yield() }
        gate.close()
        for caller in waiting { #expect(caller.refusal() == 503) }
        #expect(Caller(gate, {}).refusal() == 503)
        for _ in inside { hold.signal() }
        for caller in inside { #expect(caller.refusal() == nil) }
        #expect(Caller(gate, {}).refusal() == 503)
    }
}
