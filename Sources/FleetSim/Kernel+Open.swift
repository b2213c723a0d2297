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
            recordOpen(call.waiting, sent: call.sent, bytes: call.bytes, of: charger, at: end)
        }
        for call in open.waiting {
            batch.unfinished.add(waiting: call)
            recordOpen(call, sent: nil, bytes: 0, of: charger, at: end)
        }
    }

    private mutating func recordOpen(
        _ call: Outbox.Waiting,
        sent: SimTime?,
        bytes: Int,
        of charger: Int,
        at end: SimTime
    ) {
        batch.record(
            CallMeasure(
                action: call.call.action,
                direction: .out,
                outcome: .open,
                intended: call.intended,
                sent: sent,
                ended: end,
                bytesSent: bytes
            ),
            of: fleet.firstCharger + charger,
            keeps: keeps,
            lateness: sent == nil ? .zero : world.lateness(of: charger),
            speed: world.speed,
            patience: fleet.chargers[charger].configuration.seconds(.messageTimeout)
        )
    }
}
