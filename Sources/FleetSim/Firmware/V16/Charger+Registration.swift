// Boot, registration and heartbeat.
extension Charger {
    /// The wait before another BootNotification when the CSMS named none or did not answer.
    private static let ownBootInterval: SimDuration = .seconds(60)

    /// The wait before the next boot is over: it leaves now, or over the next connection.
    mutating func bootIsDue(at now: SimTime) {
        outbox.release(.registration, at: now)
        if link == .up { enqueueBoot(at: now) }
    }

    mutating func enqueueBoot(at now: SimTime) {
        timers.cancel(.boot)
        outbox.release(.registration, at: now)
        guard !outbox.awaits(.bootNotification) else { return }
        outbox.append(.boot, at: now)
    }

    mutating func registered(
        _ confirmation: BootNotification.Confirmation,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let interval = SimDuration.seconds(Int64(clamping: max(0, confirmation.interval)))
        connection.register(confirmation.status)
        switch confirmation.status {
        case .accepted:
            if interval > .zero {
                configuration[.heartbeatInterval] = Int32(clamping: confirmation.interval)
            }
            concludeUpdate(at: now)
            reportAll(at: now)
            if let message = type.behaviour.connection.vendorMessage {
                outbox.append(.vendorMessage(DataTransfer(message)), at: now)
            }
            scheduleHeartbeat(at: now, into: &output)
            scheduleClockAligned(after: now, into: &output)
        case .pending, .rejected:
            // Until then a charger sends nothing of its own accord (OCPP 1.6 §4.2).
            outbox.hold(for: .registration, at: now)
            let wait = interval > .zero ? interval : Self.ownBootInterval
            set(.boot, at: now + wait, into: &output)
        }
    }

    /// Whether the CSMS has asked it to wait: then nothing leaves before, over whichever connection
    /// (OCPP 1.6 §4.2).
    var waitsToBoot: Bool {
        switch registration {
        case .pending, .rejected: timers.isArmed(.boot)
        case .unknown, .accepted: false
        }
    }

    mutating func bootUnanswered(at now: SimTime, into output: inout ChargerOutput) {
        set(.boot, at: now + Self.ownBootInterval, into: &output)
    }

    mutating func scheduleHeartbeat(
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        let own = configuration.seconds(.heartbeatInterval)
        guard let rhythm = type.behaviour.rhythm else {
            return set(.heartbeat, at: now + own, into: &output)
        }
        let next = rhythm.next(after: now, rhythm.interval ?? own) { connection.draw() }
        set(.heartbeat, at: next, into: &output)
    }

    mutating func beat(at now: SimTime, into output: inout ChargerOutput) {
        guard canReport else { return }
        if !outbox.awaits(.heartbeat) { outbox.append(.heartbeat, at: now) }
        scheduleHeartbeat(at: now, into: &output)
    }
}
