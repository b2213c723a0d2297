@testable import FleetSim

extension ChargerBench {
    /// The CSMS sends a call; gives the status of the answer, or the code of a CALLERROR.
    mutating func status(of request: some CallPayload) -> String {
        let answer = answer(to: request)
        if answer.hasPrefix("[4") { return String(answer.split(separator: "\"")[3]) }
        return answer.firstMatch(of: /"status":"(\w+)"/).map { String($0.1) } ?? answer
    }

    /// The CSMS sends a call; gives the frame that answers it.
    mutating func answer(to request: some CallPayload) -> String {
        var writer = FrameWriter()
        writer.call(MessageID(number: 99), request)
        let before = sent.count
        receive(bytes: Array(writer.bytes))
        return sent[before...].first { $0.hasPrefix("[3,\"99\"") || $0.hasPrefix("[4,\"99\"") }
            ?? "none"
    }

    /// The CSMS installs a profile, which must be accepted.
    mutating func install(_ profile: ChargingProfile, on connector: Int = 1) {
        let status = status(
            of: SetChargingProfile(connectorId: connector, csChargingProfiles: profile)
        )
        precondition(status == "Accepted", status)
    }

    /// What the connectors draw, in watts.
    var watts: [Int64] { charger.connectors.map { $0.bay.meter.milliwatts / 1_000 } }

    /// Whether a change of limits is on the calendar.
    var awaitsLimit: Bool { charger.timers.isArmed(.profile) }
}
