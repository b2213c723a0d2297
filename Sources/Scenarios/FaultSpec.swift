/// Something that goes wrong at a known time.
package struct FaultSpec: Equatable, Sendable {
    package var at: Duration
    package var kind: Kind
    /// Only at the sites so called, or at one of several by its number; nil: anywhere.
    package var site: String?

    package init(at: Duration, kind: Kind, site: String? = nil) {
        self.at = at
        self.kind = kind
        self.site = site
    }
}

extension FaultSpec {
    /// What a fault affects; a share from 0 to 1 says how many of them.
    package enum Scope: Equatable, Sendable {
        case csms
        case chargers(share: Double)
        /// All chargers of some sites at once.
        case sites(share: Double)
        /// Cards that the CSMS knows.
        case cards(share: Double)

        package var share: Double {
            switch self {
            case .csms: 1
            case .chargers(let share), .sites(let share), .cards(let share): share
            }
        }
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
