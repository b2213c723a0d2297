@testable import FleetSim

extension StatusPlay {
    static let all = usual + free + outOfService + faults

    /// With cards, reservations and charging profiles.
    private static let usual: [StatusPlay] = [
        StatusPlay(name: "A2") { $0.charge() },
        StatusPlay(name: "A7") { $0.reserve() },
        StatusPlay(name: "B1") { bench in
            bench.holdCard("04AABBCC")
            bench.advance(seconds: 20)
        },
        StatusPlay(name: "B3") { $0.charge() },
        StatusPlay(name: "B4") { $0.charge(wattHours: 0) },
        StatusPlay(name: "B5") { bench in
            bench.limit(to: 0)
            bench.charge()
        },
        StatusPlay(name: "B6") { $0.plugInTooLong() },
        StatusPlay(name: "C4") { bench in
            bench.charge(wattHours: 300)
            bench.advance(seconds: 120)
        },
        StatusPlay(name: "C5") { bench in
            bench.charge()
            bench.limit(to: 0)
        },
        StatusPlay(name: "C6") { bench in
            bench.charge()
            bench.advance(seconds: 600)
        },
        StatusPlay(name: "D3") { bench in
            bench.charge(waitsSeconds: 300)
            bench.advance(seconds: 300)
        },
        StatusPlay(name: "D5") { bench in
            bench.charge(wattHours: 0)
            bench.limit(to: 0)
        },
        StatusPlay(name: "D6") { bench in
            bench.charge(wattHours: 0)
            bench.advance(seconds: 600)
        },
        StatusPlay(name: "E3") { bench in
            bench.limit(to: 0)
            bench.charge()
            bench.limit(to: 16)
        },
        StatusPlay(name: "E4") { bench in
            bench.limit(to: 0)
            bench.charge(wattHours: 0)
            bench.limit(to: 16)
        },
        StatusPlay(name: "E6") { bench in
            bench.limit(to: 0)
            bench.charge()
            bench.advance(seconds: 600)
        },
        StatusPlay(name: "F1") { bench in
            bench.charge()
            bench.advance(seconds: 700)
        },
        StatusPlay(name: "F2") { bench in
            bench.plugInTooLong()
            bench.advance(seconds: 20)
        },
        StatusPlay(name: "G1") { bench in
            bench.reserve(untilSeconds: 60)
            bench.advance(seconds: 60)
        },
        StatusPlay(name: "G2") { bench in
            bench.reserve()
            bench.holdCard("HOLDER")
        },
    ]

    /// Where no CSMS is asked, a charge begins with the plug and ends with it.
    private static let free: [StatusPlay] = [
        StatusPlay(name: "A3", bench: .free) { $0.charge() },
        StatusPlay(name: "A4", bench: .free) { $0.charge(wattHours: 0) },
        StatusPlay(name: "A5", bench: .free) { bench in
            bench.limit(to: 0)
            bench.charge()
        },
        StatusPlay(name: "C1", bench: .free) { bench in
            bench.charge()
            bench.advance(seconds: 600)
        },
        StatusPlay(name: "D1", bench: .free) { bench in
            bench.charge(wattHours: 0)
            bench.advance(seconds: 600)
        },
        StatusPlay(name: "E1", bench: .free) { bench in
            bench.limit(to: 0)
            bench.charge()
            bench.advance(seconds: 600)
        },
    ]

    /// The CSMS takes the connector out of service, or puts it back.
    private static let outOfService: [StatusPlay] = [
        StatusPlay(name: "A8") { $0.putOutOfService() },
        StatusPlay(name: "C8", bench: .free) { bench in
            bench.charge()
            bench.putOutOfService()
            bench.advance(seconds: 600)
        },
        StatusPlay(name: "D8", bench: .free) { bench in
            bench.charge(wattHours: 0)
            bench.putOutOfService()
            bench.advance(seconds: 600)
        },
        StatusPlay(name: "E8", bench: .free) { bench in
            bench.limit(to: 0)
            bench.charge()
            bench.putOutOfService()
            bench.advance(seconds: 600)
        },
        StatusPlay(name: "F8") { bench in
            bench.charge()
            bench.putOutOfService()
            bench.advance(seconds: 700)
        },
        StatusPlay(name: "G8") { bench in
            bench.reserve()
            bench.putOutOfService()
        },
        StatusPlay(name: "H1") { bench in
            bench.putOutOfService()
            bench.putIntoService()
        },
        StatusPlay(name: "H2") { bench in
            bench.waitOutOfService()
            bench.putIntoService()
        },
        StatusPlay(name: "H3", bench: .free) { bench in
            bench.waitOutOfService()
            bench.putIntoService()
        },
        StatusPlay(name: "H4", bench: .free) { bench in
            bench.waitOutOfService(wattHours: 0)
            bench.putIntoService()
        },
        StatusPlay(name: "H5", bench: .free) { bench in
            bench.limit(to: 0)
            bench.waitOutOfService()
            bench.putIntoService()
        },
    ]

    /// From every state a connector can fail, and once it is mended it is back there.
    private static let faults = before.flatMap { before in
        let column = ChargePointStatus.letters.firstIndex(of: Character(before.name)) ?? 0
        return ["\(before.name)9", "I\(column + 1)"].map { name in
            StatusPlay(name: name, bench: before.bench) { bench in
                before.happenings(&bench)
                bench.advance(seconds: 1)
                bench.apply(.failed(connector: 1, .groundFailure))
                bench.advance(seconds: 1)
                bench.apply(.mended(connector: 1))
            }
        }
    }

    /// How each state but Faulted is come to, by its letter.
    private static let before: [StatusPlay] = [
        StatusPlay(name: "A") { _ in },
        StatusPlay(name: "B") { $0.holdCard("04AABBCC") },
        StatusPlay(name: "C") { $0.charge() },
        StatusPlay(name: "D") { $0.charge(wattHours: 0) },
        StatusPlay(name: "E") { bench in
            bench.limit(to: 0)
            bench.charge()
        },
        StatusPlay(name: "F") { $0.plugInTooLong() },
        StatusPlay(name: "G", bench: .pair) { bench in
            bench.reserve(0, id: 1)
            bench.reserve(0, for: "OTHER", id: 2)
        },
        StatusPlay(name: "H") { $0.putOutOfService() },
    ]
}

extension ChargerBench {
    /// A car comes for ten minutes and has been there for one.
    fileprivate mutating func charge(wattHours: Int64 = 11_040, waitsSeconds: Int64 = 0) {
        // Identification takes 5 s of the 8 that the charger waits for it.
        arrive(staySeconds: 600, wattHours: wattHours, waitsSeconds: waitsSeconds)
        advance(seconds: 60)
    }

    /// A car is plugged in, and no driver identifies before the charger gives up waiting.
    fileprivate mutating func plugInTooLong() {
        set("ConnectionTimeOut", "3")
        arrive(staySeconds: 600)
        advance(seconds: 13)
    }

    /// A car is plugged in at a connector that is kept for another and then goes out of service.
    fileprivate mutating func waitOutOfService(wattHours: Int64 = 11_040) {
        reserve()
        arrive(staySeconds: 600, wattHours: wattHours)
        advance(seconds: 12)
        putOutOfService()
        advance(seconds: 10)
    }

    /// The CSMS limits every transaction to a number of amperes per phase.
    fileprivate mutating func limit(to amperes: Int) {
        demand(
            "SetChargingProfile",
            #"{"connectorId":1,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"#
                + #""chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Relative","#
                + #""chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":"#
                + #"[{"startPeriod":0,"limit":\#(amperes)}]}}}"#
        )
        advance(seconds: 1)
    }

    fileprivate mutating func putOutOfService() { changeAvailability("Inoperative") }

    fileprivate mutating func putIntoService() { changeAvailability("Operative") }

    private mutating func changeAvailability(_ type: String) {
        demand("ChangeAvailability", "{\"connectorId\":1,\"type\":\"\(type)\"}")
        advance(seconds: 1)
    }
}
