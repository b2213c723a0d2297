@testable import FleetSim

extension ChargerBench {
    /// The CSMS makes a call; what the charger answers is the bench's `reply`.
    mutating func demand(_ action: String, _ payload: String = "{}") {
        let before = sent.count
        receive("[2,\"c\",\"\(action)\",\(payload)]")
        reply = sent.count > before ? String(sent[before].dropFirst(7).dropLast()) : "none"
    }

    /// Sends a list whose tags are written as tag:status or tag:status:group, or alone to go.
    mutating func sendList(_ version: Int, _ tags: [String]?, type: String = "Full") {
        let entries = tags?.map { tag in
            let parts = tag.split(separator: ":")
            guard parts.count > 1 else { return "{\"idTag\":\"\(tag)\"}" }
            let group = parts.count > 2 ? ",\"parentIdTag\":\"\(parts[2])\"" : ""
            return "{\"idTag\":\"\(parts[0])\",\"idTagInfo\":{\"status\":\"\(parts[1])\"\(group)}}"
        }
        let list =
            entries.map { ",\"localAuthorizationList\":[\($0.joined(separator: ","))]" } ?? ""
        return demand(
            "SendLocalList",
            "{\"listVersion\":\(version)\(list),\"updateType\":\"\(type)\"}"
        )
    }

    /// Reserves a connector until a number of seconds after the run began.
    mutating func reserve(
        _ connector: Int = 1,
        for tag: String = "HOLDER",
        group: String? = nil,
        id: Int = 9,
        untilSeconds: Int64 = 3600
    ) {
        let expiry = DateTime(unixMilliseconds: 1_772_409_600_000 + untilSeconds * 1_000)
        let parent = group.map { ",\"parentIdTag\":\"\($0)\"" } ?? ""
        demand(
            "ReserveNow",
            "{\"connectorId\":\(connector),\"expiryDate\":\"\(expiry.text)\",\"idTag\":\"\(tag)\""
                + "\(parent),\"reservationId\":\(id)}"
        )
    }

    /// Sets a configuration key as the CSMS would.
    mutating func set(_ key: String, _ value: String) {
        demand("ChangeConfiguration", "{\"key\":\"\(key)\",\"value\":\"\(value)\"}")
    }
}

extension String {
    static let accepted = status("Accepted")
    static let rejected = status("Rejected")

    static func status(_ name: String) -> String { "{\"status\":\"\(name)\"}" }
}
