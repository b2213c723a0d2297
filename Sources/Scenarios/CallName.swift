/// A call of OCPP 1.6 or its security extension, by its name on the wire.
package struct CallName: RawRepresentable, Hashable, CaseIterable, Sendable {
    package let rawValue: String

    /// Nothing for a name that no call has.
    package init?(rawValue: String) {
        guard let known = Self.allCases.first(where: { $0.rawValue == rawValue }) else {
            return nil
        }
        self = known
    }

    /// A call that the CSMS makes.
    package init(_ action: CommandSpec.Action) {
        rawValue = action.rawValue
    }

    private init(_ name: String) {
        rawValue = name
    }

    /// All of them, by their names.
    package static let allCases =
        (ofChargers + CommandSpec.Action.allCases.map { CallName($0) })
        .sorted { $0.rawValue < $1.rawValue }

    /// Those of chargers, but for DataTransfer, which both sides make.
    private static let ofChargers: [CallName] = [
        .authorize, .bootNotification, .diagnosticsStatusNotification, .firmwareStatusNotification,
        .heartbeat, .logStatusNotification, .meterValues, .securityEventNotification,
        .signCertificate, .signedFirmwareStatusNotification, .startTransaction,
        .statusNotification, .stopTransaction,
    ]

    package static let authorize = CallName("Authorize")
    package static let bootNotification = CallName("BootNotification")
    package static let diagnosticsStatusNotification = CallName("DiagnosticsStatusNotification")
    package static let firmwareStatusNotification = CallName("FirmwareStatusNotification")
    package static let heartbeat = CallName("Heartbeat")
    package static let logStatusNotification = CallName("LogStatusNotification")
    package static let meterValues = CallName("MeterValues")
    package static let securityEventNotification = CallName("SecurityEventNotification")
    package static let signCertificate = CallName("SignCertificate")
    package static let signedFirmwareStatusNotification = CallName(
        "SignedFirmwareStatusNotification"
    )
    package static let startTransaction = CallName("StartTransaction")
    package static let statusNotification = CallName("StatusNotification")
    package static let stopTransaction = CallName("StopTransaction")

    /// As it stands in a threshold: `start-transaction`, and `boot` for the longest of all.
    package var word: String {
        guard self != .bootNotification else { return "boot" }
        return rawValue.reduce(into: "") { word, letter in
            if letter.isUppercase, !word.isEmpty { word.append("-") }
            word += letter.lowercased()
        }
    }
}
