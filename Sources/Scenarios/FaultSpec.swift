/// Something that goes wrong at a known time.
package struct FaultSpec: Equatable, Sendable {
    /// What goes wrong; a share from 0 to 1 says with how many of the chargers.
    package enum Kind: Equatable, Sendable {
        /// The CSMS drops every connection and takes none for a while.
        case csmsRestart(down: Duration)
        /// Somebody saves the set-up, and the charger restarts by itself.
        case setupSaved(share: Double)
        /// Somebody saves a set-up that is wrong: the charger restarts and never gets through.
        case wrongSetup(share: Double)
        /// The link is lost, and comes back after a while.
        case linkDown(share: Double, duration: Duration)
        /// The charger goes out of service by itself; nil: for good.
        case unavailable(share: Double, duration: Duration?)
        /// A connector fails; nil: for good.
        case connectorFault(
            share: Double,
            duration: Duration?,
            connector: Int,
            error: ConnectorError
        )
        /// A share of the cards was entered into the CSMS with the bytes of their number reversed.
        case cardByteOrder(share: Double)
    }

    package var at: Duration
    package var kind: Kind

    package init(at: Duration, kind: Kind) {
        self.at = at
        self.kind = kind
    }
}

/// What a connector that fails says is wrong with it, by OCPP's names.
package enum ConnectorError: String, CaseIterable, Sendable {
    case lock = "ConnectorLockFailure"
    case vehicleCommunication = "EVCommunicationError"
    case ground = "GroundFailure"
    case temperature = "HighTemperature"
    case `internal` = "InternalError"
    case other = "OtherError"
    case overCurrent = "OverCurrentFailure"
    case overVoltage = "OverVoltage"
    case meter = "PowerMeterFailure"
    case `switch` = "PowerSwitchFailure"
    case reader = "ReaderFailure"
    case reset = "ResetFailure"
    case underVoltage = "UnderVoltage"
    case signal = "WeakSignal"
}
