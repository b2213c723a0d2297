// What the end of a run leaves undone.
extension Kernel where W: ~Copyable {
    /// Calls that were not answered yet, with their ages, and visits that are not over.
    mutating func recordOpen(at end: SimTime) {
        for charger in fleet.chargers.indices { recordOpen(charger, at: end) }
        fleet.recordOpenSessions(at: end, into: &batch)
    }

    private mutating func recordOpen(_ charger: Int, at end: SimTime) {
        let open = fleet.chargers[charger].outbox.open
        for call in open.sent {
            batch.unfinished.add(sent: call)
            recordOpen(
                call.waiting.call.action,
                due: call.waiting.intended,
                sent: call.sent,
                bytes: Int(call.bytes),
                of: charger,
                at: end
            )
        }
        for call in open.waiting {
            let due = fleet.chargers[charger].outbox.due(call, at: end)
            batch.unfinished.add(waitingSince: due)
            recordOpen(call.call.action, due: due, sent: nil, bytes: 0, of: charger, at: end)
        }
    }

    private mutating func recordOpen(
        _ action: Action,
        due: SimTime,
        sent: SimTime?,
        bytes: Int,
        of charger: Int,
        at end: SimTime
    ) {
        let latency = batch.record(
            MeasuredCall(
                action: action,
                direction: .out,
                outcome: .open,
                intended: due,
                sent: sent,
                ended: end,
                bytesSent: bytes
            ),
            of: fleet.firstCharger + charger,
            keeps: keptCalls.wish,
            lateness: sent == nil ? .zero : world.lateness(of: charger),
            speed: world.speed,
            patience: fleet.chargers[charger].settings.answerPatience
        )
        if let latency { subsets.record(.open, latency, of: charger) }
    }
}
