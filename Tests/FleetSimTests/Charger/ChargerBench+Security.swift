import Scenarios

@testable import FleetSim

extension ChargerBench {
    /// A connected and accepted charger with every feature, the security extension included.
    static func secured(
        connectors: Int = 1,
        behaviour: ChargerType.Behaviour = ChargerType.Behaviour(),
        configuration: [(ConfigurationKey, String)] = [],
        firmwareUpdate: FirmwareBehaviour = FirmwareBehaviour(),
        upload: UploadBehaviour = UploadBehaviour(),
        security: SecurityBehaviour = SecurityBehaviour()
    ) -> ChargerBench {
        var bench = ChargerBench(
            connectors: connectors,
            behaviour: behaviour,
            features: FeatureProfiles(rawValue: .max),
            configuration: configuration,
            firmwareUpdate: firmwareUpdate,
            upload: upload,
            security: security
        )
        bench.csms = { action, payload in
            action == "SignCertificate"
                ? #"{"status":"Accepted"}"# : ChargerBench.agreeable(action, payload)
        }
        bench.powerOn()
        bench.advance(seconds: 10)
        bench.forget()
        return bench
    }

    /// Has the CSMS call; gives the charger's answer, without its frame.
    mutating func ask(_ action: String, _ payload: String) -> String {
        forget()
        receive("[2,\"c\",\"\(action)\",\(payload)]")
        return sent.first.map { String($0.dropFirst(7).dropLast()) } ?? "none"
    }

    /// The named member of every call of an action that was sent.
    func told(_ action: String, _ member: String = "status") -> [String] {
        sent.filter { $0.hasPrefix("[2,") && $0.contains("\"\(action)\",") }.map { frame in
            let value = frame.split(separator: "\"\(member)\":").last ?? ""
            return String(value.drop { $0 == "\"" }.prefix { $0 != "\"" && $0 != "," && $0 != "}" })
        }
    }
}
