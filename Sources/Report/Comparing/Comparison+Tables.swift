/// A comparison as sentences and tables, for every form of it.
extension Comparison {
    var title: String {
        "\(base.runs.first?.scenario ?? "runs"): \(pairings.map(\.new.name).joined(separator: ", ")) "
            + "against \(base.name)"
    }

    /// What was compared, and what was not.
    var notes: [String] {
        let sides = [base] + pairings.map(\.new)
        let counts = sides.map { side in
            "\(side.name): \(side.runs.count) run\(side.runs.count == 1 ? "" : "s")"
        }
        let left = sides.flatMap(\.leftOut).map { "Left out: \($0)." }
        let overlooked = unlikeness.map { "Unlike, and compared all the same: \($0)." }
        let missing = pairings.flatMap { pairing in
            pairing.missing.map {
                "No verdict on \($0.text) of \(pairing.new.name): a run has no such calls, or "
                    + "fewer than ten of them beyond it."
            }
        }
        return [counts.joined(separator: "; ") + "."] + left + overlooked + missing
    }

    /// How to read the tables.
    var method: [String] {
        let judged = wishes.primary.map(\.text).joined(separator: ", ")
        return [
            "One value per run; a change is the median of all differences between runs "
                + "(Hodges and Lehmann), with its 95 % interval by ranks.",
            "Judged: \(judged). Their probabilities are raised after Holm; a change counts from "
                + "\(Figures.brief(wishes.floor * 100)) %, in failed calls from "
                + "\(Figures.brief(wishes.failedFloor * 100)) percentage points. "
                + "Beside ‘inconclusive’: how many runs a side would probably decide.",
        ]
    }

    func table(of pairing: Pairing, primary: Bool) -> Table {
        var table = Table(
            [
                "measure", "base", "new", "change", "95 % interval", "p", "verdict",
            ]
        )
        for line in pairing.lines where line.isPrimary == primary {
            table.add([
                line.measure.title, line.measure.figure.shown(line.base),
                line.measure.figure.shown(line.new), line.shownChange, line.shownInterval,
                line.basis == .exact ? "exact" : Figures.rounded(line.adjusted),
                line.verdict.sentence,
            ])
        }
        return table
    }

    func gateTable(of pairing: Pairing) -> Table? {
        guard !pairing.gates.isEmpty else { return nil }
        var table = Table("gate", "change", "95 % interval", "outcome")
        for (gate, outcome, line) in pairing.gates {
            table.add([
                gate.text, line?.shownChange ?? "no value", line?.shownInterval ?? "–",
                outcome.rawValue,
            ])
        }
        return table
    }

    /// How runs with the same seeds differ in virtual time.
    func exactSentences(of pairing: Pairing) -> [String] {
        let unequal = pairing.exact.filter { !$0.isEqual }
        guard !pairing.exact.isEmpty else { return [] }
        let equal = pairing.exact.count - unequal.count
        let shown = unequal.prefix(3).flatMap(\.sentences)
        let more = unequal.count > 3 ? ["\(unequal.count - 3) more pairs differ."] : []
        return [
            "Runs with the same seed: \(equal) of \(pairing.exact.count) "
                + "pair\(pairing.exact.count == 1 ? "" : "s") equal, event by event."
        ] + shown + more
    }
}

extension ComparisonLine {
    var shownChange: String {
        measure.figure.shown(change: measure.figure.change(difference))
    }

    var shownInterval: String {
        guard basis != .exact else { return "exact" }
        guard let interval else { return "too few runs" }
        let figure = measure.figure
        return "\(figure.shown(change: figure.change(interval.lowerBound))) … "
            + figure.shown(change: figure.change(interval.upperBound))
    }
}

extension ExactResult {
    var sentences: [String] {
        guard let difference else { return [] }
        let start = "Seed \(seed), \(base) and \(new) differ"
        var sentences = [difference.row.map { "\(start), first in \($0)." } ?? "\(start)."]
        if let event = difference.event {
            let at = Figures.clock(microseconds: Int(event.at.nanoseconds / 1_000))
            sentences.append(
                "The first event that differs is at \(at), of \(event.entity): "
                    + "\(event.first ?? "nothing") in the base, "
                    + "\(event.second ?? "nothing") in the new run."
            )
        }
        if let note = difference.note {
            sentences.append(note.capitalised + ".")
        }
        return sentences
    }
}
