/// Something that goes wrong at a known time.
package struct FaultSpec: Equatable, Sendable {
    /// What goes wrong; a share from 0 to 1 says with how many of the chargers.
    package enum Kind: Equatable, Sendable {
        /// The CSMS drops every connection and takes none for a while.
        case csmsRestart(down: Duration)
        /// The installer saves the set-up, and the charger restarts by itself.
        case setupSaved(share: Double)
        /// The installer saves a set-up that is wrong: the charger restarts and never gets through.
        case wrongSetup(share: Double)
        /// The link is lost, and comes back after a while.
        case linkDown(share: Double, duration: Duration)
        /// The line of a whole site is lost, for all of its chargers at once; the share is of sites.
        case siteOutage(share: Double, duration: Duration)
        /// The link is lost again and again for a while; the laws are of seconds.
        case flapping(share: Double, duration: Duration, up: Distribution, down: Distribution)
        /// Every frame takes longer for a while, each way; the law is of seconds.
        case slowLink(share: Double, duration: Duration, delay: Distribution)
        /// Nothing gets through for a while, though the connection stands and neither end is told.
        case halfOpen(share: Double, duration: Duration)
        /// The charger reads at most this many bytes a second, for a while.
        case slowReading(share: Double, duration: Duration, rate: Int)
        /// The connection breaks off in the middle of the next frame that the charger sends.
        case tornFrame(share: Double)
        /// The mains of whole sites are gone for a while, and come back over a time, site by site at
        /// random; the share is of sites.
        case powerCut(share: Double, duration: Duration, returningOver: Duration)
        /// The charger goes out of service by itself; nil: for good.
        case unavailable(share: Double, duration: Duration?)
        /// The emergency button of the charger is pressed; nil: it is never released.
        case emergencyStop(share: Double, duration: Duration?)
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
    /// Only at the sites so called; nil: anywhere.
    package var site: String?

    package init(at: Duration, kind: Kind, site: String? = nil) {
        self.at = at
        self.kind = kind
        self.site = site
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
