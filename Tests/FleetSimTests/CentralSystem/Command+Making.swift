import Scenarios

@testable import FleetSim

/// Calls of the CSMS that only tests write so; a scenario's are made of its specs.
extension Command {
    static var cancelReservation: Command { Command(CancelReservationCall()) }

    static func certificateSigned(chain: String) -> Command {
        Command(CertificateSignedCall(chain: chain))
    }

    static func changeAvailability(connector: Int, _ type: AvailabilityType) -> Command {
        Command(ChangeAvailabilityCall(connector: connector, type: type))
    }

    static var clearCache: Command { Command(ClearCacheCall()) }

    static func clearChargingProfile(_ request: ClearChargingProfile) -> Command {
        Command(ClearChargingProfileCall(concerned: request))
    }

    static func dataTransfer(vendor: String, data: String?) -> Command {
        Command(DataTransferCall(vendor: vendor, data: data))
    }

    static func deleteCertificate(_ type: CertificateUse) -> Command {
        Command(DeleteCertificateCall(type: type))
    }

    static func getCompositeSchedule(_ request: GetCompositeSchedule) -> Command {
        Command(GetCompositeScheduleCall(wanted: request))
    }

    static func getConfiguration(key: String?) -> Command {
        Command(GetConfigurationCall(key: key))
    }

    static func getDiagnostics(location: String) -> Command {
        Command(GetDiagnosticsCall(location: location))
    }

    static func getInstalledCertificates(_ type: CertificateUse) -> Command {
        Command(GetInstalledCertificatesCall(type: type))
    }

    static var getLocalListVersion: Command { Command(GetLocalListVersionCall()) }

    static func getLog(_ type: LogType, location: String) -> Command {
        Command(GetLogCall(type: type, location: location))
    }

    static func installCertificate(_ type: CertificateUse, _ certificate: String) -> Command {
        Command(InstallCertificateCall(type: type, certificate: certificate))
    }

    static func remoteStart(
        connector: Int?,
        tag: IdToken?,
        _ profile: ProfileTemplate?
    ) -> Command {
        Command(RemoteStartCall(connector: connector, tag: tag, profile: profile))
    }

    static func remoteStop(connector: Int?) -> Command {
        Command(RemoteStopCall(connector: connector))
    }

    static func reserve(connector: Int, lasts: SimDuration) -> Command {
        Command(ReserveNowCall(connector: connector, lasts: lasts))
    }

    static func reset(_ type: ResetType) -> Command { Command(ResetCall(type: type)) }

    static func signedUpdate(
        location: String,
        certificate: String,
        signature: String
    ) -> Command {
        Command(
            SignedUpdateCall(location: location, certificate: certificate, signature: signature)
        )
    }

    static func trigger(_ message: MessageTrigger, connector: Int?) -> Command {
        Command(TriggerCall<TriggerMessage>(message: message, connector: connector))
    }

    static func extendedTrigger(_ message: ExtendedMessageTrigger, connector: Int?) -> Command {
        Command(TriggerCall<ExtendedTriggerMessage>(message: message, connector: connector))
    }

    static func unlock(connector: Int) -> Command { Command(UnlockCall(connector: connector)) }

    static func update(location: String) -> Command { Command(UpdateCall(location: location)) }
}
