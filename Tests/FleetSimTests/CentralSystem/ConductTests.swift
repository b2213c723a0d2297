import Scenarios
import TestSupport
import Testing

@testable import FleetSim

/// What the reference CSMS notices when a charger breaks a rule.
@Suite struct `the conduct of chargers` {
    /// A CSMS and the only charger it has, which says what the test wants.
    private final class Line {
        private var central: CentralSystem
        private var writer = FrameWriter()
        private var seconds: Int64 = 0
        private var lastID = 0

        init(refusals: Int = 0, commands: [Command] = [], grouped: Double = 0) {
            central = CentralSystem(
                rules: .init(
                    heartbeat: 300,
                    retry: 60,
                    commands: commands,
                    clockStart: DateTime(unixMilliseconds: 1_772_409_600_000)
                ),
                tags: TagList(count: 10, blocked: 0, expired: 0, grouped: grouped, seed: 5),
                stations: [Station(refusals: refusals)]
            )
        }

        static func booted() -> Line {
            let line = Line()
            line.boot()
            return line
        }

        func boot() {
            call("BootNotification", #"{"chargePointVendor":"V","chargePointModel":"M"}"#)
        }

        func call(_ action: String, _ payload: String) {
            lastID += 1
            frame("[2,\"\(lastID)\",\"\(action)\",\(payload)]")
        }

        func status(_ connector: Int, _ status: String) {
            call(
                "StatusNotification",
                #"{"connectorId":\#(connector),"errorCode":"NoError","status":"\#(status)"}"#
            )
        }

        func start(
            _ minute: Int,
            wattHours: Int,
            connector: Int = 1,
            tag: String = "A",
            reservation: Int? = nil
        ) {
            let used = reservation.map { #","reservationId":\#($0)"# } ?? ""
            call(
                "StartTransaction",
                #"{"connectorId":\#(connector),"idTag":"\#(tag)","meterStart":\#(wattHours),"#
                    + #""timestamp":"2026-03-02T00:\#(minute):00Z"\#(used)}"#
            )
        }

        /// One of the tags that the CSMS knows.
        func tag(_ number: Int) -> String { central.tags.tag(number).text }

        func measure(_ minute: Int, _ value: String, transaction: Int = 1, unit: String = "Wh") {
            call(
                "MeterValues",
                #"{"connectorId":1,"transactionId":\#(transaction),"meterValue":[{"#
                    + #""timestamp":"2026-03-02T00:\#(minute):00Z","sampledValue":[{"#
                    + #""value":"\#(value)","unit":"\#(unit)"}]}]}"#
            )
        }

        func stop(_ minute: Int, wattHours: Int, transaction: Int = 1) {
            call(
                "StopTransaction",
                #"{"transactionId":\#(transaction),"meterStop":\#(wattHours),"#
                    + #""timestamp":"2026-03-02T00:\#(minute):00Z"}"#
            )
        }

        /// A frame that arrives and is served at once, a minute after the one before.
        func frame(_ text: String, after wait: Int64 = 60) {
            arrive(text, after: wait)
            serve(text)
        }

        func arrive(_ text: String, after wait: Int64 = 0) {
            seconds += wait
            with(text) { central.noteArrival($0, from: 0, at: now) }
        }

        func serve(_ text: String, arrived: SimTime? = nil) {
            with(text) {
                _ = central.receive(
                    $0,
                    from: 0,
                    arrived: arrived ?? now,
                    at: now,
                    into: &writer
                )
            }
        }

        func disconnect() { central.disconnected(0) }

        func command() { _ = central.command(0, to: 0, at: now, into: &writer) }

        var rules: [ProtocolRule] { central.breaches.map(\.breach.rule) }
        var details: [String] { central.breaches.map(\.breach.detail) }

        /// What calls to the charger led to, and after how many seconds.
        var effects: [String] {
            central.effects.map { "\($0.effect) \($0.latency.microseconds / 1_000_000)" }
        }

        func wait(_ wait: Int64) { seconds += wait }

        var now: SimTime { .zero + .seconds(seconds) }

        private func with(_ text: String, _ body: (UnsafeRawBufferPointer) -> Void) {
            var text = text
            text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
        }
    }

    @Test func `a charger that keeps the rules is left alone`() {
        let line = Line.booted()
        line.status(0, "Available")
        for status in ["Available", "Preparing", "Charging"] { line.status(1, status) }
        line.start(10, wattHours: 100)
        line.measure(11, "150")
        line.measure(12, "0.2", unit: "kWh")
        line.stop(13, wattHours: 250)
        line.stop(13, wattHours: 250)
        line.status(1, "Finishing")
        line.call("Heartbeat", "{}")
        #expect(line.rules == [])
    }

    @Test func `a StartTransaction sent again is the same transaction`() {
        let line = Line.booted()
        line.start(10, wattHours: 100)
        line.start(10, wattHours: 100)
        line.measure(11, "150", transaction: 1)
        #expect(line.rules == [])
        line.start(12, wattHours: 160)
        #expect(line.rules == [.secondStart])
    }

    @Test func `frames and payloads that cannot be read are noted with the frame`() {
        let line = Line.booted()
        line.frame("[2,\"7\"")
        line.call("Heartbeat", #"{"more":1}"#)
        line.call("Dance", "{}")
        line.call("Reset", #"{"type":"Soft"}"#)
        #expect(line.rules == [.frame, .payload, .action, .action])
        #expect(line.details.first?.hasSuffix("[2,\"7\"") == true)
    }

    @Test func `nothing comes before a boot, and no boot comes before its time`() {
        let line = Line(refusals: 2)
        line.call("Heartbeat", "{}")
        line.boot()
        line.call("Heartbeat", "{}")
        #expect(line.rules == [.bootFirst, .bootFirst])
        line.boot()
        let boot = #"[2,"9","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"#
        line.frame(boot, after: 59)
        #expect(line.rules == [.bootFirst, .bootFirst, .bootInterval])
    }

    @Test func `a pending charger may send what it was asked for`() {
        let line = Line(refusals: 1, commands: [.trigger(.heartbeat, connector: nil)])
        line.boot()
        line.command()
        line.call("Heartbeat", "{}")
        #expect(line.rules == [])
    }

    @Test func `a pending charger that was asked for nothing may send nothing`() {
        let line = Line(refusals: 1)
        line.boot()
        line.status(1, "Available")
        line.start(10, wattHours: 100)
        line.measure(11, "150")
        line.stop(12, wattHours: 200)
        #expect(line.rules == [.bootFirst, .bootFirst, .bootFirst, .bootFirst])
    }

    @Test func `what came before it was asked for is no effect of that, though it is served later`()
    {
        let line = Line(commands: [.trigger(.heartbeat, connector: nil)])
        line.boot()
        let beat = #"[2,"x","Heartbeat",{}]"#
        line.arrive(beat, after: 60)
        let arrived = line.now
        line.wait(5)
        line.command()
        line.wait(5)
        line.serve(beat, arrived: arrived)
        #expect(line.effects == [])
        line.wait(5)
        line.frame(beat, after: 0)
        #expect(line.effects == ["trigger 10"])
    }

    @Test func `an answer that came before its call was made answers nothing`() {
        let line = Line(commands: [.trigger(.heartbeat, connector: nil)])
        line.boot()
        let early = line.now
        let answers = [
            #"[3,"1",{"status":"Accepted"}]"#, #"[4,"1","GenericError","",{}]"#,
        ]
        line.wait(5)
        line.command()
        line.wait(5)
        for answer in answers { line.serve(answer, arrived: early) }
        #expect(line.rules == [.answer, .answer])
        #expect(line.effects == [])
        line.serve(answers[0])
        #expect(line.effects == ["answer 5"])
    }

    @Test func `a call that does not wait for the answer to the one before is noted`() {
        let line = Line.booted()
        let (one, two) = (#"[2,"x","Heartbeat",{}]"#, #"[2,"y","Heartbeat",{}]"#)
        line.arrive(one, after: 60)
        line.arrive(two)
        line.serve(one)
        line.serve(two)
        #expect(line.rules == [.oneCall])
        // Given up after a while, and so no longer in the way.
        line.arrive(one, after: 60)
        line.arrive(two, after: 30)
        #expect(line.rules == [.oneCall])
    }

    @Test func `an answer to no call is noted`() {
        let line = Line.booted()
        line.frame("[3,\"5\",{}]")
        line.frame("[4,\"5\",\"GenericError\",\"\",{}]")
        #expect(line.rules == [.answer, .answer])
    }

    @Test func `moves that the table does not permit are noted, but not across an absence`() {
        let line = Line.booted()
        line.status(1, "Finishing")
        line.status(1, "Charging")
        line.status(0, "Charging")
        #expect(line.rules == [.statusTransition, .mainStatus])
        line.status(1, "Finishing")
        line.disconnect()
        line.status(1, "Charging")
        #expect(line.rules == [.statusTransition, .mainStatus])
    }

    @Test func `unknown transactions, readings after the end and the past are noted`() {
        let line = Line.booted()
        line.stop(10, wattHours: 5, transaction: 3)
        line.stop(10, wattHours: 5, transaction: -1)
        #expect(line.rules == [.transactionID])
        line.start(10, wattHours: 100)
        line.measure(12, "150")
        line.measure(11, "160")
        line.measure(13, "140")
        line.stop(14, wattHours: 200)
        line.measure(15, "210")
        #expect(line.rules == [.transactionID, .chronology, .register, .afterStop])
    }

    @Test func `a call that was served late is not held against the charger`() {
        let line = Line.booted()
        line.start(10, wattHours: 100)
        let past = line.now
        line.measure(12, "150")
        line.serve(
            #"[2,"0","MeterValues",{"connectorId":1,"transactionId":1,"meterValue":[{"timestamp":"#
                + #""2026-03-02T00:11:00Z","sampledValue":[{"value":"120"}]}]}]"#,
            arrived: past
        )
        #expect(line.rules == [])
    }

    /// A line whose charger has granted a reservation of connector 1, made for tag 1 until 01:01.
    private func reserved() -> Line {
        let line = Line(commands: [.reserve(connector: 1, lasts: .seconds(3600))], grouped: 1)
        line.boot()
        line.command()
        line.frame(#"[3,"1",{"status":"Accepted"}]"#)
        return line
    }

    @Test func `a connector that is kept for a tag is for that tag and its group`() {
        for tag in [1, 2] {
            let line = reserved()
            line.start(10, wattHours: 100, tag: line.tag(tag), reservation: 1)
            #expect(line.rules == [])
            // It is used, and keeps no driver away any more.
            line.stop(11, wattHours: 100)
            line.start(12, wattHours: 100)
            #expect(line.rules == [])
        }
        let line = reserved()
        line.start(10, wattHours: 100, connector: 2)
        #expect(line.rules == [])
        line.start(11, wattHours: 100)
        #expect(line.rules == [.reserved])
        #expect(line.details[0].hasPrefix("it is kept for ‘\(line.tag(1))’: [2,"))
        let named = reserved()
        named.start(10, wattHours: 100, connector: 2, tag: named.tag(5), reservation: 1)
        #expect(named.rules == [.reserved])
    }

    @Test func `a reservation that has ended, or may have, keeps no driver away`() {
        let (before, after) = (reserved(), reserved())
        for (line, time) in [(before, "00:00:59"), (after, "01:01:00")] {
            line.call(
                "StartTransaction",
                #"{"connectorId":1,"idTag":"A","meterStart":0,"timestamp":"2026-03-02T\#(time)Z"}"#
            )
        }
        let outOfUse = reserved()
        outOfUse.status(1, "Unavailable")
        outOfUse.start(10, wattHours: 100)
        let away = reserved()
        away.disconnect()
        away.start(10, wattHours: 100)
        for line in [before, after, outOfUse, away] { #expect(line.rules == []) }
    }

    @Test(arguments: UInt64(1)...4)
    func `no charger of ours passes over a reservation`(seed: UInt64) throws {
        var scenario = Scenario.fixture(seed: seed, hours: 24, connectors: 2, perDay: 60)
        scenario.fleet[0].chargers[0].model.featureProfiles = ChargerModel.allProfiles
        scenario.csms.reference.tags.count = 40
        scenario.csms.reference.tags.grouped = 0.5
        var reserve = CommandSpec(action: .reserveNow, at: .seconds(600))
        reserve.every = .seconds(1_800)
        reserve.connector = 1
        reserve.lasts = .seconds(3_600)
        var unavailable = CommandSpec(action: .changeAvailability, at: .seconds(4_000))
        unavailable.every = .seconds(7_000)
        unavailable.subject = "Inoperative"
        var available = unavailable
        available.at = .seconds(6_000)
        available.subject = "Operative"
        scenario.csms.reference.commands = [reserve, unavailable, available]
        scenario.faults = [
            FaultSpec(at: .seconds(40_000), kind: .csmsRestart(down: .seconds(3_000)))
        ]
        let day = try scenario.simulated()
        #expect(day.count(.reserveNow, .ok, .in) > 50)
        #expect(day.notables.filter { $0.kind == "breach" } == [])
    }

    @Test(arguments: UInt64(1)...8)
    func `no charger of ours breaks a rule, whatever happens to it`(seed: UInt64) throws {
        let day = try Scenario.eventful(seed: seed).simulated()
        #expect(day.count(.meterValues, .timeout) > 0, "the CSMS should be overloaded at times")
        #expect(day.notables.filter { $0.kind == "breach" } == [])
    }
}
