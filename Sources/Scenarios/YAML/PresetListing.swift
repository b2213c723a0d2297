/// The arrival presets that ship, and arrivals as ‘arrivals’ of a scenario takes them.
package enum PresetListing {
    /// All of them with their figures and sources.
    package static func text(of presets: [ArrivalPreset] = ArrivalPreset.catalogue) -> String {
        let heading = [
            "# The arrival presets that ship. ‘fleetsim presets NAME’ prints one of them whole, so",
            "# that a scenario can have it under ‘arrivals’ and change what differs.",
        ]
        return (heading + presets.flatMap { [""] + figures($0) }).joined(separator: "\n")
    }

    /// One of them as YAML, to be pasted under `arrivals`.
    package static func yaml(of preset: ArrivalPreset) -> String {
        let notes = [preset.location, "source: \(preset.source)"] + preset.remarks
        return (notes.map { "# \($0)" } + ["arrivals:"] + lines(of: preset.arrivals, indent: 2))
            .joined(separator: "\n")
    }

    /// The keys that say all of some arrivals, and what they have.
    package static func lines(of arrivals: ArrivalSpec, indent: Int) -> [String] {
        ArrivalSpec.traits.compactMap { trait in
            guard let text = trait.text(arrivals) else { return nil }
            let key = trait.field.key
            let isUsual = text == trait.text(ArrivalSpec.start)
            guard !isUsual || always.contains(key), !isRedundant(key, arrivals) else { return nil }
            return String(repeating: " ", count: indent) + "\(key): \(text)"
        }
    }

    private static let always = ["weekday", "weekend", "dwell", "energy", "correlation"]

    /// Seven days are written out only where weekdays, or both days of the weekend, differ.
    private static func isRedundant(_ key: String, _ arrivals: ArrivalSpec) -> Bool {
        var plain = ArrivalSpec()
        plain.weekendRate = arrivals.weekendRate
        return key == (plain.dayRates == arrivals.dayRates ? "day_rates" : "weekend_rate")
    }
}

extension PresetListing {
    private static func figures(_ preset: ArrivalPreset) -> [String] {
        let arrivals = preset.arrivals
        let mark = preset.isIllustrative ? " (illustrative)" : ""
        let table = preset.measured.map(figures) ?? []
        let figures =
            [
                ("place", preset.location),
                ("source", preset.source),
                ("arrivals", demand(arrivals)),
                ("weekday, %", shares(arrivals.weekday)),
                ("weekend, %", arrivals.weekend.map(shares) ?? "none"),
            ] + table + [
                ("dwell", Written.durations(arrivals.dwell)),
                ("energy", Written.energies(arrivals.energy)),
                ("rank correlation", Written.number(arrivals.correlation)),
                ("leaves", arrivals.leaving.text),
            ] + preset.remarks.map { ("note", $0) }
        return ["\(preset.id)\(mark)"] + figures.map { "  \($0.0): \($0.1)" }
    }

    private static func figures(_ measured: ArrivalPreset.Measured) -> [(String, String)] {
        let sessions = measured.sessions.map { ("sessions", String($0)) }
        let some: [Double] = [0.05, 0.25, 0.5, 0.75, 0.95]
        func quantiles(_ values: [Double]) -> String {
            zip(ArrivalPreset.probabilities, values).filter { some.contains($0.0) }
                .map { Written.number($0.1) }.joined(separator: "/")
        }
        return (sessions.map { [$0] } ?? []) + [
            (
                "stays, h",
                "mean \(Written.number(measured.dwellMean)), 5/25/50/75/95 % "
                    + quantiles(measured.dwellHours)
            ),
            (
                "energies, kWh",
                "mean \(Written.number(measured.energyMean)), 5/25/50/75/95 % "
                    + quantiles(measured.energyKWh)
            ),
        ]
    }

    private static func demand(_ arrivals: ArrivalSpec) -> String {
        var parts = ["\(Written.number(arrivals.perBay)) a bay and weekday"]
        if let users = arrivals.users {
            parts = ["\(Written.number(users.plugIns * 168)) plug-ins a user and week"]
        }
        if arrivals.weekend != nil {
            parts.append("weekends \(Written.number(arrivals.weekendRate)) of that")
        }
        if arrivals.overdispersion > 1 {
            parts.append("overdispersion \(Written.number(arrivals.overdispersion))")
        }
        return parts.joined(separator: ", ")
    }

    private static func shares(_ weights: [Double]) -> String {
        let sum = weights.reduce(0, +)
        return weights.map { Written.number(($0 / sum * 1e4).rounded() / 100) }
            .joined(separator: " ")
    }
}
