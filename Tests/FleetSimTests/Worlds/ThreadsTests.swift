import Glibc
import Synchronization
import Testing

@testable import FleetSim

@Suite struct `threads` {
    /// How many bodies have begun and ended.
    private final class Tally: Sendable {
        let begun = Atomic(0)
        let ended = Atomic(0)
    }

    @Test(arguments: [(3, 5), (5, 5), (0, 1), (9, 5)])
    func `that the system does not give are told of, and those that it gives are waited for`(
        given: Int,
        wanted: Int
    ) {
        let (stop, tally) = (StopSign(), Tally())
        var told: Int?
        var left = given
        Threads.run(wanted) { _ in
            tally.begun.add(1, ordering: .relaxed)
            while !stop.isSet { Threads.rest(.milliseconds(1)) }
            tally.ended.add(1, ordering: .relaxed)
        } beside: { threads in
            told = threads
            stop.set()
        } starting: { body in
            left -= 1
            return left < 0 ? nil : Threads.start(body)
        }
        #expect(told == min(given, wanted))
        #expect(tally.begun.load(ordering: .relaxed) == min(given, wanted))
        #expect(tally.ended.load(ordering: .relaxed) == min(given, wanted))
    }

    @Test func `with descriptors of their own keep no pipe of a command open`() throws {
        for _ in 0..<20 {
            let stop = StopSign()
            var hasEnded = false
            var problem: SystemError?
            Threads.run(8) { _ in
                Descriptors.keepOwn()
                while !stop.isSet { Threads.rest(.milliseconds(1)) }
            } beside: { _ in
                do throws(SystemError) {
                    hasEnded = try Self.endsItsOutput("true")
                } catch {
                    problem = error
                }
                stop.set()
            }
            #expect(problem == nil)
            #expect(hasEnded, "the end of the pipe is open elsewhere")
        }
    }

    /// Whether a program that prints nothing is seen to have ended, by its pipe; a minute is more than it takes.
    private static func endsItsOutput(_ program: String) throws(SystemError) -> Bool {
        let child = try ChildProcess([program], readingErrors: false)
        defer {
            close(child.output)
            child.wait()
        }
        var wish = pollfd(fd: child.output, events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        return poll(&wish, 1, 60_000) > 0 && read(child.output, &byte, 1) == 0
    }
}
