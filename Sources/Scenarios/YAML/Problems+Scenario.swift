extension Problems {
    /// Of what is read as a scenario, or as a part of one.
    static func ofScenario(
        in folder: String = "",
        environment: Environment = .process
    ) -> Problems {
        Problems(in: folder, environment: environment, indices: { .ofScenarios })
    }
}

extension KeyLocations {
    fileprivate static let ofScenarios = KeyLocations(of: Scenario.record.schema)
}
