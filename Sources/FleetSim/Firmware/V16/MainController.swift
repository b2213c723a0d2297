/// Connector 0, the charger as a whole: whether it is in service, and what the CSMS was told of that.
struct MainController {
    var service = Service()
    /// nil: nothing since the charger came up.
    private var reported: ChargePointStatus?

    var status: ChargePointStatus { service.isOperative ? .available : .unavailable }

    /// Whether the CSMS knows the status.
    var isTold: Bool { reported == status }

    /// The status, which is told now.
    mutating func tell() -> ChargePointStatus {
        reported = status
        return status
    }

    /// The CSMS may not know it.
    mutating func forgetReport() { reported = nil }
}
