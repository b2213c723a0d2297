import Scenarios

/// What all chargers of one model and installation share; never changes during a run.
///
/// A class because thousands of chargers refer to the same one.
final class ChargerType: Sendable {
    /// As a scenario or the catalogue has it; what a group of chargers has otherwise stands in `behaviour`.
    let model: ChargerModel
    let outlet: Outlet
    let factory: FactoryConfiguration
    let behaviour: Behaviour
    let identification: Identification

    var firmwareUpdate: FirmwareBehaviour { model.firmwareUpdates }
    var upload: UploadBehaviour { model.uploads }
    var security: SecurityBehaviour { model.securityBehaviour }
    var smartCharging: SmartChargingBehaviour { model.smartCharging }

    /// The tokens that a type tells the CSMS.
    struct Identification {
        /// What it names where no authorisation is asked for.
        var freeToken: Token
        /// Whether it reads a card's bytes from the last to the first.
        var reversesCards = false

        func token(ofCard card: Token) -> Token { reversesCards ? card.byteReversed : card }
    }

    init(
        _ model: ChargerModel,
        outlet: Outlet,
        factory: FactoryConfiguration,
        identification: Identification,
        behaviour: Behaviour = Behaviour()
    ) {
        self.model = model
        self.outlet = outlet
        self.factory = factory
        self.behaviour = behaviour
        self.identification = identification
    }
}
