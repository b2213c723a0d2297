import Planning

/// The reports on a search.
extension Summary {
    func capacityMarkdown(_ capacity: CapacitySummary) -> String {
        let told = ([capacity.headline + "."] + capacity.sentences).map { "\($0.inMarkdown)\n" }
        let trials = capacity.table.isEmpty ? "" : "\(capacity.table.markdown)\n"
        return """
            # \(run.scenario.inMarkdown)

            \(capacitySubtitle(capacity)); \(ending.inMarkdown).
            \(remarks.map { "\n\($0.inMarkdown)\n" }.joined())
            ## Capacity

            \(told.joined(separator: "\n"))
            ## Trials

            \(trials)\(capacity.legend.inMarkdown)

            \(fileSentence)

            """
    }

    func capacitySubtitle(_ capacity: CapacitySummary) -> String {
        let count = capacity.trials.count
        return "search along \(capacity.axis.rawValue), \(counted(count, "trial")), "
            + "\(run.csmsWords), seed \(run.seed)"
    }
}

extension RunFacts {
    fileprivate var csmsWords: String { speed == nil ? "virtual time" : "real time" }
}
