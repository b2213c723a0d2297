/// A charger's program that grants at once and speaks to no CSMS: that of sites played by themselves.
struct Free: Firmware {
    var access = Access()

    func readiness(at bay: UInt8, isFaulted: Bool) -> Readiness {
        Readiness(isOpen: true, takesPlugs: !isFaulted)
    }

    mutating func follow(
        _ fact: BayFact,
        in bay: inout Bay,
        of outlet: Outlet,
        at now: SimTime,
        into output: inout some FirmwareOutput & ~Copyable
    ) -> BayFact? {
        switch fact {
        case .plugged: return bay.comeToIdentify(access, at: now, into: &output)
        case .identifies:
            bay.noteIdentified()
            bay.beginCharge(transaction: 1, of: outlet, at: now)
            return nil
        case .wantsToStop:
            bay.endCharge(.local, of: outlet, at: now)
            return bay.fetchCable(at: now, into: &output)
        case .unplugged:
            bay.endCharge(.evDisconnected, of: outlet, at: now)
            return bay.leave(at: now)
        case .cableIn, .wantsCable, .givesUp, .vacated: return nil
        }
    }
}
