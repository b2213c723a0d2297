import FleetSim
import Report
import Scenarios

/// Whether a live run can be believed: a knee in a curve must be blamed on the right side.
struct Trust {
    private let spec: TrustSpec
    private let host: (cores: Int, threads: Int, maximumThreads: Int)
    private var lag = LagCounts()
    private var answers = Histogram()

    init(_ spec: TrustSpec, cores: Int, threads: Int, maximumThreads: Int) {
        self.spec = spec
        host = (cores, threads, maximumThreads)
    }

    mutating func see(_ batch: borrowing Batch) {
        lag.merge(batch.lag)
        for row in batch.calls.inOrder where row.direction == .out && row.outcome.isAnswered {
            answers.merge(row.service)
        }
    }

    /// Each reason not to, as a sentence.
    var doubts: [String] { doubts(spec) }

    /// Each reason not to believe that a threshold was broken: lateness that would be tolerated may be
    /// much of a short bound.
    func doubtsOfFailure(by bound: Duration?) -> [String] {
        guard let bound else { return doubts }
        var strict = spec
        strict.late = min(spec.late, bound / 4)
        return doubts(strict)
    }

    private func doubts(_ spec: TrustSpec) -> [String] {
        var doubts: [String] = []
        let lateness = Lateness(
            lag,
            answers: answers,
            cores: host.cores,
            threads: host.threads,
            maximumThreads: host.maximumThreads
        )
        if let doubt = lateness.doubt(spec) { doubts.append(doubt.words(spec, of: lateness)) }
        return doubts
    }
}
