import FleetSim
import Testing

/// One kind of frame, a request or a confirmation, with its type forgotten.
struct FrameKind: Sendable, CustomTestStringConvertible {
    let action: Action
    let isCall: Bool
    /// Makes a message and writes it.
    let make: @Sendable (inout FrameDice) -> [UInt8]
    /// Makes a message, writes it and reads it again; true when they are equal.
    let survives: @Sendable (inout FrameDice) throws -> Bool
    /// Reads a payload of this kind and writes it into a frame again.
    let rewrite: @Sendable (JSONReader) throws(PayloadError) -> [UInt8]

    var testDescription: String { action.name + (isCall ? " request" : " confirmation") }

    static let all: [FrameKind] = [
        of(Authorize.self), of(BootNotification.self), of(ChangeAvailability.self),
        of(ChangeConfiguration.self), of(ClearCache.self), of(DataTransfer.self),
        of(GetConfiguration.self), of(Heartbeat.self), of(MeterValues.self),
        of(RemoteStartTransaction.self), of(RemoteStopTransaction.self), of(Reset.self),
        of(StartTransaction.self), of(StatusNotification.self), of(StopTransaction.self),
        of(TriggerMessage.self), of(UnlockConnector.self),
        of(CertificateSigned.self), of(DeleteCertificate.self),
        of(DiagnosticsStatusNotification.self), of(ExtendedTriggerMessage.self),
        of(FirmwareStatusNotification.self), of(GetDiagnostics.self),
        of(GetInstalledCertificateIds.self), of(GetLog.self), of(InstallCertificate.self),
        of(LogStatusNotification.self), of(SecurityEventNotification.self),
        of(SignCertificate.self), of(SignedFirmwareStatusNotification.self),
        of(SignedUpdateFirmware.self), of(UpdateFirmware.self),
        of(CancelReservation.self), of(GetLocalListVersion.self), of(ReserveNow.self),
        of(SendLocalList.self),
        of(SetChargingProfile.self), of(ClearChargingProfile.self), of(GetCompositeSchedule.self),
    ].flatMap { $0 }

    private static func of<Request: CallPayload & Sample>(
        _ request: Request.Type
    ) -> [FrameKind] where Request.Confirmation: Sample {
        [
            FrameKind(Request.self, Request.action, isCall: true) { writer, id, request in
                writer.call(id, request)
            },
            FrameKind(Request.Confirmation.self, Request.action, isCall: false) {
                writer,
                id,
                confirmation in
                writer.result(id, confirmation)
            },
        ]
    }

    private init<Content: Sample>(
        _ content: Content.Type,
        _ action: Action,
        isCall: Bool,
        write: @escaping @Sendable (inout FrameWriter, MessageID, Content) -> Void
    ) {
        @Sendable func frame(_ id: MessageID, _ content: Content) -> [UInt8] {
            var writer = FrameWriter()
            write(&writer, id, content)
            return Array(writer.bytes)
        }
        self.action = action
        self.isCall = isCall
        make = { dice in frame(dice.id(), Content.sample(&dice)) }
        survives = { dice in
            let content = Content.sample(&dice)
            return try frame(dice.id(), content).withUnsafeBytes { bytes in
                var payload = try Envelope.parse(bytes).payload(of: action)
                return try Content(from: &payload) == content
            }
        }
        rewrite = { (payload) throws(PayloadError) in
            var payload = payload
            return frame(MessageID(number: 1), try Content(from: &payload))
        }
    }
}

/// A frame that reads well and is not the one that was expected.
struct UnexpectedFrame: Error {}

extension Envelope {
    /// The payload of a call of this action, or of a result.
    func payload(of expected: Action) throws -> JSONReader {
        switch self {
        case .call(_, expected, _, let payload), .result(_, let payload): return payload
        case .call, .error: throw UnexpectedFrame()
        }
    }
}
