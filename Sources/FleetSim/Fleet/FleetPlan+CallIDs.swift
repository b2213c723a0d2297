import Scenarios

// What chargers' calls are called.
extension FleetPlan {
    /// What tells this run from others in a CSMS's logs: six letters and digits that follow from its seed
    /// and from what its clocks say at time zero, which is the time of day of a live run.
    package var runCode: String {
        var state = scenario.seed ^ UInt64(bitPattern: scenario.start.unixMilliseconds)
        state = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
        state = (state ^ state >> 27) &* 0x94D0_49BB_1331_11EB
        state ^= state >> 31
        // Without letters that look like digits.
        let letters = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return String(
            (0..<MessageIDTemplate.runDigits).map { letters[Int(state >> (5 * $0) & 31)] }
        )
    }

    /// What stands around the numbers of a charger's calls; nil: nothing.
    func callIDs(of charger: Int) -> CallIDs? {
        guard let template = scenario.messageIDs else { return nil }
        var (before, behind, isBehind) = ("", "", false)
        for part in template.parts {
            let text: String
            switch part {
            case .text(let own): text = own
            case .run: text = runCode
            case .charger: text = chargers[charger].identity
            case .number:
                isBehind = true
                continue
            }
            if isBehind { behind += text } else { before += text }
        }
        guard !before.isEmpty || !behind.isEmpty else { return nil }
        guard let ids = CallIDs(before: before, behind: behind) else {
            preconditionFailure("a template whose ids are too long was refused")
        }
        return ids
    }
}
