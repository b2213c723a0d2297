import Foundation
import Scenarios
import Testing

@testable import FleetSim

/// The cases in Studies/ were drawn at random; what each session got under each law is what ACN-Sim
/// gave it (Benchmarks/planning/acnportal_study.py).
@Suite("studies on fixed data, slot by slot")
struct StudyTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Studies")
    private static let laws = ["uncontrolled", "fcfs", "edf", "llf", "round-robin"]

    private func site(_ name: String, _ law: String, slot: Bool = true) throws -> SiteModel {
        let text = """
            csms: none
            fleet:
              - stations: \(name)_stations.csv
                arrivals: {sessions: \(name)_sessions.csv}
                power: {constraints: \(name)_constraints.csv, sharing: \(law)\(slot ? ", slot: 1m" : "")}
            """
        let path = Self.folder.appendingPathComponent("\(name).yaml").path
        let scenario = try ScenarioFile.parse(text, name: path)
        return try #require(try SitesPlan(scenario).sites.first)
    }

    private func expected(_ name: String, _ law: String) throws -> [String: Double] {
        let file = Self.folder.appendingPathComponent("\(name)_\(law).csv")
        let table = try CSVTable(text: String(contentsOf: file, encoding: .utf8))
        var energies: [String: Double] = [:]
        for row in table.rows { energies[row[0]] = try row.number(1) }
        return energies
    }

    private struct Kept: SiteObserver {
        static var wantsTags: Bool { false }
        var sessions: [SessionRecord] = []
        mutating func record(_ state: SiteState) {}
        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            sessions.append(session)
        }
    }

    @Test(
        "each session gets what ACN-Sim gives it",
        arguments: ["tree", "tree3", "taper", "delta"],
        laws
    )
    func oracle(_ name: String, _ law: String) throws {
        let model = try site(name, law)
        let labels = model.labels
        var site = SlottedSite(model, observer: Kept())
        site.run(through: .zero + .seconds(3 * 86_400))
        let expected = try expected(name, law)
        #expect(site.observer.sessions.count == expected.count)
        for session in site.observer.sessions {
            let kilowattHours = session.deliveredWattHours / 1_000
            let wanted = try #require(expected[labels[Int(session.visit)]])
            #expect(abs(kilowattHours - wanted) < 1e-9, "\(labels[Int(session.visit)])")
        }
    }

    @Test("the same study by events keeps to every limit and gives about as much")
    func byEvents() throws {
        for name in ["tree", "tree3", "taper"] {
            let model = try site(name, "edf", slot: false)
            var engine = model.engine(seed: 1, observer: Kept())
            engine.run(through: .zero + .seconds(3 * 86_400))
            let expected = try expected(name, "edf").values.reduce(0, +)
            let found = engine.observer.sessions.map(\.deliveredWattHours).reduce(0, +) / 1_000
            // By events a controller knows what a car takes, and currents have no steps.
            #expect(found > expected * 0.97 && found < expected * 1.25, "\(name): \(found)")
        }
    }

    /// What else draws on each line, hour by hour, in amperes; the most of it at midnight.
    private static let load = [30.0, 24, 0, 0, 6, 12] + Array(repeating: 3.0, count: 18)

    private struct Flows: SiteObserver {
        static var wantsTags: Bool { false }
        var states: [SiteState] = []
        mutating func record(_ state: SiteState) { states.append(state) }
        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {}
    }

    @Test("what flows beside cars is taken off the limits at the beginning of each slot, and told")
    func otherLoad() throws {
        let load = Self.load.map { "\($0)A" }.joined(separator: ", ")
        let text = """
            csms: none
            start: 2026-06-01T00:00:00Z
            fleet:
              - stations: tree_stations.csv
                arrivals: {sessions: tree_sessions.csv}
                power: {limit: 40A, load: {hours: [\(load)]}, sharing: fcfs, slot: 1m}
            """
        let path = Self.folder.appendingPathComponent("load.yaml").path
        let scenario = try ScenarioFile.parse(text, name: path)
        let model = try #require(try SitesPlan(scenario).sites.first)
        var site = SlottedSite(model, observer: Flows())
        site.run(through: .zero + .seconds(86_400))
        var maximum: Int64 = 0
        for state in site.observer.states {
            let hour = Int(state.time.nanoseconds / 3_600_000_000_000) % 24
            let left = 40_000 - Int64(Self.load[hour] * 1_000)
            let drawn = max(state.l1, state.l2, state.l3)
            // Currents are told in whole milliamperes.
            #expect(drawn <= left + 9, "\(state.time)")
            maximum = max(maximum, drawn)
        }
        #expect(maximum > 30_000)
        let rows = site.closeWindow(at: .zero + .seconds(86_400))
        let mean = Int64(Self.load.reduce(0, +) * 1_000 / 24)
        // All stations of this study are at an angle of zero.
        #expect(rows.count == 1 && rows[0].current.l1 > mean && rows[0].current.l3 == mean)
    }

    @Test("a margin is kept from limits to sums of currents too")
    func margin() throws {
        func room(_ margin: String) throws -> [Int64] {
            let text = """
                csms: none
                fleet:
                  - stations: tree_stations.csv
                    arrivals: {sessions: tree_sessions.csv}
                    power: {constraints: tree_constraints.csv, margin: \(margin), slot: 1m}
                """
            let path = Self.folder.appendingPathComponent("margin.yaml").path
            let scenario = try ScenarioFile.parse(text, name: path)
            let supply = try #require(try SitesPlan(scenario).sites.first?.slotted?.supply)
            return (0..<3).map { station in
                Drawn(supply).room(of: supply.terms(of: station, phases: 1), upTo: 80_000)
            }
        }
        // Of the feeder behind which they stand, which is less than the connection.
        #expect(try room("0A") == [20_000, 32_000, 32_000])
        #expect(try room("2A") == [18_000, 30_000, 30_000])
        #expect(try room("21A") == [0, 11_000, 11_000])
    }
}
