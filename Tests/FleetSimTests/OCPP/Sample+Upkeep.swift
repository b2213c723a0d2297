import FleetSim

// Firmware, diagnostics and logs.

extension GetDiagnostics: Sample {
    static func sample(_ dice: inout FrameDice) -> GetDiagnostics {
        GetDiagnostics(
            location: dice.location(upTo: 600),
            retries: dice.maybe { $0.number(0...5) },
            retryInterval: dice.maybe { $0.number(0...600) },
            startTime: dice.maybe { $0.time() },
            stopTime: dice.maybe { $0.time() }
        )
    }
}

extension GetDiagnostics.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(fileName: dice.maybe { $0.text(upTo: 255) })
    }
}

extension DiagnosticsStatusNotification: Sample {
    static func sample(_ dice: inout FrameDice) -> Self { Self(status: dice.any()) }
}

extension UpdateFirmware: Sample {
    static func sample(_ dice: inout FrameDice) -> UpdateFirmware {
        UpdateFirmware(
            location: dice.location(upTo: 600),
            retries: dice.maybe { $0.number(0...5) },
            retrieveDate: dice.time(),
            retryInterval: dice.maybe { $0.number(0...600) }
        )
    }
}

extension FirmwareStatusNotification: Sample {
    static func sample(_ dice: inout FrameDice) -> Self { Self(status: dice.any()) }
}

extension SignedUpdateFirmware: Sample {
    static func sample(_ dice: inout FrameDice) -> SignedUpdateFirmware {
        SignedUpdateFirmware(
            retries: dice.maybe { $0.number(0...5) },
            retryInterval: dice.maybe { $0.number(0...600) },
            requestId: dice.number(-1...2_147_483_647),
            firmware: Firmware(
                location: dice.location(upTo: 512),
                retrieveDateTime: dice.time(),
                installDateTime: dice.maybe { $0.time() },
                signingCertificate: dice.text(upTo: 5_500),
                signature: dice.text(upTo: 800)
            )
        )
    }
}

extension SignedFirmwareStatusNotification: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(status: dice.any(), requestId: dice.maybe { $0.number(0...999_999) })
    }
}

extension GetLog: Sample {
    static func sample(_ dice: inout FrameDice) -> GetLog {
        GetLog(
            log: Log(
                remoteLocation: dice.location(upTo: 512),
                oldestTimestamp: dice.maybe { $0.time() },
                latestTimestamp: dice.maybe { $0.time() }
            ),
            logType: dice.any(),
            requestId: dice.number(0...999_999),
            retries: dice.maybe { $0.number(0...5) },
            retryInterval: dice.maybe { $0.number(0...600) }
        )
    }
}

extension GetLog.Confirmation: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(status: dice.any(), filename: dice.maybe { $0.text(upTo: 255) })
    }
}

extension LogStatusNotification: Sample {
    static func sample(_ dice: inout FrameDice) -> Self {
        Self(status: dice.any(), requestId: dice.maybe { $0.number(0...999_999) })
    }
}

extension FrameDice {
    /// A URI of this many characters at most.
    fileprivate mutating func location(upTo limit: Int) -> String {
        let alphabet = Array("abcXYZ0189-._~/%20?=&")
        let length = number(0...limit - 20)
        let path = (0..<length).map { _ in alphabet[number(0...alphabet.count - 1)] }
        return "ftp://u:p@h.example/" + String(path)
    }
}
