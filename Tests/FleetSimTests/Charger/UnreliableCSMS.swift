@testable import FleetSim

/// A CSMS that answers, refuses, errs, talks nonsense or says nothing, as the dice fall.
final class UnreliableCSMS {
    var isCalm = false
    /// What its clock says, which is wrong at times unless it is calm.
    var clock = DateTime(unixMilliseconds: 1_772_409_600_000)
    private var random: RandomStream
    private var lastTransaction = 0

    init(seed: UInt64) {
        random = RandomStream(seed: seed, entity: 1, purpose: .ties)
    }

    func answer(_ action: String, _ payload: String) -> String? {
        if isCalm { return sensible(action, payload, status: "Accepted") }
        switch random.below(12) {
        case 0: return nil
        case 1: return "!InternalError"
        case 2: return "{\"nonsense\":17}"
        case 3:
            let status = action == "BootNotification" ? ["Pending", "Rejected"] : Self.refusals
            return sensible(action, payload, status: random.pick(status))
        default: return sensible(action, payload, status: "Accepted")
        }
    }

    private static let refusals = ["Blocked", "Expired", "Invalid", "ConcurrentTx"]

    private func sensible(_ action: String, _ payload: String, status: String) -> String? {
        let group = ["A", "B"].first { payload.contains("\"idTag\":\"\($0)") }
        let parent = group.map { ",\"parentIdTag\":\"GROUP \($0)\"" } ?? ""
        let info = "\"idTagInfo\":{\"status\":\"\(status)\"\(parent)}"
        switch action {
        case "BootNotification":
            return "{\"status\":\"\(status)\",\(time()),"
                + "\"interval\":\(isCalm ? 300 : random.below(60))}"
        case "Heartbeat": return "{\(time())}"
        case "Authorize": return "{\(info)}"
        case "StartTransaction":
            lastTransaction += 1
            return "{\(info),\"transactionId\":\(lastTransaction)}"
        case "SignCertificate":
            return "{\"status\":\"\(status == "Accepted" ? "Accepted" : "Rejected")\"}"
        default: return ChargerBench.agreeable(action, payload)
        }
    }
    private func time() -> String {
        let hours = !isCalm && random.chance(0.1) ? Int64(random.below(6)) - 2 : 0
        let told = DateTime(unixMilliseconds: clock.unixMilliseconds + hours * 3_600_000)
        return "\"currentTime\":\"\(told.text)\""
    }
}
