import Testing

@testable import FleetSim

/// How a visit ended, and why: told apart by who or what stood in the way.
@Suite struct `a session without a charge` {
    /// The visits that are over, as the run database has them.
    private func outcomes(_ bench: ChargerBench) -> [SessionRecord.Outcome] {
        bench.visits.map { log in
            var visit = Visit.fixture
            visit.demandMilliwattHours = 1_000_000_000
            return SessionRecord(visit, log, charger: 0, connector: 1).outcome
        }
    }

    @Test(arguments: ["Blocked", "Expired", "Invalid", "ConcurrentTx"])
    func `was refused where the CSMS said so`(status: String) {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "Authorize"
                ? "{\"idTagInfo\":{\"status\":\"\(status)\"}}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 700)
        #expect(outcomes(bench) == [.refused])
    }

    @Test func `was refused where the CSMS did so when the charge had begun`() {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "{\"idTagInfo\":{\"status\":\"Blocked\"},\"transactionId\":9}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 800)
        #expect(outcomes(bench) == [.refused])
        #expect(bench.visits.first?.reason == .deAuthorized)
    }

    @Test func `was offline where the charger could not ask and did not know the tag`() {
        var bench = ChargerBench.accepted()
        bench.isReachable = false
        bench.close()
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 700)
        #expect(outcomes(bench) == [.offline])
    }

    @Test(arguments: [nil, "!InternalError"])
    func `was not answered where the CSMS said nothing of use`(answer: String?) throws {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "Authorize" ? answer : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 900)
        bench.advance(seconds: 1_000)
        #expect(outcomes(bench) == [.unanswered])
        let record = try #require(
            bench.visits.first.map { log in
                SessionRecord(Visit.fixture, log, charger: 0, connector: 1)
            }
        )
        #expect(record.reason == (answer == nil ? nil : "CallError"))
    }

    @Test func `was not answered where the driver left before the CSMS said anything`() {
        var bench = ChargerBench.accepted(configuration: [(.messageTimeout, "600")])
        bench.csms = { action, payload in
            action == "Authorize" ? nil : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 120)
        bench.advance(seconds: 300)
        #expect(outcomes(bench) == [.unanswered])
    }

    @Test func `had a charger without power`() {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "Authorize" ? nil : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 40)
        bench.apply(.powerLost)
        bench.advance(seconds: 600)
        #expect(outcomes(bench) == [.faulted])
    }

    @Test func `charged in the end where the second try was answered`() {
        var bench = ChargerBench.accepted()
        var tries = 0
        bench.csms = { action, payload in
            guard action == "Authorize" else { return ChargerBench.agreeable(action, payload) }
            tries += 1
            return tries == 1 ? "!InternalError" : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 600)
        bench.advance(seconds: 700)
        #expect(outcomes(bench) == [.short])
    }

    @Test func `gets the id of its transaction whenever the CSMS gives it`() {
        var bench = ChargerBench.accepted()
        bench.arrive(tag: "KNOWN", staySeconds: 30)
        bench.advance(seconds: 100)
        bench.isReachable = false
        bench.close()
        // One charge begins and ends offline, another is under way when the charger is back.
        bench.arrive(tag: "KNOWN", staySeconds: 120)
        bench.advance(seconds: 300)
        bench.arrive(tag: "KNOWN", staySeconds: 7_200)
        bench.advance(seconds: 60)
        #expect(bench.visits.map(\.transactionID?.number) == [41, nil])
        #expect(bench.named.isEmpty)
        bench.isReachable = true
        bench.advance(seconds: 7_500)
        #expect(bench.named.count == 1 && bench.named.allSatisfy { $0.hasSuffix(": 41") })
        #expect(bench.visits.map(\.transactionID?.number) == [41, nil, 41])
    }

    @Test(arguments: [1 << 31, 1 << 53 - 1, -1 << 40])
    func `has the id that the CSMS gave, however large its number is`(number: Int) {
        var bench = ChargerBench.accepted()
        bench.csms = { action, payload in
            action == "StartTransaction"
                ? "{\"idTagInfo\":{\"status\":\"Accepted\"},\"transactionId\":\(number)}"
                : ChargerBench.agreeable(action, payload)
        }
        bench.arrive(staySeconds: 60)
        bench.advance(seconds: 200)
        let records = bench.visits.map {
            SessionRecord(Visit.fixture, $0, charger: 0, connector: 1)
        }
        #expect(records.map(\.transaction) == [TransactionID(number)])
        let stops = bench.sent.filter { $0.contains("\"StopTransaction\"") }
        #expect(stops.count == 1)
        #expect(stops.allSatisfy { $0.contains("\"transactionId\":\(number)") })
    }
}

extension Visit {
    fileprivate static let fixture = Visit(
        site: 0,
        index: 0,
        arrived: .zero,
        leaving: .after(.seconds(60)),
        demandMilliwattHours: 11_040_000,
        vehicle: Vehicle(phases: 3, milliamperes: 16_000),
        token: TokenList.unknown(0, seed: 0),
        plugsAfter: .seconds(10),
        identifiesAfter: .seconds(10),
        unplugsAfter: .seconds(10)
    )
}
