import Foundation
import Scenarios
import Testing

@Suite struct SiteStudyTests {
    private static let stations = """
        station_index,station_id,voltage_v,angle_deg,pilots_a
        0,A,230,0,0 6 16 8
        1,B,690,-120,32
        """
    private static let sessions = """
        session_id;station_index;arrival_min;departure_min;requested_kwh;ev_max_a;site
        s1;1;0;90.5;11;16;x
        s2;0;10;20;0;32;y
        """
    private static let limits = """
        name,limit_a,c0,c1
        L1,50,1,-0.25
        """

    /// A scenario beside its files.
    private func lines(
        stations: String = stations,
        sessions: String = sessions,
        limits: String = limits,
        text: String = """
        csms: none
        fleet:
          - stations: stations.csv
            arrivals: {sessions: sessions.csv}
            power: {constraints: limits.csv, sharing: edf, slot: 1m}
        """
    ) throws -> (scenario: Scenario?, lines: [String]) {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("study-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in [("stations", stations), ("sessions", sessions), ("limits", limits)] {
            let file = folder.appendingPathComponent("\(name).csv")
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        do {
            let name = folder.appendingPathComponent("study.yaml").path
            return (try ScenarioFile.parse(text, name: name), [])
        } catch {
            return (nil, error.lines)
        }
    }

    @Test func `stations, sessions and limits come from files beside the scenario`() throws {
        let site = try #require(try lines().scenario?.fleet.first)
        #expect(
            site.stations == [
                StationSpec(id: "A", volts: 230, degrees: 0, pilots: [6, 8, 16]),
                StationSpec(id: "B", volts: 690, degrees: -120, pilots: [32]),
            ]
        )
        #expect(site.stations.map(\.phases) == [1, 3])
        let sessions = try #require(site.arrivals.sessions)
        #expect(sessions.map(\.id) == ["s1", "s2"])
        #expect(sessions[0].departs == .seconds(5430))
        #expect(sessions[0].wattHours == 11_000)
        #expect(sessions[0].battery == nil)
        #expect(
            site.power?.constraints == [
                ConstraintSpec(name: "L1", amperes: 50, coefficients: [1, -0.25])
            ]
        )
        #expect(site.chargersPerSite == 2)
        #expect(site.baysPerSite == 2)
    }

    @Test func `a study runs until its last session is over, if nothing else is said`() throws {
        #expect(try lines().scenario?.duration == .seconds(5_430 + 60))
        let longer = "\(Self.sessions)\ns3;0;30;4000;1;16;z"
        #expect(try lines(sessions: longer).scenario?.duration == .seconds(4_001 * 60))
    }

    @Test func `batteries are those that the list of sessions has`() throws {
        let text = """
            session_id,arrival_min,departure_min,requested_kwh,ev_max_a,battery_kwh,initial_kwh
            a,0,60,10,32,40,25.5
            b,0,60,10,32,,
            """
        let site = try #require(try lines(sessions: text).scenario?.fleet.first)
        let sessions = try #require(site.arrivals.sessions)
        #expect(sessions[0].battery?.initialWattHours == 25_500)
        #expect(sessions[1].battery == nil)
        #expect(sessions[0].station == nil)
    }

    @Test func `what is wrong in a file is told with its line there`() throws {
        let mistakes: [(stations: String, said: String)] = [
            ("", "stations.csv:1:1: the table is empty"),
            ("station_id,pilots_a", "stations.csv:1:1: the column ‘voltage_v’ is missing"),
            ("station_id,voltage_v,pilots_a", "stations.csv:1:1: no station is listed"),
            (
                "station_id,voltage_v,pilots_a\nA,x,6",
                "stations.csv:2:3: column ‘voltage_v’: ‘x’ is not a number"
            ),
            (
                "station_id,voltage_v,pilots_a\n\nA,9,6",
                "stations.csv:3:3: column ‘voltage_v’: ‘9’ is not between 50 and 1500"
            ),
            (
                "station_id,voltage_v,pilots_a\nA,230,0",
                "stations.csv:2:7: column ‘pilots_a’: no pilot above zero"
            ),
            (
                "station_id,voltage_v,pilots_a\nA,230,6A",
                "stations.csv:2:7: column ‘pilots_a’: ‘6A’ is no current in amperes"
            ),
            (
                "station_id;voltage_v;pilots_a\n\"Größe; \"\"A\"\"\";230;\n",
                "stations.csv:2:20: column ‘pilots_a’: no pilot above zero"
            ),
            (
                "station_id,voltage_v,pilots_a\nA,\"230\" V,6",
                "stations.csv:2:9: text behind the closing quote"
            ),
            (
                "station_index,station_id,voltage_v,pilots_a\n1,A,230,6",
                "stations.csv:2:1: column ‘station_index’: it has to count from 0"
            ),
        ]
        for (text, said) in mistakes {
            let line = try #require(try lines(stations: text).lines.first)
            #expect(line.contains("/\(said)"), "\(line)")
        }
    }

    @Test func `every line of a list of sessions that is wrong is told`() throws {
        let wrong = Self.sessions.replacingOccurrences(of: "10;20", with: "20;10") + "\ns9;x;9"
        func told(_ sessions: String) throws -> [String] {
            try self.lines(sessions: sessions).lines.filter { $0.contains("sessions.csv:") }
        }
        let lines = try told(wrong + "\ns9;1;2;3")
        #expect(
            lines.count == 2 && lines.allSatisfy { $0.contains("cells are needed") },
            "\(lines)"
        )
        let each = """
            session_id,arrival_min,departure_min,requested_kwh,ev_max_a
            a,0,60,x,32
            b,0,60,1,32
            c,60,0,1,32
            """
        let rows = try told(each)
        #expect(rows.count == 2, "\(rows)")
        #expect(
            rows.first?.contains("sessions.csv:2:8: column ‘requested_kwh’: ‘x’ is") == true
        )
        #expect(rows.last?.contains("sessions.csv:4:6: column ‘departure_min’: it departs") == true)
    }

    @Test func `files have to fit each other`() throws {
        let far = Self.sessions.replacingOccurrences(of: "s1;1", with: "s1;2")
        #expect(
            try lines(sessions: far).lines.first?
                .contains("the session ‘s1’ is at station 2, there are 2") == true
        )
        let early = Self.sessions.replacingOccurrences(of: "10;20", with: "20;10")
        #expect(
            try lines(sessions: early).lines.first?
                .contains("column ‘departure_min’: it departs before it arrives") == true
        )
        let short = "name,limit_a,c0\nL1,50,1"
        #expect(
            try lines(limits: short).lines.first?
                .contains("the limit ‘L1’ has 1 coefficients for 2 stations") == true
        )
    }

    @Test(arguments: [
        ("meter: {interval: 2s}", "what flows as a slot begins is known then, leave ‘meter’ out"),
        ("pace: patient", "chargers follow the rule at once, leave ‘pace’ out"),
    ])
    func `what has no say slot by slot is refused where it stands`(key: String, said: String) throws
    {
        func lines(_ power: String) throws -> [String] {
            try self.lines(
                text: """
                    csms: none
                    fleet:
                      - stations: stations.csv
                        arrivals: {sessions: sessions.csv}
                        power:
                          constraints: limits.csv
                          \(power)
                          load: 5kW
                    """
            ).lines
        }
        #expect(try lines("slot: 1m") == [])
        #expect(try lines(key) == [])
        let wrong = try lines("slot: 1m\n      \(key)")
        #expect(wrong.count == 1)
        let line = try #require(wrong.first)
        #expect(line.contains(":8:") && line.contains("slot by slot, \(said)"), "\(line)")
    }

    @Test func `fixed data are for runs without a CSMS, which have no load and no faults`() throws {
        let text = "fleet: [{stations: stations.csv}]"
        #expect(try lines(text: text).lines.first?.contains("say ‘csms: none’") == true)
        let loaded = """
            csms: none
            fleet: [{model: generic-ac}]
            load: [{hold: 1m}]
            """
        #expect(try lines(text: loaded).lines.first?.contains("are for runs with a CSMS") == true)
        let missing = "{csms: none, fleet: [{stations: nowhere.csv}]}"
        #expect(
            try lines(text: missing).lines.first?
                .contains("nowhere.csv: there is no such file") == true
        )
    }
}
