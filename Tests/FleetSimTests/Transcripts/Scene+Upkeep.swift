import Scenarios

@testable import FleetSim

extension Scene {
    /// Firmware, diagnostics and logs.
    static var upkeep: [Scene] {
        let diagnostics = Command.getDiagnostics(location: "ftp://csms.example/in/")
        let log = Command.getLog(.security, location: "ftp://csms.example/in/")
        let update = Command.update(location: "http://csms.example/fw-2.1.0.bin")
        let refused = UploadBehaviour(failure: .permissionDenied)
        return [
            Scene(.getDiagnostics, "a file", .complete(), diagnostics),
            Scene(.diagnosticsStatusNotification, "a file arrives") {
                try $0.call(diagnostics, thenSeconds: 60)
            },
            Scene(.diagnosticsStatusNotification, "no file arrives", .complete(upload: refused)) {
                try $0.call(diagnostics, thenSeconds: 60)
            },
            Scene(
                .diagnosticsStatusNotification,
                "nothing under way",
                .complete(),
                .trigger(.diagnosticsStatusNotification, connector: nil)
            ),
            Scene(.getLog, "the log, and once more while it is on its way", .complete(), log, log),
            Scene(.logStatusNotification, "the log arrives") { try $0.call(log, thenSeconds: 60) },
            Scene(.logStatusNotification, "the log is not let in", .complete(upload: refused)) {
                try $0.call(log, thenSeconds: 60)
            },
            Scene(.updateFirmware, "new firmware", .complete(), update),
            Scene(
                .updateFirmware,
                "a charger that takes signed firmware only",
                .complete(firmwareUpdate: FirmwareBehaviour(takesUnsigned: false)),
                update
            ),
            Scene(.firmwareStatusNotification, "from the first byte to the restart") {
                try $0.call(update, thenSeconds: 500)
            },
            Scene(
                .firmwareStatusNotification,
                "firmware that cannot be fetched",
                .complete(firmwareUpdate: FirmwareBehaviour(failure: .download))
            ) { try $0.call(update, thenSeconds: 500) },
        ]
    }
}
