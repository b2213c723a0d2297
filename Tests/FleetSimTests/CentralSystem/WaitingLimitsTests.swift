import Scenarios
import Testing

@testable import FleetSim

/// A CSMS that shares the power of a site, and chargers that do not answer it.
@Suite struct `limits that wait for a charger` {
    /// Stations of one connector each at a site with one limit.
    private final class Line {
        var central: CentralSystem
        private var writer = FrameWriter()
        private var now = SimTime.zero
        /// The calls that were made, each with its station.
        private(set) var calls: [(station: Int, frame: String)] = []

        init(amperes: Double, stations: Int = 1, commands: [Command] = []) throws {
            var spec = PowerSpec()
            spec.limit = .all(amperes)
            spec.sharing = .maxMin
            spec.wiring = .alike
            let bays = (0..<stations).map { PowerBay(charger: $0, milliamperes: 32_000) }
            let electricity = try SiteElectricity(
                spec,
                bays: bays.map { SiteElectricity.Bay(bay: $0, volts: 230, green: nil) },
                clockStart: DateTime(unixMilliseconds: 0)
            )
            let sharing = ProfileSharing(
                electricity,
                bays: (0..<stations).map {
                    ProfileSharing.Bay(
                        station: $0,
                        connector: 1,
                        phases: 3,
                        milliamperes: 32_000,
                        volts: 230
                    )
                }
            )
            central = CentralSystem(
                rules: .init(
                    heartbeat: 300,
                    retry: 60,
                    commands: commands,
                    clockStart: DateTime(unixMilliseconds: 1_772_409_600_000)
                ),
                tags: TagList(count: 4, blocked: 0, expired: 0, seed: 1),
                stations: (0..<stations).map { _ in Station() },
                power: LoadManagement([sharing], stations: stations)
            )
            for station in 0..<stations {
                let vendor = #""chargePointVendor":"V","chargePointModel":"M""#
                call("BootNotification", "{\(vendor)}", station)
            }
        }

        func call(_ action: String, _ payload: String, _ station: Int = 0) {
            send(#"[2,"1","\#(action)",\#(payload)]"#, station)
        }

        /// Answers the call that a station was sent last.
        func answer(_ payload: String, _ station: Int = 0) {
            let last = calls.last { $0.station == station }?.frame ?? ""
            send("[3,\"\(last.split(separator: "\"")[1])\",\(payload)]", station)
        }

        func start(_ number: Int, _ station: Int = 0) {
            let time = DateTime(unixMilliseconds: 1_772_409_600_000 + Int64(number) * 1_000)
            let rest = #""idTag":"A","meterStart":\#(number),"timestamp":"\#(time.text)""#
            call("StartTransaction", #"{"connectorId":1,\#(rest)}"#, station)
        }

        func stop(_ number: Int, transaction: Int, _ station: Int = 0) {
            let time = DateTime(unixMilliseconds: 1_772_409_600_000 + Int64(number) * 1_000)
            let rest = #""meterStop":\#(number),"timestamp":"\#(time.text)""#
            call("StopTransaction", #"{"transactionId":\#(transaction),\#(rest)}"#, station)
        }

        func send(_ frame: String, _ station: Int) {
            now = now + .seconds(2)
            var frame = frame
            frame.withUTF8 { text in
                let bytes = UnsafeRawBufferPointer(text)
                central.noteArrival(bytes, from: station, at: now)
                keep(
                    central.receive(bytes, from: station, arrived: now, at: now, into: &writer),
                    station
                )
            }
            while let call = central.nextPowerCall(at: now, into: &writer) {
                keep(call.isWritten, call.station)
            }
        }

        func command(_ number: Int) {
            keep(central.command(number, to: 0, at: now, into: &writer), 0)
        }

        func takeEffects() -> [Effect] {
            defer { central.forgetObservations() }
            return central.effects.map(\.effect)
        }

        private func keep(_ isWritten: Bool, _ station: Int) {
            let frame = String(decoding: writer.bytes, as: UTF8.self)
            if isWritten, frame.hasPrefix("[2,") { calls.append((station, frame)) }
        }
    }

    private static let accepted = #"{"status":"Accepted"}"#

    @Test func `are no more than its bays, however often its charges begin anew`() throws {
        let line = try Line(amperes: 16)
        for number in 1...1_000 {
            line.start(number)
            if number.isMultiple(of: 2) { line.stop(number, transaction: number) }
        }
        line.start(1_001)
        #expect(line.calls.count == 1, "it has not answered what it was told after its boot")
        for _ in 0..<10 { line.answer(Self.accepted) }
        #expect(line.calls.count == 2)
        #expect(line.calls.last?.frame.contains("\"TxProfile\"") == true)
        #expect(line.calls.last?.frame.contains("\"limit\":16") == true)
    }

    @Test func `are not told of a charge that has come after theirs`() throws {
        let line = try Line(amperes: 16)
        line.start(1)
        line.stop(2, transaction: 1)
        line.answer(Self.accepted)
        #expect(line.calls.count == 1)
    }

    @Test func `give way to a newer one for the same bay, and to none for another`() {
        var calls = StationCalls()
        func limit(_ bay: Int, _ milliamperes: Int64) -> OpenCall.What {
            .power(.limit(bay: bay, milliamperes: milliamperes))
        }
        let asked: [OpenCall.What] = [
            .power(.withhold), limit(3, 16_000), limit(4, 10_000), limit(3, 8_000),
            .power(.tellCurrents),
        ]
        for what in asked { calls.add(what, at: .zero) }
        let made = (0..<5).map { _ in
            defer { calls.forgetOpen() }
            return calls.openNext(at: .zero)?.what
        }
        #expect(
            made == [
                .power(.tellCurrents), limit(3, 8_000), limit(4, 10_000), .power(.withhold), nil,
            ]
        )
    }

    @Test(arguments: ["{}", #"{"status":"Perhaps"}"#, #"{"status":"Rejected"}"#])
    func `are refused by an answer that is none, as by one that says so`(payload: String) throws {
        let line = try Line(amperes: 16, stations: 2)
        for station in 0..<2 { line.answer(Self.accepted, station) }
        line.start(1, 0)
        #expect(line.calls.last?.station == 0)
        line.answer(payload, 0)
        // What the first was promised is free again.
        line.start(2, 1)
        #expect(line.calls.last?.station == 1)
        #expect(line.calls.last?.frame.contains("\"TxProfile\"") == true)
    }

    @Test func `a call that is answered with what is no answer leads to nothing`() throws {
        let line = try Line(amperes: 16, commands: [.trigger(.heartbeat, connector: nil)])
        line.answer(Self.accepted)
        line.command(0)
        line.answer("{}")
        _ = line.takeEffects()
        line.call("Heartbeat", "{}")
        #expect(line.takeEffects() == [])
    }
}
