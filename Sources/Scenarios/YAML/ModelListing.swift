/// The charger models that ship, written as a scenario has them.
package enum ModelListing {
    /// A scenario with one charger of each: it can be copied from, and read back.
    package static func text(of models: [ChargerModel] = ChargerModel.catalogue) -> String {
        let heading = [
            "# The charger models that ship, each as ‘model’ takes it: whole, or ‘like’ one of them",
            "# and then what differs.",
            "fleet:",
        ]
        return (heading + models.flatMap(lines)).joined(separator: "\n")
    }

    private static func lines(_ model: ChargerModel) -> [String] {
        let keys = Trait.lines(ChargerModel.traits, of: model).map { "      \($0)" }
        return ["  # \(figures(model))", "  - model:"] + keys
    }

    private static func figures(_ model: ChargerModel) -> String {
        let watts = model.hardware.watts
        let kilowatts = (watts / 100).rounded() / 10
        let connectors = model.connectors == 1 ? "" : "\(model.connectors) connectors of "
        return "\(model.vendor) \(model.model): \(connectors)\(model.hardware.phases) × "
            + "\(model.hardware.amperes.terse) A at \(model.hardware.volts) V, \(kilowatts.terse) kW"
    }
}
