import Report
import Synchronization

/// The live pages of runs under way, each made once for all that look at it.
final class LiveFeed: Sendable {
    /// A page as it was at some moment of its run.
    struct Moment: Sendable {
        var progress: RunProgress
        var html: String
    }

    /// How many may look on at a time.
    static let maximumViewers = 16

    private let viewers = Mutex(0)
    private let made = Mutex<[RunAddress: Made]>([:])

    private struct Made {
        var moment: Moment
        /// Not before then, so that pages of a large run do not take a core for themselves.
        var next: ContinuousClock.Instant
    }

    /// The page as the run stands; where it need not be of this moment, as it stood a moment ago, if it was
    /// made just then.
    func moment(
        of run: RunAddress,
        at path: String,
        isOfNow: Bool
    ) throws(ReportError) -> Moment {
        let progress = try progress(database: path, run: run.number)
        return try made.withLock { made throws(ReportError) in
            let last = made[run]
            if let last, last.moment.progress == progress { return last.moment }
            let clock = ContinuousClock()
            let begun = clock.now
            if let last, !isOfNow, progress.isUnderWay, begun < last.next { return last.moment }
            let summary = try summary(database: path, run: run.number)
            let moment = Moment(progress: progress, html: summary.live)
            let spent = begun.duration(to: clock.now)
            if made.count >= Self.maximumKept { made = [:] }
            made[run] = Made(moment: moment, next: clock.now + spent * 4 + .milliseconds(500))
            assert(made.count <= Self.maximumKept, "pages kept are bounded")
            return moment
        }
    }

    private static let maximumKept = 16

    /// A place among those that look on, given back when its last owner has gone; nil: there is none.
    func viewer() -> Viewer? {
        let isIn = viewers.withLock { count in
            guard count < Self.maximumViewers else { return false }
            count += 1
            return true
        }
        return isIn ? Viewer(self) : nil
    }

    fileprivate func leave() {
        viewers.withLock { count in
            assert(0 < count && count <= Self.maximumViewers, "a place is given back once")
            count -= 1
        }
    }
}

/// One that looks on at a run, and what was said to it last.
final class Viewer: Sendable {
    private let feed: LiveFeed
    private let state = Mutex(State())

    private struct State {
        var said: RunProgress?
        var questions = 0
        var isOver = false
    }

    fileprivate init(_ feed: LiveFeed) { self.feed = feed }

    deinit { feed.leave() }

    /// The next event, or nil if nothing is new; asked ten times a second, it looks twice.
    func next(_ run: RunAddress, at path: String) -> Event? {
        state.withLock { state in
            guard !state.isOver else { return .end }
            state.questions += 1
            guard state.questions % 5 == 1 else { return nil }
            do throws(ReportError) {
                let moment = try feed.moment(of: run, at: path, isOfNow: false)
                guard moment.progress != state.said else { return nil }
                state.said = moment.progress
                state.isOver = !moment.progress.isUnderWay
                let page = Self.event("page", moment.html)
                return .say(state.isOver ? page + Self.event("end", "") : page)
            } catch {
                // A writer that holds the file for a moment lets go of it.
                if case .database(let error) = error, error.reason == .locked { return nil }
                state.isOver = true
                return .say(Self.event("end", ""))
            }
        }
    }

    enum Event {
        case say(String)
        case end
    }

    private static func event(_ name: String, _ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        return "event: \(name)\n" + lines.map { "data: \($0)\n" }.joined() + "\n"
    }
}
