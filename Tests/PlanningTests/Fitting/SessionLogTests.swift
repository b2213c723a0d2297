import Planning
import Scenarios
import Testing

@Suite struct `logs of sessions` {
    private func log(
        _ text: String,
        _ change: (inout SessionReading) -> Void = { _ in }
    ) throws -> SessionLog {
        var reading = SessionReading()
        change(&reading)
        return try SessionLog(CSVTable(text: text, widths: .any), reading)
    }

    /// The day of the week from Monday, the hour, minutes and what was taken.
    private func told(_ session: LoggedSession) -> [Double] {
        let minutes = (session.arrived / 60).rounded()
        return [
            Double(session.day % 7), Double(session.hour),
            minutes.truncatingRemainder(dividingBy: 60), session.stay / 3600,
            session.kilowattHours,
        ]
    }

    @Test func `in the manner of ACN-Data`() throws {
        let text = """
            sessionID,connectionTime,disconnectTime,doneChargingTime,kWhDelivered,siteID,userID
            1,"Wed, 25 Apr 2018 11:08:04 GMT","Wed, 25 Apr 2018 13:23:04 GMT",,7.932,0002,
            2,2018-04-26 13:45:10+00:00,2018-04-26 14:45:10+00:00,,10.013,0002,12
            """
        let log = try log(text)
        #expect(log.sessions.map(told)[0] == [2, 11, 8, 2.25, 7.932])
        #expect(log.sessions.map(told)[1] == [3, 13, 45, 1, 10.013])
        #expect(log.sessions.map(\.user) == [nil, "12"])
        #expect(log.keepsUTC)
        let local = try self.log(text) {
            $0.timeZone = try? TimeZoneSpec(offset: "-8h", .us)
        }
        #expect(local.sessions.map(\.hour) == [4, 6])
        #expect(!local.keepsUTC)
        #expect(local.dates?.first == "2018-04-25")
    }

    @Test func `in the manner of Trondheim: semicolons, decimal commas, days first`() throws {
        let log = try log(
            """
            session_ID;Garage_ID;User_ID;Start_plugin;End_plugout;El_kWh;Duration_hours
            1;AdO3;AdO3-4;21.12.2018 10:20;21.12.2018 10:23;0,3;0,05
            2;AdO3;AdO3-4;21.12.2018 15:30;22.12.2018 06:00;0,87;14,5
            """
        )
        #expect(log.sessions.map(told) == [[4, 10, 20, 0.05, 0.3], [4, 15, 30, 14.5, 0.87]])
        #expect(log.sessions.allSatisfy { $0.user == "AdO3-4" && $0.site == "AdO3" })
        #expect(
            log.columns.text
                == "arrival ‘Start_plugin’, departure ‘End_plugout’, "
                + "duration ‘Duration_hours’, energy ‘El_kWh’, user ‘User_ID’, site ‘Garage_ID’"
        )
    }

    @Test func `in the manner of ElaadNL, and with durations in place of departures`() throws {
        let log = try log(
            """
            TransactionId,ChargePoint,UTCTransactionStart,StartCard,ConnectedTime,TotalEnergy
            7,A,2019-06-03 08:00:00,c1,7:30:00,"1.234,5"
            8,A,2019-06-03 08:00:00,c1,7:30:00,"1,23"
            9,A,2019-06-04 09:30:00,c2,1.5,8.25
            """
        )
        #expect(log.sessions.map(told) == [[0, 8, 0, 7.5, 1.23], [1, 9, 30, 1.5, 8.25]])
        #expect(
            log.skipped.map(\.description)
                == ["2: column ‘TotalEnergy’: ‘1.234,5’ is no energy that a car takes"]
        )
    }

    @Test func `in the manner of American exports, halves of days and lost centuries`() throws {
        let log = try log(
            """
            Start Time\tEnd Time\tEnergy (Wh)
            11/3/2025 12:05 AM\t11/3/2025 1:05 AM\t7500
            11/3/2025 12:05 PM\t11/3/2025 01:05 PM\t7500
            """
        )
        // 3 November 2025 was a Monday.
        #expect(log.sessions.map(told) == [[0, 0, 5, 1, 7.5], [0, 12, 5, 1, 7.5]])
        let old = try self.log(
            "created,ended,kwhTotal\n0014-11-18 15:40:26,0014-11-18 17:40:26,6.52\n"
        )
        // 18 November 2014 was a Tuesday.
        #expect(old.sessions.map(told) == [[1, 15, 40, 2, 6.52]])
    }

    @Test func `as session lists, in minutes from a Monday`() throws {
        let log = try log(
            """
            session_id,station_id,station_index,phase,arrival_min,departure_min,requested_kwh,ev_max_a
            a,S00,0,L1,365,841,14.325,16
            b,S01,1,L2,8640,8700,10.979,16
            """
        )
        #expect(log.sessions.map(told)[0] == [0, 6, 5, 476.0 / 60, 14.325])
        #expect(log.sessions[1].isOnWeekend)
        #expect(log.countsFromZero)
    }

    @Test func `what an offset says is the clock of the place`() throws {
        let log = try log(
            """
            start,end,kwh
            2026-03-02T23:30:00+01:00,2026-03-03T01:30:00+02:00,5
            """
        )
        #expect(log.sessions.map(told) == [[0, 23, 30, 1, 5]])
        #expect(!log.keepsUTC)
    }

    @Test(arguments: [
        ("31/12/2025 08:00", "13/1/2026 08:00", nil, 2.0),
        ("12/31/2025 08:00", "1/13/2026 08:00", nil, 2),
        ("3/2/2026 08:00", "3/3/2026 08:00", DateOrder.monthFirst, 0),
        ("2/3/2026 08:00", "3/3/2026 08:00", .dayFirst, 0),
        ("2/3/2026 08:00", "3/3/2026 08:00", nil, 0),
    ])
    func `the order of day and month is seen, or said`(
        start: String,
        end: String,
        order: DateOrder?,
        day: Double
    ) throws {
        let log = try log("start,end,kwh\n\(start),\(end),5\n") { $0.dateOrder = order }
        #expect(log.sessions.first.map { told($0)[0] } == day)
    }

    @Test(arguments: [
        ("2026-03-02 08:00,2026-03-02 07:00,5", "the departure is before the arrival"),
        ("2026-03-02 08:00,2026-03-02 08:00,5", "a stay of less than a minute"),
        ("2026-03-02 08:00,2026-08-02 08:00,5", "a stay of more than 60 days"),
        ("2026-02-30 08:00,2026-03-02 09:00,5", "column ‘start’: ‘2026-02-30 08:00’ is no time"),
        (",2026-03-02 09:00,5", "column ‘start’: no arrival"),
        ("2026-03-02 08:00,,5", "column ‘end’: no departure"),
        ("2026-03-02 25:00,2026-03-02 09:00,5", "column ‘start’: ‘2026-03-02 25:00’ is no time"),
        ("2026-03-02 08:00,2026-03-02 09:00,", "column ‘kwh’: no energy"),
        (
            "2026-03-02 08:00,2026-03-02 09:00,-1",
            "column ‘kwh’: ‘-1’ is no energy that a car takes"
        ),
        ("2026-03-02 08:00,2026-03-02 09:00,much", "column ‘kwh’: ‘much’ is no energy"),
        ("2026-03-02 08:00,2026-03-02 09:00,nan", "column ‘kwh’: ‘nan’ is no energy"),
        ("2026-03-02 08:00", "column ‘end’: no departure"),
        ("-9-9-9 1:1,\u{1F697},0x1p4", "column ‘start’: ‘-9-9-9 1:1’ is no time"),
    ])
    func `a row that makes no sense is left out and told`(row: String, why: String) throws {
        let log = try log("start,end,kwh\n2026-03-02 08:00,2026-03-02 09:00,5\n\(row)\n")
        #expect(log.sessions.count == 1)
        #expect(log.skipped.map(\.description) == ["3: \(why)"])
    }

    /// Sessions of an hour, with what was taken.
    private func energies(_ cells: [String], in column: String = "energy_wh") throws -> SessionLog {
        let rows = cells.enumerated().map { index, cell in
            "2026-03-0\(index + 1) 08:00;2026-03-0\(index + 1) 09:00;\(cell)"
        }
        return try log("start;end;\(column)\n" + rows.joined(separator: "\n"))
    }

    @Test(arguments: [
        // What one number shows holds for the others.
        (["12,345", "7.5"], [12.345, 0.0075]), (["12,345", "7,5"], [0.012345, 0.0075]),
        (["12,345", "1,234.5"], [12.345, 1.2345]), (["12.345", "7,5"], [12.345, 0.0075]),
        (["12.345", "7.5"], [0.012345, 0.0075]), (["12.345", "7345"], [0.012345, 7.345]),
        // Several marks stand between thousands.
        (["123,456", "1,234,000"], [123.456]), (["1,23,456", "7.5"], [123.456, 0.0075]),
        (["123.456", "1.234.000"], [123.456]),
        (["0,345", "12,345"], [0.000345, 0.012345]), (["1234,567"], [1.234567]),
    ])
    func `marks of numbers are read as the column has them`(
        cells: [String],
        kilowattHours: [Double]
    ) throws {
        let log = try energies(cells)
        let read = log.sessions.map(\.kilowattHours)
        #expect(read.count == kilowattHours.count, "\(read)")
        #expect(zip(read, kilowattHours).allSatisfy { abs($0 - $1) < 1e-9 }, "\(read)")
        #expect(log.openCommas.isEmpty)
    }

    @Test func `where no number of a column tells, it is said how its commas are read`() throws {
        let log = try energies(["12,345 Wh", "7,800", "999"])
        #expect(log.sessions.map(\.kilowattHours) == [0.012345, 0.0078, 0.999])
        #expect(log.openCommas.map(\.column) == ["energy_wh"])
        #expect(log.openCommas.map(\.text) == ["12,345 Wh"])
        #expect(log.openCommas.map(\.value) == [12.345])
        #expect(try energies(["12.345", "7.800"]).openCommas.isEmpty)
    }

    @Test func `a date that is years away is left out`() throws {
        let rows = (1...9).map { "2026-03-0\($0) 08:00,2026-03-0\($0) 09:00,5" }
        let lost = ["1970-01-01 00:00,1970-01-01 01:00,5"]
        let log = try log("start,end,kwh\n" + (lost + rows).joined(separator: "\n"))
        #expect(log.sessions.count == 9)
        #expect(log.skipped == [CSVProblem(2, "years away from the other arrivals")])
    }

    @Test func `columns may be named, and what is missing is said with what there is`() throws {
        let text = "a,b,c\n2026-03-02 08:00,2026-03-02 09:00,5\n"
        let named = try log(text) {
            $0.columns = [.arrival: "a", .departure: "B", .energy: "c"]
        }
        #expect(named.sessions.count == 1)
        let error = #expect(throws: CSVProblem.self) { try log(text) }
        #expect(
            error?.description
                == "1: no column looks like the arrivals; name it. There are ‘a’, ‘b’, ‘c’"
        )
        #expect(throws: CSVProblem(1, "the column ‘x’ is missing")) {
            try log(text) { $0.columns = [.arrival: "x"] }
        }
    }
}
