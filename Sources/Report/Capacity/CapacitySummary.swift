import Planning

/// What a report says of a search for a capacity.
package struct CapacitySummary: Equatable {
    package var axis: CapacityAxis
    /// At which moments heartbeats came: `random` or `boots`.
    package var phases: String
    /// The load that was asked for.
    package var atLeast: Double?
    /// nil: it did not come to an end.
    package var answer: CapacityAnswer?
    package var trials: [Trial] = []

    /// Whether the load that was asked for is kept; nil: none was, or that is not known.
    package var isReached: Bool? {
        guard let atLeast, let answer else { return nil }
        return answer.reaches(atLeast)
    }

    /// Whether what was asked for lies beyond all that this machine could try.
    var isGateUntried: Bool { atLeast != nil && answer != nil && isReached == nil }

    func text(_ load: Double) -> String { Self.text(load, axis) }

    package static func text(_ load: Double, _ axis: CapacityAxis) -> String {
        let number = load < 1_000 ? Figures.rounded(load) : Figures.grouped(load)
        let whole = Int(exactly: load).map { Figures.grouped($0) }
        return "\(whole ?? number) \(axis.unit)"
    }

    private func number(_ load: Double) -> String {
        load < 100 ? Figures.rounded(load) : Figures.grouped(load)
    }

    /// The answer in a line.
    package var headline: String {
        guard let answer else { return "No capacity found yet" }
        switch answer.found {
        case .between(let low, let high, let estimate?):
            return "Capacity \(number(estimate)) \(axis.unit), "
                + "\(number(low)) to \(number(high)) at 95 % confidence"
        case .between(let low, let high, nil):
            return "Capacity between \(number(low)) and \(number(high)) \(axis.unit)"
        case .atLeast(let maximum): return "Capacity at least \(text(maximum)): no more was tried"
        case .lessThan(let minimum): return "Not even \(text(minimum)) are kept"
        }
    }

    /// What goes with it, a sentence each.
    package var sentences: [String] {
        var sentences: [String] = []
        if let answer {
            if let threshold = answer.threshold { sentences.append("First broken: \(threshold).") }
            if case .between(_, _, nil) = answer.found {
                sentences.append(
                    "No curve could be fitted at the edge: the interval lies between loads that "
                        + "passed and loads that failed, without a confidence."
                )
            }
            sentences += recovery(answer).map { [$0] } ?? []
        }
        if let atLeast, answer != nil {
            let asked = "The \(text(atLeast)) asked for"
            switch isReached {
            case true?: sentences.append("\(asked) are reached.")
            case false?: sentences.append("\(asked) are not reached.")
            case nil: sentences.append("\(asked) were not tried.")
            }
        }
        let heartbeats =
            phases == "random"
            ? "at moments of their intervals that were drawn, anew in every trial"
            : "an interval after their boots"
        guard axis != .reconnects else { return sentences }
        return sentences + ["Heartbeats came \(heartbeats)."]
    }

    /// Whether the CSMS comes back from an overload; nil: that was not tried.
    private func recovery(_ answer: CapacityAnswer) -> String? {
        guard let last = trials.last, let down = trials.last(where: { $0.direction == .down })
        else { return nil }
        let load = text(down.load)
        switch answer.comesBack {
        case true?: return "After an overload the thresholds are kept again at \(load)."
        case false?:
            return "After an overload the thresholds are not kept at \(load), tried twice, and "
                + "without one they are: the CSMS does not come back in the time that it was given."
        case nil:
            let unknown = "Whether the CSMS comes back from an overload is not known: "
            guard last.verdict != .untrusted else {
                return unknown + "the simulator was too late in the trials that were to tell."
            }
            return unknown + "at \(load) the thresholds were not kept from rest either, "
                + "though that is below the interval. Something else may have slowed the CSMS."
        }
    }

    var table: Table {
        var table = Table(
            "trial",
            "way",
            "verdict",
            "load, \(axis.unit)",
            "calls",
            "calls/s",
            "p50",
            "p99",
            "failed",
            "used up",
            leftColumns: 3
        )
        for (index, trial) in trials.enumerated() {
            table.add([
                "\(index + 1)", trial.direction.rawValue, trial.verdict.rawValue,
                number(trial.load), Figures.grouped(trial.calls), Figures.rate(trial.rate),
                trial.p50.map { Figures.briefSpan($0) } ?? "–",
                trial.p99.map { Figures.briefSpan($0) } ?? "–",
                "\(Figures.rounded(trial.failures * 100)) %",
                "\(Figures.rounded(trial.use * 100)) %",
            ])
        }
        return table
    }

    /// What the last column means.
    var legend: String {
        "Used up: of what the nearest threshold allows; with a percentile the share of calls beyond "
            + "its bound against the share that may be. Trials that were not believed count for nothing."
    }
}

extension CapacitySummary {
    var csv: String {
        let head = [
            "trial", "attempt", "axis", "load", "direction", "verdict", "seed", "calls", "answered",
            "measured_us", "p50_us", "p99_us", "failures", "used_up", "reason",
        ]
        let rows = trials.enumerated().map { index, trial in
            [
                "\(index)", "\(trial.attempt)", axis.rawValue, "\(trial.load)",
                trial.direction.rawValue, trial.verdict.rawValue, "\(trial.seed)",
                "\(trial.calls)", "\(trial.answered)", "\(trial.measured)",
                trial.p50.map(String.init) ?? "", trial.p99.map(String.init) ?? "",
                "\(trial.failures)", "\(trial.use)", trial.reason ?? "",
            ]
        }
        return ([head] + rows).map(CSVRecord.text).joined()
    }

    var json: JSON {
        .object([
            ("axis", .string(axis.rawValue)),
            ("unit", .string(axis.unit)),
            ("phases", .string(phases)),
            ("answer", answer.map(object) ?? .null),
            ("at_least", .optional(atLeast)),
            ("reached", isReached.map(JSON.boolean) ?? .null),
            ("trials", .array(trials.map(object))),
        ])
    }

    private func object(of answer: CapacityAnswer) -> JSON {
        let (low, high, estimate): (Double?, Double?, Double?) =
            switch answer.found {
            case .between(let low, let high, let estimate): (low, high, estimate)
            case .atLeast(let maximum): (maximum, nil, nil)
            case .lessThan(let minimum): (nil, minimum, nil)
            }
        return .object([
            ("estimate", .optional(estimate)),
            ("low", .optional(low)),
            ("high", .optional(high)),
            ("confidence", estimate == nil ? .null : .number(0.95)),
            ("threshold", .optional(answer.threshold)),
            ("comes_back", answer.comesBack.map(JSON.boolean) ?? .null),
        ])
    }

    private func object(of trial: Trial) -> JSON {
        .object([
            ("load", .number(trial.load)),
            ("direction", .string(trial.direction.rawValue)),
            ("verdict", .string(trial.verdict.rawValue)),
            ("reason", .optional(trial.reason)),
            ("seed", .unsigned(trial.seed)),
            ("calls", .integer(trial.calls)),
            ("answered", .integer(trial.answered)),
            ("measured_us", .integer(trial.measured)),
            ("p50_us", .optional(trial.p50)),
            ("p99_us", .optional(trial.p99)),
            ("failures", .number(trial.failures)),
            (
                "thresholds",
                .array(
                    trial.strains.map { strain in
                        .object([
                            ("expression", .string(strain.expression)),
                            ("shown", .string(strain.measured)),
                            ("passed", .boolean(strain.passed)),
                            ("used_up", .number(strain.use)),
                        ])
                    }
                )
            ),
        ])
    }

    /// The gate as a test case of JUnit, if there is one.
    func junit(of scenario: String) -> String? {
        guard let atLeast, answer != nil else { return nil }
        let name = "capacity >= \(text(atLeast))".inXML
        let heading = "<testcase classname=\"\(scenario.inXML)\" name=\"\(name)\" time=\"0\""
        let outcome: String
        switch isReached {
        case true?: return heading + "/>\n"
        case false?:
            outcome =
                "<failure type=\"threshold\" message=\"\(headline.inXML)\">"
                + "\(headline.inXML)</failure>"
        case nil: outcome = "<error type=\"not-tried\" message=\"\(headline.inXML)\"/>"
        }
        return """
            \(heading)>
            \(outcome)
            </testcase>

            """
    }
}
