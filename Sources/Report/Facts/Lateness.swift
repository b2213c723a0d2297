import FleetSim
import Scenarios

/// Whether the latencies of a live run can be believed, for all that the simulator itself was late.
///
/// An answer is read as late as any other event, so lateness gets into what is measured. How much that
/// matters depends on how long answers take: late by 12 ms spoils a p99 of 15 ms and not one of 4 s.
package struct Lateness {
    package var counts: LagCounts
    /// How long the CSMS took for its answers, from sent to reply, in microseconds: the shortest of
    /// what is told, for what waits in an outage makes response times long.
    package var answers: Histogram
    /// How many cores and threads there were, and over how many threads the fleet can be spread.
    package var cores: Int
    package var threads: Int
    package var maximumThreads: Int

    package init(
        _ counts: LagCounts,
        answers: Histogram,
        cores: Int,
        threads: Int,
        maximumThreads: Int
    ) {
        self.counts = counts
        self.answers = answers
        self.cores = cores
        self.threads = threads
        self.maximumThreads = maximumThreads
    }

    /// Whose doing it was, and so what helps.
    package enum Cause: Equatable, Sendable {
        /// Threads did not run though they had to: others had the cores.
        case host
        /// Threads did not run, and waited for no core either: the process or the machine stood still.
        case standstill
        /// Threads ran all the time and more of them could run.
        case threads
        /// Threads ran all the time, and so did every core.
        case cores
        /// Threads ran all the time, and the fleet has too few sites to be spread further.
        case sites
        /// Threads were late and had time: some single thing took them long.
        case bursts
    }

    /// Lateness that spoils what was measured at a percentile.
    package struct Doubt: Equatable, Sendable {
        /// From 0 to 1.
        package var quantile: Double
        /// Both at that quantile, in microseconds.
        package var lag: Int64
        package var answer: Int64
        /// How many events in all were later than tolerated.
        package var late: Int
        package var events: Int
        package var cause: Cause
    }

    /// A percentile beyond which there are fewer events than these is not judged: a single burst, as
    /// when all chargers come up, decides it.
    private static let minimum = 10
    /// What lateness may come to of the time that answers take, at the median, p90 and the quantile asked for.
    ///
    /// Simulated for lognormal, exponential and nearly constant times, with lateness spread out or
    /// in bursts (the same share of both at each quantile): a tenth moves the median by 7 to 15 % and
    /// p90 by 2 to 6 %, a quarter moves p99 by 1 to 12 %; a half would move it by up to 34 %.
    private static let weights = (middle: 0.1, tail: 0.25)

    /// The first percentile at which lateness spoils what was measured; nil: the run is good, or there
    /// is nothing to spoil, since nothing was answered.
    package func doubt(_ trust: TrustSpec) -> Doubt? {
        guard answers.count > 0 else { return nil }
        let events = counts.lag.count
        let tail = 1 - trust.share
        var spoilt: Doubt?
        let middle = [0.5, 0.9].filter { $0 < tail }.map { ($0, Self.weights.middle) }
        for (quantile, weight) in middle + [(tail, Self.weights.tail)] {
            let answer = answers.quantile(quantile)
            let limit = max(
                SimDuration(trust.late).microseconds,
                Int64(Double(answer) * weight)
            )
            let late = events - counts.lag.counts(upTo: [limit])[0]
            // A tenth of a hundred is ten, also where 1 − 0.9 is a little less than a tenth.
            let allowed = ((1 - quantile) * Double(events) * 1e6).rounded() / 1e6
            guard allowed >= Double(Self.minimum), Double(late) > allowed else { continue }
            let own = counts.own.count - counts.own.counts(upTo: [limit])[0]
            let isOwn = Double(own) > allowed
            let lag = counts.lag.quantile(quantile)
            if spoilt == nil {
                spoilt = Doubt(
                    quantile: quantile,
                    lag: lag,
                    answer: answer,
                    late: counts.late,
                    events: events,
                    cause: isOwn ? ownCause : othersCause(of: lag)
                )
            } else if isOwn, counts.lateByHost * 2 < counts.late {
                // Its own work alone spoils a percentile further up, and made most of what was late.
                spoilt?.cause = ownCause
            }
        }
        return spoilt
    }

    private func othersCause(of lag: Int64) -> Cause {
        // A single event was later than all waiting for cores in the whole run can explain.
        (counts.waited ?? .max) < lag ? .standstill : .host
    }

    private var ownCause: Cause {
        guard counts.lateOnBusyThreads * 2 >= counts.late else { return .bursts }
        guard threads < cores else { return .cores }
        return threads < maximumThreads ? .threads : .sites
    }
}

extension Lateness.Doubt {
    /// What a user is told: how late, against what, by whose doing, and what helps.
    package func words(_ trust: TrustSpec, of lateness: Lateness) -> String {
        let percent = (Double(late) / Double(max(1, events)) * 1_000).rounded() / 10
        let name = "p\(Self.percentile(quantile))"
        let start =
            "latencies cannot be trusted: \(percent) % of the simulator's events came more than "
            + "\(Self.time(SimDuration(trust.late).microseconds)) late (\(name) \(Self.time(lag))"
            + ", where answers take \(Self.time(answer)))"
        return "\(start); \(cause.advice(lateness))"
    }

    private static func percentile(_ quantile: Double) -> String {
        let thousandths = Int((quantile * 100_000).rounded())
        guard !thousandths.isMultiple(of: 1_000) else { return "\(thousandths / 1_000)" }
        return "\(Double(thousandths) / 1_000)"
    }

    private static func time(_ microseconds: Int64) -> String {
        microseconds < 10_000
            ? "\(Double(microseconds / 100) / 10) ms" : "\(microseconds / 1_000) ms"
    }
}

extension Lateness.Cause {
    fileprivate func advice(_ lateness: Lateness) -> String {
        switch self {
        case .host:
            let waited = lateness.counts.waited.map { Figures.briefSpan(Int($0)) }
            let said = waited.map { ": its threads waited \($0) for a core" } ?? ""
            return "the host took the time\(said); take a quieter host, or end what else runs on it"
        case .standstill:
            let waited = Figures.briefSpan(Int(lateness.counts.waited ?? 0))
            return "this program or its machine stood still: its threads waited only \(waited) for "
                + "a core; keep it from being suspended, or take a machine that is not shared"
        case .threads:
            let more = min(lateness.cores, lateness.maximumThreads)
            let waited = lateness.counts.waited.flatMap { $0 < 1_000_000 ? nil : Int($0) }
            let said = waited.map {
                ", and end what else runs on the host, for which they waited "
                    + Figures.briefSpan($0)
            }
            return "its threads had no pause: take --workers \(more)\(said ?? "")"
        case .cores:
            return "it kept all \(lateness.cores) cores busy: take fewer chargers, or a larger host"
        case .sites:
            return "its threads were busy all the time, and each site is of one thread: take fewer "
                + "chargers at a site, or more sites and --workers \(lateness.cores)"
        case .bursts:
            return "its threads had time, but single events took them long: take fewer chargers "
                + "for each thread, or have less happen at one moment"
        }
    }
}
