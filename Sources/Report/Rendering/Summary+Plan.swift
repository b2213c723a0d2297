import Scenarios

/// The reports on a plan.
extension Summary {
    func planMarkdown(_ plan: PlanSummary) -> String {
        let parts = planSections(plan).map { section in
            "## \(section.heading)\n\n"
                + [section.table?.markdown, section.words.map { "\($0.inMarkdown)\n" }.joined()]
                .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: "\n")
        }
        let title = "# \(run.scenario.inMarkdown)\n\n\(planSubtitle(plan)); \(ending).\n"
        return ([title] + parts + ["\(fileSentence)\n"]).joined(separator: "\n")
    }

    func planSubtitle(_ plan: PlanSummary) -> String {
        let designs = PlanSummary.counted(Double(plan.designs.count), "design")
        let times = PlanSummary.counted(Double(plan.replications), "replication")
        let span =
            plan.span
            ?? "\(Figures.span(microseconds: run.simulatedMicroseconds)) simulated"
        return "\(designs), \(times), \(span), seed \(run.seed)"
    }

    private struct Section {
        var heading: String
        var table: Table?
        var words: [String] = []
    }

    private func planSections(_ plan: PlanSummary) -> [Section] {
        let sections = [
            Section(
                heading: "Designs",
                table: plan.designTable,
                words: [plan.legend]
            ),
            Section(heading: "Answer", words: plan.answers),
            Section(heading: "Targets", table: plan.targetTable),
            Section(heading: "Peaks", table: plan.peakTable),
            Section(
                heading: "What a little more would change, under the same drivers",
                table: plan.stepTable
            ),
            Section(
                heading: "Queueing theory",
                table: plan.theoryTable,
                words: plan.theorySentences
            ),
        ]
        return sections.filter { $0.table?.isEmpty == false || !$0.words.isEmpty }.map { section in
            var section = section
            if section.table?.isEmpty == true { section.table = nil }
            return section
        }
    }
}

extension PlanSummary {
    /// A row for each design and all of its figures (RFC 4180).
    var csv: String {
        let figures = PlanFigure.allCases.flatMap {
            [$0.rawValue, "\($0.rawValue).low", "\($0.rawValue).high"]
        }
        let head =
            ["design", "bays", "limit_a", "sharing", "arrivals", "cost", "replications", "meets"]
            + ["certainty", "on_front", "smallest", "theory", "theory_fails"] + figures
            + ["verdict", "needed"]
        return ([head] + designs.enumerated().map(cells)).map(CSVRecord.text).joined()
    }

    private func cells(_ index: Int, _ design: Design) -> [String] {
        let facts = [
            "\(index)", "\(design.bays)", design.limit.map { "\($0)" } ?? "",
            design.sharing ?? "", design.arrivals ?? "", design.cost.map { "\($0)" } ?? "",
            "\(design.replications)", "\(design.verdict == .met)",
            design.isCertain ? "" : design.certainty.map { "\($0)" } ?? "", "\(design.isOnFront)",
            "\(design.isSmallest)", design.theory ?? "", design.failing ?? "",
        ]
        let figures = design.figures.flatMap { figure in
            guard let figure else { return ["", "", ""] }
            guard !design.isCertain else { return ["\(figure.mean)", "", ""] }
            return [
                "\(figure.mean)", "\(figure.low)",
                figure.high.isFinite ? "\(figure.high)" : "",
            ]
        }
        let verdict = [design.verdict.rawValue, design.needed.map { "\($0)" } ?? ""]
        return facts + figures + verdict
    }

    var json: JSON {
        let cut: [(String, JSON)] = warmUpCut.map { [("warm_up_cut", .string($0))] } ?? []
        let all: [(String, JSON)] = [
            ("designs", .array(designs.map(object))), ("steps", .array(steps.map(object))),
        ]
        return .object(all + cut)
    }

    private func object(of design: Design) -> JSON {
        let figures = PlanFigure.allCases.compactMap { figure in
            design[figure].map {
                (figure.rawValue, object(of: $0, unit: figure.unit, isCertain: design.isCertain))
            }
        }
        return .object([
            ("bays", .integer(design.bays)),
            ("limit_a", .optional(design.limit)),
            ("sharing", .optional(design.sharing)),
            ("arrivals", .optional(design.arrivals)),
            ("cost", .optional(design.cost)),
            ("replications", .integer(design.replications)),
            ("horizon_us", .optional(design.horizonMicroseconds)),
            ("warm_up_us", .optional(design.warmUpMicroseconds)),
            ("meets", .boolean(design.verdict == .met)),
            ("verdict", .string(design.verdict.rawValue)),
            ("needed", .optional(design.needed)),
            ("over_limit", .optional(design.overLimit)),
            ("over_limit_high", .optional(design.overLimitHigh)),
            ("on_front", .boolean(design.isOnFront)),
            ("smallest", .boolean(design.isSmallest)),
            ("theory", .optional(design.theory)),
            ("theory_fails", .optional(design.failing)),
            ("targets", .array(design.targets.map { object(of: $0, isCertain: design.isCertain) })),
            ("figures", .object(figures)),
            ("occupancy", .array(design.occupancy.map(JSON.number))),
            ("load_w", .array(design.load.map(JSON.number))),
            ("binding", .array(design.binding.map(JSON.number))),
            ("day_load_w", .array(design.dayLoad.map(JSON.number))),
            ("day_bays", .array(design.dayBays.map(JSON.number))),
        ])
    }

    private func object(of target: Target, isCertain: Bool) -> JSON {
        .object([
            ("expression", .string(target.expression)),
            ("figure", .string(target.figure.rawValue)),
            ("kept", .boolean(target.verdict == .met)),
            ("verdict", .string(target.verdict.rawValue)),
            ("certainty", isCertain ? .null : .number(target.certainty)),
            ("needed", .optional(target.needed)),
            ("beyond", isCertain ? .null : target.beyond.map(object) ?? .null),
        ])
    }

    private func object(of share: Horizons) -> JSON {
        .object([
            ("count", .integer(share.count)),
            ("horizons", .integer(share.of)),
            ("low", .number(share.low)),
            ("high", .number(share.high)),
        ])
    }

    private func object(of figure: Figure, unit: String, isCertain: Bool) -> JSON {
        .object([
            ("unit", .string(unit)),
            ("mean", .number(figure.mean)),
            ("low", isCertain ? .null : .number(figure.low)),
            // Null where too little was seen to say how much it may be.
            ("high", isCertain ? .null : .number(figure.high)),
            ("theory", .optional(figure.theory)),
            ("p95", .optional(figure.p95)),
            ("highest", .optional(figure.highest)),
        ])
    }

    private func object(of step: Step) -> JSON {
        .object([
            ("design", .integer(step.design)),
            ("more", .string(step.kind)),
            ("amount", .number(step.amount)),
            ("figure", .string(step.figure.rawValue)),
            (
                "difference",
                object(of: step.difference, unit: step.figure.unit, isCertain: isCertain)
            ),
        ])
    }
}
