import Foundation
import Scenarios
import TestSupport
import Testing

@Suite struct `timetables in scenarios` {
    private func arrivals(_ text: String) throws -> ArrivalSpec {
        let parsed = Parsed("fleet: [{model: generic-ac, arrivals: {\(text)}}]")
        #expect(parsed.lines == [])
        return try #require(parsed.scenario?.fleet.first?.arrivals)
    }

    private let van = "{vehicle: van, arrives: 17:30, departs: 06:00, energy: 38kWh}"

    @Test func `users come at random, or each on every one of some days`() throws {
        let users = try #require(try arrivals("users: {count: 20, every: weekday}").users)
        #expect(users.days == .working && users.plugIns == 5.0 / 168)
        #expect(try arrivals("users: {every: day}").users?.days == .all)
        #expect(try arrivals("users: {every: [mon, thu]}").users?.days == Weekdays([0, 3]))
        #expect(try arrivals("users: {every: fri-mon}").users?.days == Weekdays([4, 5, 6, 0]))
        #expect(try arrivals("users: {plug_ins: 4/week}").users?.days == nil)
    }

    @Test func `a timetable is a list of stays, or a table of them`() throws {
        let listed = try #require(try arrivals("timetable: [\(van)], deviation: 10m").timetable)
        #expect(
            listed.stays == [
                TimetableStay(
                    vehicle: "van",
                    arrives: .seconds(63_000),
                    departs: .init(time: .seconds(21_600)),
                    wattHours: 38_000
                )
            ]
        )
        let table = """
            vehicle;days;arrival;departure;requested_kwh;phases;ev_max_a
            van-1;mon-thu;17:30;06:00;38;3;16
            van-1;fri;16:15;mon 06:00;60;3;16
            bus;;22:05;4:30;210.5;;
            """
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("timetable-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("depot.csv")
        try table.write(to: file, atomically: true, encoding: .utf8)
        let scenario = try ScenarioFile.parse(
            "fleet: [{model: generic-ac, arrivals: {timetable: depot.csv}}]",
            name: folder.appendingPathComponent("depot.yaml").path
        )
        let arrivals = try #require(scenario.fleet.first?.arrivals)
        let read = try #require(arrivals.timetable)
        #expect(read.vehicles == ["van-1", "bus"])
        #expect(read.weeks.map(\.count) == [5, 7])
        #expect(read.stays[0].phases == 3 && read.stays[2].amperes == nil)
        // From Friday to Monday morning.
        #expect(read.stays[1].length(arrivingOn: 4) == .seconds(3 * 86_400 - 36_900))
        #expect(read.stays[2].length(arrivingOn: 6) == .seconds(86_400 - 63_300))
        #expect(arrivals.users(bays: 7) == 2 && arrivals.perDay(bays: 7) == 12.0 / 7)
    }

    /// What is told of a table, and the path it is told of.
    private func mistakes(in table: String) throws -> (file: String, lines: [String]) {
        let folder = try TemporaryFolder()
        let file = try folder.write(table, to: "depot.csv")
        do throws(ScenarioProblems) {
            _ = try ScenarioFile.parse(
                "fleet: [{model: generic-ac, arrivals: {timetable: depot.csv}}]",
                name: folder.file("depot.yaml")
            )
            return (file, [])
        } catch {
            return (file, error.lines)
        }
    }

    @Test func `what is wrong in a table is told with its line and column`() throws {
        let (file, lines) = try mistakes(
            in: """
                vehicle,days,arrival,departure,requested_kwh
                van-1,mon-thu,17:30,6h,38
                van-1,moon,17:30,06:00,38
                van-2,fri,17:30,06:00,lots
                """
        )
        #expect(
            lines == [
                "\(file):2:21: column ‘departure’: ‘6h’ is no time of the day,"
                    + " such as 17:30, or ‘mon 06:00’ for a departure",
                "\(file):3:7: column ‘days’: ‘moon’ names no days of the week,"
                    + " such as weekday, day, mon-sat or [tue, fri]",
                "\(file):4:23: column ‘requested_kwh’: ‘lots’ is not a number",
            ]
        )
    }

    @Test func `columns may be called as the keys of a list, and their cells have units`() throws {
        let folder = try TemporaryFolder()
        func stays(_ table: String) throws -> [TimetableStay]? {
            _ = try folder.write(table, to: "depot.csv")
            let scenario = try ScenarioFile.parse(
                "fleet: [{model: generic-ac, arrivals: {timetable: depot.csv}}]",
                name: folder.file("depot.yaml")
            )
            return scenario.fleet.first?.arrivals.timetable?.stays
        }
        let keys = try stays(
            """
            vehicle,days,arrives,departs,energy,phases,current
            van,mon,17:30,06:00,38kWh,3,16A
            bus,mon,17:30,06:00,38,3,
            """
        )
        let columns = try stays(
            """
            vehicle,days,arrival,departure,requested_kwh,phases,ev_max_a
            van,mon,17:30,06:00,38,3,16
            bus,mon,17:30,06:00,38,3,
            """
        )
        #expect(keys == columns && keys?.count == 2 && keys?.first?.amperes == 16)
    }

    @Test func `all that a heading lacks is told at once, and a wrong unit where it stands`() throws
    {
        let (file, lines) = try mistakes(in: "car,arrival\nvan,17:30")
        #expect(
            lines == [
                "\(file):1:1: the column ‘vehicle’ is missing",
                "\(file):1:1: the column ‘departure’ (or ‘departs’) is missing",
                "\(file):1:1: the column ‘requested_kwh’ (or ‘energy’) is missing",
            ]
        )
        let (other, told) = try mistakes(
            in: """
                vehicle,arrives,departs,energy
                van,17:30,06:00,38kW
                bus,17:30,06:00,2MWh
                """
        )
        #expect(told.count == 2, "\(told)")
        #expect(told.first?.hasPrefix("\(other):2:17: column ‘energy’: ‘38kW’ is a power") == true)
        #expect(told.last == "\(other):3:17: column ‘energy’: ‘2MWh’ is not from 0kWh to 1MWh")
    }

    /// Numbers of users have fourteen bits.
    @Test(arguments: [16_383, 16_384])
    func `more vehicles than a site has numbers for are a mistake`(count: Int) throws {
        let rows = (1...count).map { "v\($0),mon,8:00,9:00,1" }
        let head = "vehicle,days,arrival,departure,requested_kwh\n"
        let (file, lines) = try mistakes(in: head + rows.joined(separator: "\n"))
        let mistake = "these are 16384 vehicles, a site has at most 16383"
        #expect(lines == (count > 16_383 ? ["\(file):1:1: \(mistake)"] : []))
    }

    @Test(arguments: [
        ("users: {every: monday}", "‘monday’ names no days of the week"),
        ("users: {every: 7/week}", "is ‘every: day’; so often at random is ‘plug_ins: 7/week’"),
        ("users: {plug_ins: 24/d}", "but a frequency is needed here, did you mean ‘24/day’?"),
        ("users: {every: day, plug_ins: 4/week}", "both say how often they come"),
        ("timetable: []", "this list needs at least 1 entry"),
        ("timetable: [{vehicle: a}]", "the key ‘arrives’ is missing"),
        (
            "timetable: [{vehicle: a, arrives: 24:00, departs: 06:00, energy: 1kWh}]",
            "‘24:00’ is no time of the day"
        ),
        (
            "timetable: [{vehicle: a, arrives: 7:00, departs: noon, energy: 1kWh}]",
            "‘noon’ is no time of the day"
        ),
        (
            "timetable: [{vehicle: a, arrives: 7:00, departs: tue 06:00, energy: 1kWh}]",
            "‘a’ arrives while it is still there"
        ),
        ("timetable: nowhere.csv", "nowhere.csv"),
        ("deviation: 5m", "there is no ‘timetable’ to deviate from"),
    ])
    func `a mistake is told`(text: String, said: String) throws {
        let lines = Parsed("fleet: [{model: generic-ac, arrivals: {\(text)}}]").lines
        #expect(lines.contains { $0.contains(said) }, "\(lines)")
    }

    @Test func `a vehicle that is still there is told at its entry`() {
        func told(_ second: String, _ third: String) -> [String] {
            Parsed(
                """
                fleet:
                  - model: generic-ac
                    arrivals:
                      timetable:
                        - {vehicle: a, arrives: 17:30, departs: 06:00, energy: 1kWh}
                        - \(second)
                        - \(third)
                """
            ).lines
        }
        func van(_ name: String, _ days: String, until departs: String) -> String {
            "{vehicle: \(name), days: \(days), arrives: 18:00, departs: \(departs), energy: 1kWh}"
        }
        let own = told(van("b", "[mon, tue]", until: "wed 06:00"), van("c", "mon", until: "06:00"))
        #expect(own.count == 1 && own[0].contains(":6:"), "\(own)")
        #expect(own[0].contains("‘b’ arrives while it is still there since it last arrived"))
        let other = told(van("b", "mon", until: "tue 19:00"), van("b", "tue", until: "20:00"))
        #expect(other.count == 1 && other[0].contains(":7:"), "\(other)")
        #expect(other[0].contains("‘b’ arrives while it is still there by entry 2"), "\(other)")
    }

    @Test func `a timetable with a mistake of its own is one to deviate from`() {
        let text = "timetable: [{vehicle: a}], deviation: 5m"
        let lines = Parsed("fleet: [{model: generic-ac, arrivals: {\(text)}}]").lines
        #expect(!lines.isEmpty && !lines.contains { $0.contains("deviate") }, "\(lines)")
    }

    @Test func `a site is certain where nothing of its timetable is left to chance`() throws {
        func isCertain(_ text: String) throws -> Bool {
            let whole = "fleet: [{model: generic-ac, arrivals: {timetable: [\(van)], \(text)}}]"
            return try #require(Parsed(whole).scenario?.fleet.first).isCertain
        }
        #expect(try isCertain("vehicles: [{phases: 3}]"))
        #expect(try !isCertain(""), "which car it is of two kinds")
        #expect(try !isCertain("vehicles: [{phases: 3}], deviation: 1s"))
        #expect(try isCertain("vehicles: [{phases: 3}], patience: 2h"))
        let drawn = "vehicles: [{phases: 3}], patience: {law: exponential, mean: 2h}"
        #expect(try !isCertain(drawn))
        #expect(try #require(Parsed(Parsed.fleet).scenario?.fleet.first).isCertain == false)
    }
}
