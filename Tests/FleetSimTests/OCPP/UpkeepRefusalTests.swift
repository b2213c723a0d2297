import FleetSim
import Testing

@Suite struct UpkeepRefusalTests {
    private static let hash =
        #""hashAlgorithm":"SHA256","issuerNameHash":"a","issuerKeyHash":"b""#

    @Test(arguments: [
        Refusal("UpdateFirmware", #"{"location":"http://h/f"}"#, .protocolError),
        Refusal(
            "UpdateFirmware",
            #"{"location":"http://h/f","retrieveDate":"soon"}"#,
            .propertyConstraintViolation
        ),
        Refusal("GetLog", #"{"logType":"SecurityLog","requestId":1}"#, .protocolError),
        Refusal(
            "GetLog",
            #"{"log":{"remoteLocation":"ftp://h"},"logType":"Diary","requestId":1}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "SignedUpdateFirmware",
            #"{"requestId":1,"firmware":{"location":"http://h"}}"#,
            .protocolError
        ),
        Refusal(
            "DeleteCertificate",
            #"{"certificateHashData":{\#(hash)}}"#,
            .protocolError
        ),
        Refusal(
            "DeleteCertificate",
            #"{"certificateHashData":{\#(hash),"serialNumber":"\#(text(41))"}}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "CertificateSigned",
            #"{"certificateChain":"\#(text(10_001))"}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "InstallCertificate",
            #"{"certificateType":"V2GRootCertificate","certificate":""}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "InstallCertificate",
            #"{"certificateType":"ManufacturerRootCertificate","certificate":"\#(text(5_501))"}"#,
            .propertyConstraintViolation
        ),
        Refusal("SignCertificate", #"{"csr":"\#(text(5_501))"}"#, .propertyConstraintViolation),
        Refusal(
            "ExtendedTriggerMessage",
            #"{"requestedMessage":"DiagnosticsStatusNotification"}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "ExtendedTriggerMessage",
            #"{"requestedMessage":"Heartbeat","connectorId":0}"#,
            .propertyConstraintViolation
        ),
        Refusal(
            "SecurityEventNotification",
            #"{"type":"\#(text(51))","timestamp":"2026-03-02T00:00:00Z"}"#,
            .propertyConstraintViolation
        ),
    ])
    func `a bad payload is answered with its code`(refusal: Refusal) throws {
        #expect(try Decoding.refusal(ofCall: refusal.action, refusal.payload) == refusal.code)
    }

    @Test(arguments: [
        ("CertificateSigned", #"{"certificateChain":"\#(text(10_000))"}"#),
        ("SignCertificate", #"{"csr":"\#(text(5_500))"}"#),
        ("GetLog", #"{"logType":"SecurityLog","requestId":-1,"log":{"remoteLocation":""}}"#),
    ])
    func `a payload at its limits is accepted`(action: String, payload: String) throws {
        #expect(try Decoding.refusal(ofCall: action, payload) == nil)
    }

    @Test func `a list of installed certificates is absent rather than empty`() {
        let payload = #"{"status":"NotFound","certificateHashData":[]}"#
        let error = #expect(throws: PayloadError.self) {
            try Array(payload.utf8).withUnsafeBytes { bytes in
                var reader = JSONReader(bytes)
                _ = try GetInstalledCertificateIds.Confirmation(from: &reader)
            }
        }
        #expect(error?.code == .occurenceConstraintViolation)
    }

    private static func text(_ count: Int) -> String { String(repeating: "x", count: count) }
}
