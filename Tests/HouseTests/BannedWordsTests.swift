import Foundation
import Testing

@Suite struct `banned words` {
    /// What would make a run depend on the clock, on chance that has no seed, or on threads.
    private static let inTheEngine = [
        "Date(", "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", ".random(",
        ".shuffled()", ".randomElement(", "hashValue", "Task {", "Task(", "async ", "await ",
        "actor ", "clock_gettime", "gettimeofday", "getenv", "ObjectIdentifier(",
    ]

    @Test
    func `nothing in the engine outside the worlds sees a clock, a thread or unseeded chance`() {
        for file in SourceTree.files(under: "Sources/FleetSim")
        where !file.path.hasPrefix("Sources/FleetSim/Worlds/") {
            for word in Self.inTheEngine {
                #expect(!says(word, code(of: file)), "\(file.path) says ‘\(word)’")
            }
        }
    }

    @Test func `nothing in the engine iterates what has no order`() {
        // A dictionary there is for look-up; going through one would follow the hash seed.
        let words = [".keys", ".values", ".mapValues", "Dictionary(grouping"]
        for file in SourceTree.files(under: "Sources/FleetSim") {
            for word in words {
                #expect(!code(of: file).contains(word), "\(file.path) says ‘\(word)’")
            }
        }
    }

    @Test func `nothing in the engine calls the C library's functions, whose last bits differ`() {
        let calls = ["log(", "exp(", "pow(", "sin(", "cos(", "log2(", "log10(", "exp2("]
        for file in SourceTree.files(under: "Sources/FleetSim")
        where !file.path.hasPrefix("Sources/FleetSim/Random/Elementary") {
            for call in calls {
                #expect(!says(call, code(of: file)), "\(file.path) calls \(call)…)")
            }
        }
    }

    /// A verdict that follows from how long something took says more of the host than of the code: a
    /// test waits for what it needs, by `Program.wait(until:)` or `LiveOutcome.run(until:)`.
    @Test func `no test sleeps, or looks at a clock`() {
        let words = [
            "sleep(", "sleep(until", "sleep(forTimeInterval", "Date(timeIntervalSinceNow",
            "timeIntervalSinceNow", "ContinuousClock", "SuspendingClock", "clock_gettime",
            "gettimeofday", "RunClock(", "DispatchTime", ".asyncAfter(",
        ]
        // Where a limit stands that only something that hangs can reach, how long a freeze was, and how
        // a clock's speed turns one span into another.
        let allowed = [
            "Tests/TestSupport/", "Tests/LiveTests/Runs/FreezeTests.swift",
            "Tests/LiveTests/Runs/SpeedTests.swift",
        ]
        for file in SourceTree.files(under: "Tests")
        where !file.path.hasPrefix("Tests/HouseTests/")
            && !allowed.contains(where: file.path.hasPrefix)
        {
            for word in words where code(of: file).contains(word) {
                Issue.record("\(file.path) says ‘\(word)’")
            }
        }
    }

    @Test func `no test has less than ten minutes`() throws {
        for file in SourceTree.files(under: "Tests") {
            for limit in file.text.matches(of: /timeLimit\(\.minutes\(([0-9]+)\)\)/) {
                #expect(Int(limit.1) ?? 0 >= 10, "\(file.path) has a limit of \(limit.1) minutes")
            }
        }
    }

    @Test func `no name says nothing`() {
        for file in SourceTree.files(under: "Sources") {
            for word in ["Manager", "Helper", "Utils"] {
                let text = code(of: file).replacingOccurrences(of: "FileManager", with: "")
                #expect(!text.contains(word), "\(file.path) says ‘\(word)’")
            }
        }
    }

    /// A file without its comments: those may speak of what code may not do.
    private func code(of file: SourceTree.File) -> String {
        file.text.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.drop { $0 == " " }.hasPrefix("//") }
            .joined(separator: "\n")
    }

    /// Whether a word stands in a text and not as the end of a longer one.
    private func says(_ word: String, _ text: String) -> Bool {
        text.ranges(of: word).contains { range in
            guard word.first?.isLetter == true, range.lowerBound > text.startIndex else {
                return true
            }
            let before = text[text.index(before: range.lowerBound)]
            return !(before.isLetter || before.isNumber || before == "_" || before == ".")
        }
    }
}
