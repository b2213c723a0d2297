import Scenarios

extension Command {
    /// The call that a scenario asks for.
    init(_ spec: CommandSpec) {
        self.init(Self.call(spec))
    }

    private static func call(_ spec: CommandSpec) -> any CSMSCall {
        switch spec.action {
        case .cancelReservation: CancelReservationCall(spec)
        case .certificateSigned: CertificateSignedCall(spec)
        case .changeAvailability: ChangeAvailabilityCall(spec)
        case .changeConfiguration: ChangeConfigurationCall(spec)
        case .clearCache: ClearCacheCall(spec)
        case .clearChargingProfile: ClearChargingProfileCall(spec)
        case .dataTransfer: DataTransferCall(spec)
        case .deleteCertificate: DeleteCertificateCall(spec)
        case .extendedTrigger: TriggerCall<ExtendedTriggerMessage>(spec)
        case .getCompositeSchedule: GetCompositeScheduleCall(spec)
        case .getConfiguration: GetConfigurationCall(spec)
        case .getDiagnostics: GetDiagnosticsCall(spec)
        case .getInstalledCertificateIds: GetInstalledCertificatesCall(spec)
        case .getLocalListVersion: GetLocalListVersionCall(spec)
        case .getLog: GetLogCall(spec)
        case .installCertificate: InstallCertificateCall(spec)
        case .remoteStart: RemoteStartCall(spec)
        case .remoteStop: RemoteStopCall(spec)
        case .reserveNow: ReserveNowCall(spec)
        case .reset: ResetCall(spec)
        case .sendLocalList: SendLocalListCall(spec)
        case .setChargingProfile: SetChargingProfileCall(spec)
        case .signedUpdateFirmware: SignedUpdateCall(spec)
        case .triggerMessage: TriggerCall<TriggerMessage>(spec)
        case .unlockConnector: UnlockCall(spec)
        case .updateFirmware: UpdateCall(spec)
        }
    }

    /// What the CSMS does for a driver who uses the operator's app.
    init(_ wish: DriverWish) {
        switch wish.kind {
        case .start:
            self.init(
                RemoteStartCall(
                    connector: Int(wish.connector),
                    tag: IdToken(wish.token),
                    profile: nil
                )
            )
        case .stop: self.init(RemoteStopCall(connector: Int(wish.connector)))
        case .unlock: self.init(UnlockCall(connector: Int(wish.connector)))
        }
    }
}
