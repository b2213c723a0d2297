import Scenarios
import Testing

@testable import FleetSim

@Suite struct `the course of a load` {
    private func course(
        _ load: [LoadPhase],
        chargers: Int = 100,
        until end: SimTime = .zero + .seconds(3600)
    ) -> LoadCourse {
        LoadCourse(load, chargers: chargers, until: end)
    }

    /// How many are on once all that happens by then has happened.
    private func level(_ course: LoadCourse, at seconds: Int64) -> Int {
        course.turns.filter { $0.at <= .zero + .seconds(seconds) }
            .reduce(0) { $0 + ($1.isOn ? 1 : -1) }
    }

    @Test func `a ramp is at every moment the whole number nearest to the line`() {
        let load = [
            LoadPhase(.step(to: .chargers(10), hold: .zero)),
            LoadPhase(.ramp(over: .seconds(180), to: .share(1))),
            LoadPhase(.ramp(over: .seconds(70), to: .chargers(30))),
        ]
        let course = course(load)
        // From 10 on at one charger every 2 s, then from 100 down at one a second.
        #expect([0, 2, 3, 91].map { level(course, at: $0) } == [10, 11, 12, 56])
        #expect([179, 180].map { level(course, at: $0) } == [100, 100])
        #expect([181, 215, 250, 999].map { level(course, at: $0) } == [99, 65, 30, 30])
        #expect(course.turns.map(\.at) == course.turns.map(\.at).sorted())
    }

    @Test func `steps and spikes jump at the moment, and a spike comes back`() {
        let load = [
            LoadPhase(.step(to: .share(0.5), hold: .seconds(60))),
            LoadPhase(.spike(to: .share(0.8), for: .seconds(10))),
            LoadPhase(.hold(for: .seconds(60))),
            LoadPhase(.spike(to: .chargers(0), for: .seconds(10))),
        ]
        let course = course(load)
        #expect(
            [0, 59, 60, 69, 70, 129, 130, 139, 140].map { level(course, at: $0) }
                == [50, 50, 80, 80, 50, 50, 0, 0, 50]
        )
        #expect(Set(course.turns.map(\.at.nanoseconds)).count == 5)
    }

    @Test func `the last one on is the first to go off`() {
        let load = [
            LoadPhase(.step(to: .chargers(3), hold: .zero)),
            LoadPhase(.step(to: .chargers(1), hold: .zero)),
            LoadPhase(.step(to: .chargers(2), hold: .zero)),
        ]
        #expect(course(load).turns.map { $0.isOn ? $0.index : -$0.index } == [0, 1, 2, -2, -1, 1])
    }

    @Test func `phases follow each other without a gap and reach the end`() {
        let load = [
            LoadPhase(.step(to: .share(1), hold: .zero)),
            LoadPhase(.ramp(over: .seconds(60), to: .share(0.5)), name: "down"),
            LoadPhase(.hold(for: .seconds(90))),
        ]
        let whole = course(load).phases
        #expect(whole.map(\.name) == ["down", "hold-3", "rest"])
        let turns: [SimTime] = [0, 60, 150, 3600].map { .zero + .seconds($0) }
        #expect(whole.map(\.start) == Array(turns.dropLast()))
        #expect(whole.map(\.end) == Array(turns.dropFirst()))
        // A run that is cut short has the phases that it reached.
        let cut = course(load, until: .zero + .seconds(100)).phases
        #expect(cut.map(\.name) == ["down", "hold-3"])
        #expect(cut.last?.end == .zero + .seconds(100))
        #expect(course([]).phases.isEmpty)
    }

    @Test func `a ramp of ten years over two million chargers fits the clock`() {
        let years = Duration.seconds(3650 * 86_400)
        let course = course(
            [LoadPhase(.ramp(over: years, to: .share(1)))],
            chargers: 2_000_000,
            until: .zero + SimDuration(years)
        )
        #expect(course.turns.count == 2_000_000)
        let end = SimTime.zero + SimDuration(years)
        // Half a step before the end.
        #expect(course.turns.last.map { end - $0.at } == .milliseconds(78_840))
    }
}

@Suite struct `windows` {
    private func spans(_ windows: Windows) -> [WindowSpan] {
        var spans: [WindowSpan] = []
        while let span = windows.span(from: spans.last?.end ?? .zero) { spans.append(span) }
        return spans
    }

    private func ends(_ windows: Windows) -> [Int64] {
        spans(windows).map { $0.end.nanoseconds / 1_000_000_000 }
    }

    private func phase(_ start: Int64, _ end: Int64) -> Phase {
        Phase(name: "", start: .zero + .seconds(start), end: .zero + .seconds(end))
    }

    @Test func `end on their grid, and where a phase or the run does`() {
        let plain = Windows(length: .seconds(60), end: .zero + .seconds(150))
        #expect(ends(plain) == [60, 120, 150])
        let cut = Windows(
            length: .seconds(60),
            phases: [phase(0, 90), phase(90, 120), phase(120, 200)],
            end: .zero + .seconds(200)
        )
        #expect(ends(cut) == [60, 90, 120, 180, 200])
        let long = Windows(length: .seconds(600), end: .zero + .seconds(7))
        #expect(ends(long) == [7])
    }
    @Test func `are cut into ticks, of which some end a window and the last the run`() {
        let windows = Windows(length: .seconds(60), end: .zero + .seconds(150))
            .cut(every: .seconds(40))
        #expect(ends(windows) == [40, 60, 100, 120, 150])
        #expect(spans(windows).map(\.endsWindow) == [false, true, false, true, true])
        #expect(spans(windows).map(\.endsRun) == [false, false, false, false, true])
    }

    @Test func `end where a recording does, if that is before the scenario`() {
        let windows = Windows(
            length: .seconds(60),
            phases: [phase(0, 90), phase(90, 200)],
            end: .zero + .seconds(200)
        )
        #expect(ends(windows.cut(at: .zero + .seconds(100))) == [60, 90, 100])
        #expect(ends(windows.cut(at: .zero + .seconds(90))) == [60, 90])
        #expect(ends(windows.cut(at: .zero + .seconds(900))) == ends(windows))
    }
}
