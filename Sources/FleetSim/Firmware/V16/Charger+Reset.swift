// Resets, and what becomes of one that fails.
extension Charger {
    /// From answering a Reset to going down: StopTransaction can still leave.
    private static let resetDelay: SimDuration = .seconds(2)
    /// From an attempt that failed to the next.
    private static let pauseAfterFailure: SimDuration = .seconds(10)

    mutating func reset(
        _ request: Reset,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        output.result(id, Reset.Confirmation(status: .accepted))
        let reason: StopReason = request.type == .soft ? .softReset : .hardReset
        endTransactions(reason, at: now, into: &output)
        pendingReset.accept(reason)
        set(.restart, at: now + Self.resetDelay, into: &output)
        return true
    }

    /// The moment to go down has come, but of some types not every reset works.
    mutating func restartIsDue(at now: SimTime, into output: inout ChargerOutput) {
        // New firmware restarts its charger without fail.
        let failed = Int(pendingReset.failures)
        guard pendingReset.reason != nil, failed < type.behaviour.connection.failingResets,
            upkeep.value?.update?.phase != .rebooting
        else {
            // What has begun since the reset was accepted ends as what ran then.
            endTransactions(pendingReset.reason ?? .reboot, at: now, into: &output)
            return restart(at: now, into: &output)
        }
        guard failed < Int(configuration[.resetRetries]) else {
            return giveUpReset(after: failed + 1, at: now, into: &output)
        }
        pendingReset.fail()
        set(.restart, at: now + Self.pauseAfterFailure, into: &output)
    }

    /// All attempts of ResetRetries have failed: the charger tells so and goes on as it is.
    private mutating func giveUpReset(
        after attempts: Int,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        assert(pendingReset.reason != nil, "only a reset that was accepted is given up")
        pendingReset.end()
        output.actions.append(
            .notable(kind: "reset-failed", detail: "after \(attempts) attempts")
        )
        if canReport { outbox.append(.warning(.resetFailure, at: now), at: now) }
    }
}
