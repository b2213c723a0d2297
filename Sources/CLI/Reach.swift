import FleetSim

/// Whether a live run ever had the CSMS at the other end.
struct Reach {
    private var wasReached = false
    private var wasTried = false
    private var failures = FailureTable()

    mutating func see(_ batch: borrowing Batch) {
        let connections = batch.connections
        wasReached = wasReached || connections.opened > 0
        wasTried = wasTried || connections.failed + connections.connecting > 0
        failures.merge(batch.failures)
    }

    /// Why the run says nothing of the CSMS, with totals; nil where it was reached, or where no
    /// charger tried.
    var complaint: String? {
        guard wasTried, !wasReached else { return nil }
        let reasons = failures.inOrder.filter { $0.count > 0 }.sorted { $0.count > $1.count }
        guard !reasons.isEmpty else {
            return Self.never("no handshake had finished when the run ended")
        }
        let told = reasons.prefix(Self.maximumReasons).map {
            $0.count == 1 ? $0.reason : "\($0.reason) (\($0.count.grouped) times)"
        }
        let more = reasons.count > told.count ? "; and other reasons" : ""
        return Self.never("\(told.joined(separator: "; "))\(more)")
    }

    static func never(_ reason: String) -> String { "the CSMS was never reached: \(reason)" }

    /// Why a run that was over says nothing of the CSMS though nothing refused it; nil: a charger tried.
    var noAttempt: String? {
        wasTried || wasReached
            ? nil : "no charger tried to connect: the run was over before the first came up"
    }

    private static let maximumReasons = 3
}

extension RunResult {
    /// Decides how a run ended that came to its end, by what is known of it then.
    ///
    /// One that was interrupted stays so, with what would have been said of it besides.
    mutating func conclude(unreachable: String? = nil, doubts: [String] = []) {
        let reasons = (unreachable.map { [$0] } ?? []) + doubts
        guard !reasons.isEmpty else { return }
        reason = reasons.joined(separator: "\n")
        guard status == .complete else { return }
        status = unreachable == nil ? .untrusted : .unreachable
    }

    /// Throws what a run says that came to nothing.
    func orFailure() throws(Failure) -> RunResult {
        guard status == .failed else { return self }
        throw Failure(.unusable, ["fleetsim: \(reason ?? "the run failed")"])
    }

    /// What the process tells of it; a run that is complete is judged besides.
    var exitCode: ExitCode {
        switch status {
        case .running, .complete: .success
        case .untrusted, .unreachable, .failed: .unusable
        case .interrupted: .interrupted
        }
    }
}
