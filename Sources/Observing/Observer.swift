import FleetSim
import Glibc
import Scenarios
import Synchronization

/// Looks at what a scenario observes, each source on a thread of its own, so that none holds up another,
/// and none the run.
package final class Observer: Sendable {
    /// What a source has told since it was last asked.
    package struct Told: Sendable {
        /// What reports call it.
        package var source: String
        package var samples: [(at: SimTime, figure: Observation)] = []
        /// What is wrong with it, or is right again: a line each.
        package var complaints: [(at: SimTime, text: String)] = []
    }

    /// What a source may tell before it is taken from it; the rest is lost.
    private static let maximumSamples = 100_000
    /// Of one source in a run.
    private static let maximumComplaints = 20

    private struct State {
        var told: [Told]
        var complaints: [Int]
        var running: Int
    }

    private let state: Mutex<State>
    private let stop = Atomic<Bool>(false)
    private let specs: [ObserveSpec]

    package init(_ specs: [ObserveSpec]) {
        HTTPPage.prepare()
        self.specs = specs
        state = Mutex(
            State(
                told: specs.map { Told(source: $0.name) },
                complaints: specs.map { _ in 0 },
                running: 0
            )
        )
    }

    /// Begins to look; moments are told by the run's clock.
    package func begin(_ clock: RunClock) {
        for index in specs.indices {
            state.withLock { $0.running += 1 }
            let hasBegun = DetachedThread.start { [self] in
                look(at: index, clock)
                state.withLock { $0.running -= 1 }
            }
            guard !hasBegun else { continue }
            state.withLock { $0.running -= 1 }
            tell(index, [], clock.now, "cannot be observed: the system gives no more threads")
        }
    }

    /// What was told since this was last asked, in the order of the scenario.
    package func take() -> [Told] {
        state.withLock { state in
            defer {
                for index in state.told.indices {
                    state.told[index] = Told(source: specs[index].name)
                }
            }
            return state.told.filter { !$0.samples.isEmpty || !$0.complaints.isEmpty }
        }
    }

    /// Ends it, and waits a little for looks under way: a command that was started is ended too.
    package func end() {
        stop.store(true, ordering: .releasing)
        let patience = Deadline(in: 1)
        while state.withLock({ $0.running > 0 }), !patience.isOver { usleep(5_000) }
    }

    private func look(at index: Int, _ clock: RunClock) {
        let spec = specs[index]
        let every = spec.every / .seconds(1)
        var source = Source(spec)
        var next = Deadline.now
        var isWell = true
        while !stop.load(ordering: .acquiring) {
            let deadline = Deadline(in: spec.patience / .seconds(1)) { [self] in
                stop.load(ordering: .acquiring)
            }
            do throws(LookError) {
                let figures = try source.look(until: deadline)
                tell(index, figures, clock.now, isWell ? nil : "can be observed again")
                isWell = true
            } catch {
                // What is broken off at the end of the run is no news.
                guard !stop.load(ordering: .acquiring) else { return }
                tell(
                    index,
                    source.unknown(),
                    clock.now,
                    isWell ? "cannot be observed: \(error)" : nil
                )
                isWell = false
            }
            if let remark = source.takeRemark() { tell(index, [], clock.now, remark) }
            // A look that took long is not made up for.
            next = max(next + every, Deadline.now)
            Deadline(in: next - Deadline.now) { [self] in stop.load(ordering: .acquiring) }.sleep()
        }
    }

    private func tell(
        _ index: Int,
        _ figures: [Observation],
        _ at: SimTime,
        _ complaint: String?
    ) {
        state.withLock { state in
            let room = Self.maximumSamples - state.told[index].samples.count
            state.told[index].samples += figures.prefix(max(room, 0)).map { (at, $0) }
            assert(state.told[index].samples.count <= Self.maximumSamples, "a source has its room")
            guard let complaint, state.complaints[index] < Self.maximumComplaints else { return }
            state.complaints[index] += 1
            state.told[index].complaints.append((at, complaint))
        }
    }
}

/// A source with what is known of it so far.
private struct Source {
    private enum Way {
        case page(HTTPPage)
        /// A page that cannot be asked for, and why.
        case nothing(LookError)
        case process(ProcessFigures)
        case command(CommandOutput)
    }

    private var way: Way
    private var reader: PageReader
    private let selectors: [MetricSelector]
    private var keeps = ChangedFigures()
    private var remark: String?
    private var hasRemarked = false

    init(_ spec: ObserveSpec) {
        selectors = spec.metrics
        reader = PageReader(spec.metrics)
        switch spec.source {
        case .page(let url, _):
            do throws(LookError) {
                way = .page(try HTTPPage(url, authorities: spec.authorities))
            } catch {
                way = .nothing(error)
            }
        case .process(let number): way = .process(ProcessFigures(number))
        case .command(let line, _): way = .command(CommandOutput(command: line))
        }
    }

    /// Figures that are news.
    mutating func look(until deadline: Deadline) throws(LookError) -> [Observation] {
        let now = Deadline.now
        switch way {
        case .nothing(let error): throw error
        case .page(let page):
            let text = MetricsText(try page.fetch(until: deadline))
            return news(in: try figures(of: text, at: now), at: now)
        case .command(let command):
            let text = MetricsText(try command.read(until: deadline))
            return news(in: try figures(of: text, at: now), at: now)
        case .process(var figures):
            let all = try figures.look(at: now)
            way = .process(figures)
            let wanted = all.filter { figure in
                selectors.isEmpty || selectors.contains { $0.takes(figure.name, []) }
            }
            return news(in: wanted, at: now)
        }
    }

    private mutating func news(in figures: [Observation], at now: Double) -> [Observation] {
        let hadRoom = keeps.hasRoom
        defer {
            if hadRoom, !keeps.hasRoom {
                remark = """
                    has had \(ChangedFigures.maximumInRun.grouped) different metrics, and new ones are left \
                    out from now on; ‘metrics’ chooses
                    """
            }
        }
        return keeps.news(in: figures, at: now)
    }

    private mutating func figures(
        of text: MetricsText,
        at now: Double
    ) throws(LookError) -> [Observation] {
        guard !text.samples.isEmpty else {
            let line = text.firstBadLine.map { ", but ‘\($0.visible)’" } ?? ""
            throw LookError("there are no metrics in what it gives\(line)")
        }
        let figures = reader.figures(of: text, at: now)
        let left = text.leftOut + reader.leftOut
        if !hasRemarked, left > 0 {
            hasRemarked = true
            remark = """
                has more metrics than are kept: \(left) are left out; ‘metrics’ chooses
                """
        }
        return figures
    }

    /// That nothing of it is known any more.
    mutating func unknown() -> [Observation] { keeps.forget() }

    mutating func takeRemark() -> String? {
        defer { remark = nil }
        return remark
    }
}

/// Lets through what has changed, and now and then what has not.
struct ChangedFigures {
    /// After how many seconds what does not change is told again.
    private static let longest = 60.0
    /// Of one source in a run: with labels that are new in each page they would fill the memory and the
    /// run database.
    static let maximumInRun = 10_000

    private var last: [SeriesKey: (at: Double, value: Double?)] = [:]

    /// Whether figures that it has not seen are still let through.
    var hasRoom: Bool { last.count < Self.maximumInRun }

    mutating func news(in figures: [Observation], at now: Double) -> [Observation] {
        figures.filter { figure in
            let key = SeriesKey(figure.name, figure.labels)
            if let known = last[key] {
                guard known.value != figure.value || now - known.at >= Self.longest else {
                    return false
                }
            } else if !hasRoom {
                return false
            }
            last[key] = (now, figure.value)
            return true
        }
    }

    /// What was known is known no more.
    mutating func forget() -> [Observation] {
        let known = last.filter { $0.value.value != nil }.keys.sorted()
        for key in known { last[key]?.value = nil }
        return known.map { Observation($0.name, $0.labels, nil) }
    }
}
