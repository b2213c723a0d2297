import Scenarios

/// `fleetsim models` and `fleetsim presets`: what ships, with its figures and sources.
enum Listing {
    static func models(_ arguments: [String]) throws -> ExitCode {
        try takeNothing(arguments, "models")
        Terminal.print(ModelListing.text())
        return .success
    }

    static func presets(_ arguments: [String]) throws -> ExitCode {
        try takeNothing(arguments, "presets")
        for preset in ArrivalPreset.catalogue {
            Terminal.print(
                """
                \(preset.id)
                  weekday arrivals by hour, %: \(hours(preset.arrivals.weekday))
                  weekend arrivals by hour, %: \(preset.arrivals.weekend.map(hours) ?? "none")
                  dwell, median: \(quantile(preset.arrivals.dwell, 1.0 / 3_600)) h
                  energy, median: \(quantile(preset.arrivals.energy, 1.0 / 1_000)) kWh
                  source: \(preset.source)

                """
            )
        }
        return .success
    }

    private static func takeNothing(_ arguments: [String], _ command: String) throws {
        let taken = try Arguments(arguments, .init(command: command, values: []))
        if let extra = taken.positional.first { throw taken.usage("what is ‘\(extra)’ for?") }
    }

    private static func hours(_ weights: [Double]) -> String {
        weights.map(number).joined(separator: " ")
    }

    private static func quantile(_ law: Distribution, _ scale: Double) -> String {
        guard case .quantiles(let table) = law,
            let median = table.first(where: { $0.probability >= 0.5 })
        else { return "–" }
        return number(median.value * scale)
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String((value * 100).rounded() / 100)
    }
}
