import Scenarios

/// What all chargers of one model and installation share; never changes during a run.
///
/// A class because thousands of chargers refer to the same one.
final class ChargerType: Sendable {
    let vendor: String
    let model: String
    let firmware: String
    let outlet: Outlet
    let factory: FactoryConfiguration
    let firmwareUpdate: FirmwareBehaviour
    let upload: UploadBehaviour
    let security: SecurityBehaviour
    let smartCharging: SmartChargingBehaviour
    let behaviour: Behaviour
    let identification: Identification

    /// The tokens that a type tells the CSMS.
    struct Identification {
        /// What it names where no authorisation is asked for.
        var freeToken: Token
        /// Whether it reads a card's bytes from the last to the first.
        var reversesCards = false

        func token(ofCard card: Token) -> Token { reversesCards ? card.byteReversed : card }
    }

    init(
        vendor: String,
        model: String,
        firmware: String,
        phases: UInt8,
        milliamperes: Int32,
        volts: Int32,
        hasLock: Bool,
        isDirect: Bool = false,
        factory: FactoryConfiguration,
        identification: Identification,
        firmwareUpdate: FirmwareBehaviour = FirmwareBehaviour(),
        upload: UploadBehaviour = UploadBehaviour(),
        security: SecurityBehaviour = SecurityBehaviour(),
        smartCharging: SmartChargingBehaviour = SmartChargingBehaviour(),
        behaviour: Behaviour = Behaviour()
    ) {
        self.vendor = vendor
        self.model = model
        self.firmware = firmware
        outlet = Outlet(
            phases: phases,
            milliamperes: milliamperes,
            volts: volts,
            hasLock: hasLock,
            isDirect: isDirect
        )
        self.factory = factory
        self.firmwareUpdate = firmwareUpdate
        self.upload = upload
        self.security = security
        self.smartCharging = smartCharging
        self.behaviour = behaviour
        self.identification = identification
    }
}
