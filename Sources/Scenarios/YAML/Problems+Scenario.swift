extension Problems {
    /// Of what is read as a scenario, or as a part of one.
    static func ofScenario(
        in folder: String = "",
        environment: Environment = .process
    ) -> Problems {
        Problems(in: folder, environment: environment, places: { .ofScenarios })
    }
}

extension KeyPlaces {
    fileprivate static let ofScenarios = KeyPlaces(of: Scenario.record.schema)
}
