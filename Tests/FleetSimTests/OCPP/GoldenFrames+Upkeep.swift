import FleetSim

extension GoldenFrame {
    /// Firmware, diagnostics and logs.
    static let upkeep: [GoldenFrame] = [
        .call(
            GetDiagnostics(
                location: "ftp://h/in/",
                retries: 2,
                retryInterval: 60,
                startTime: noon,
                stopTime: noon
            ),
            #""GetDiagnostics",{"location":"ftp://h/in/","retries":2,"retryInterval":60,"#
                + #""startTime":"2026-03-02T12:34:56.789Z","#
                + #""stopTime":"2026-03-02T12:34:56.789Z"}"#
        ),
        .result(GetDiagnostics.Confirmation(fileName: "a.txt"), #"{"fileName":"a.txt"}"#),
        .result(GetDiagnostics.Confirmation(), "{}"),
        .call(
            DiagnosticsStatusNotification(status: .uploadFailed),
            #""DiagnosticsStatusNotification",{"status":"UploadFailed"}"#
        ),
        .call(
            UpdateFirmware(location: "http://h/f", retries: 1, retrieveDate: noon),
            #""UpdateFirmware",{"location":"http://h/f","retries":1,"#
                + #""retrieveDate":"2026-03-02T12:34:56.789Z"}"#
        ),
        .call(
            FirmwareStatusNotification(status: .installationFailed),
            #""FirmwareStatusNotification",{"status":"InstallationFailed"}"#
        ),
        .call(
            SignedUpdateFirmware(
                retries: 1,
                retryInterval: 5,
                requestId: 17,
                firmware: .init(
                    location: "http://h/f",
                    retrieveDateTime: noon,
                    installDateTime: noon,
                    signingCertificate: "C\n",
                    signature: "+/=="
                )
            ),
            #""SignedUpdateFirmware",{"retries":1,"retryInterval":5,"requestId":17,"#
                + #""firmware":{"location":"http://h/f","#
                + #""retrieveDateTime":"2026-03-02T12:34:56.789Z","#
                + #""installDateTime":"2026-03-02T12:34:56.789Z","#
                + #""signingCertificate":"C\u000a","signature":"+/=="}}"#
        ),
        .result(
            SignedUpdateFirmware.Confirmation(status: .revokedCertificate),
            #"{"status":"RevokedCertificate"}"#
        ),
        .call(
            SignedFirmwareStatusNotification(status: .installVerificationFailed, requestId: 17),
            #""SignedFirmwareStatusNotification",{"status":"InstallVerificationFailed","#
                + #""requestId":17}"#
        ),
        .call(
            GetLog(
                log: .init(
                    remoteLocation: "ftp://h/in/",
                    oldestTimestamp: noon,
                    latestTimestamp: noon
                ),
                logType: .security,
                requestId: 18,
                retries: 0
            ),
            #""GetLog",{"log":{"remoteLocation":"ftp://h/in/","#
                + #""oldestTimestamp":"2026-03-02T12:34:56.789Z","#
                + #""latestTimestamp":"2026-03-02T12:34:56.789Z"},"logType":"SecurityLog","#
                + #""requestId":18,"retries":0}"#
        ),
        .result(
            GetLog.Confirmation(status: .acceptedCanceled, filename: "a.txt"),
            #"{"status":"AcceptedCanceled","filename":"a.txt"}"#
        ),
        .call(
            LogStatusNotification(status: .notSupportedOperation, requestId: 18),
            #""LogStatusNotification",{"status":"NotSupportedOperation","requestId":18}"#
        ),
        .call(
            LogStatusNotification(status: .idle),
            #""LogStatusNotification",{"status":"Idle"}"#
        ),
    ]
}
