/// What a kernel tells a plan, which looks at its site after each moment.
struct KernelNotes {
    /// The chargers at which something happened, some of them perhaps twice.
    var chargers: [Int] = []
    /// Of each visit that left a bay, in the order of the sessions in the batch.
    var accounts: [VisitAccount] = []

    mutating func clear() {
        chargers.removeAll(keepingCapacity: true)
        accounts.removeAll(keepingCapacity: true)
    }
}

extension Fleet {
    /// What is known of a visit whose car leaves its bay, beyond its record.
    func account(of log: VisitLog, at connector: Int, of charger: Int) -> VisitAccount {
        let guest = chargers[charger].connectors[connector - 1].bay.guest
        let site = Int(siteOfCharger[charger])
        return VisitAccount(
            log,
            waited: guest.seated - guest.visit.arrived,
            bay: sites[site].bays.bay(charger: charger, connector: connector)
        )
    }
}

extension Kernel where W == VirtualWorld {
    /// Nothing happens before this moment; nil: nothing will.
    var earliest: SimTime? {
        guard let own = queue.earliest else { return world.earliest }
        return world.earliest.map { min($0, own) } ?? own
    }
}
