import Testing

@testable import FleetSim

/// What a station can make the CSMS remember has an end.
@Suite struct `bounds of a station` {
    private final class Line {
        var central = CentralSystem(
            rules: .init(
                heartbeat: 300,
                retry: 60,
                commands: [
                    .trigger(.heartbeat, connector: nil),
                    .getInstalledCertificates(.centralSystemRoot),
                ],
                clockStart: DateTime(unixMilliseconds: 1_772_409_600_000),
                starts: RemoteStarts(share: 1, seed: 1, firstStation: 0)
            ),
            tags: TagList(count: 4, blocked: 0, expired: 0, seed: 1),
            stations: [Station(), Station()]
        )
        private var writer = FrameWriter()
        private var now = SimTime.zero

        init() {
            for station in 0...1 {
                let vendor = #""chargePointVendor":"V","chargePointModel":"M""#
                call("BootNotification", "{\(vendor)}", station)
            }
        }

        func call(_ action: String, _ payload: String, _ station: Int = 0) {
            send(#"[2,"1","\#(action)",\#(payload)]"#, station)
        }

        /// Whether something was written in turn.
        @discardableResult
        func send(_ frame: String, _ station: Int = 0) -> Bool {
            now = now + .seconds(2)
            var frame = frame
            return frame.withUTF8 { text in
                let bytes = UnsafeRawBufferPointer(text)
                central.noteArrival(bytes, from: station, at: now)
                return central.receive(bytes, from: station, arrived: now, at: now, into: &writer)
            }
        }

        func command(_ number: Int) -> Bool {
            central.command(number, to: 0, at: now, into: &writer)
        }

        /// Has the CSMS start a car that was plugged in; whether a call is made at once.
        func start() -> Bool { central.start(0, at: now, into: &writer) }

        func told() -> [String] {
            var notables: [Notable] = []
            var effects = EffectTable()
            central.tellObservations(at: now, notables: &notables, effects: &effects)
            central.tellBreachTally(at: now, notables: &notables)
            return notables.map { "\($0.charger ?? -1) \($0.detail)" }
        }
    }

    @Test func `of transactions the oldest makes room`() {
        let line = Line()
        for connector in 1...1_000 {
            let rest = #""idTag":"A","meterStart":0,"timestamp":"2026-03-02T00:00:00Z""#
            line.call("StartTransaction", #"{"connectorId":\#(connector),\#(rest)}"#)
        }
        let open = line.central.stations[0].open
        #expect(open.count == Station.maximumOpen)
        #expect(open.last?.connector == 1_000)
        let breaches = line.central.breaches.filter { $0.breach.rule == .openTransactions }
        #expect(breaches.count == 1_000 - Station.maximumOpen)
    }

    @Test func `of commands to one that does not answer the later ones are not made`() {
        let line = Line()
        #expect(line.command(0), "the first is called at once")
        for _ in 0..<10_000 { #expect(!line.command(0)) }
        // Each answer lets one go that waited.
        var made = 0
        while line.send(#"[3,"\#(made + 1)",{"status":"Accepted"}]"#) { made += 1 }
        #expect(made == StationCalls.maximumWaiting)
    }

    @Test func `of starts by the CSMS one waits for each connector`() {
        let line = Line()
        func plugIn(_ connector: Int) -> Bool {
            for status in ["Available", "Preparing"] {
                let rest = #""errorCode":"NoError","status":"\#(status)""#
                line.call("StatusNotification", #"{"connectorId":\#(connector),\#(rest)}"#)
            }
            return line.start()
        }
        #expect(plugIn(1), "the first is called at once")
        for number in 0..<10_000 { #expect(!plugIn(number % 5 + 1)) }
        var made = 0
        while line.send(#"[3,"\#(made + 1)",{"status":"Rejected"}]"#) { made += 1 }
        #expect(made == 5)
    }

    @Test func `what is asked again while it waits has been due since, and comes once`() throws {
        var calls = StationCalls()
        let token = try #require(Token("A1"))
        func wish(_ kind: DriverWish.Kind, _ connector: UInt8) -> OpenCall.What {
            .wish(DriverWish(kind: kind, connector: connector, token: token))
        }
        func at(_ seconds: Int64) -> SimTime { .zero + .seconds(seconds) }
        calls.add(.rule(0), at: at(0))
        calls.add(wish(.start, 1), at: at(1))
        calls.add(wish(.start, 2), at: at(2))
        calls.add(wish(.start, 1), at: at(3))
        calls.add(wish(.stop, 2), at: at(4))
        let made = (0..<4).map { _ in
            defer { calls.forgetOpen() }
            return calls.openNext(at: at(5))
        }
        #expect(made.map(\.?.what) == [wish(.stop, 2), wish(.start, 1), .rule(0), nil])
        #expect(made.map(\.?.due) == [at(4), at(1), at(0), nil])
    }

    @Test func `of certificates as many are kept as any charger has`() {
        let line = Line()
        #expect(line.command(1))
        let hashes = #""issuerNameHash":"a","issuerKeyHash":"b""#
        let one = #"{"hashAlgorithm":"SHA256",\#(hashes),"serialNumber":"c"}"#
        let all = Array(repeating: one, count: 2_000).joined(separator: ",")
        line.send(#"[3,"1",{"status":"Accepted","certificateHashData":[\#(all)]}]"#)
        #expect(line.central.stations[0].ledger.certificates.count == Ledger.maximumCertificates)
    }

    @Test func `of reservations the oldest makes room`() throws {
        var ledger = Ledger()
        let since = DateTime(unixMilliseconds: 1_772_409_600_000)
        let until = DateTime(unixMilliseconds: 1_772_413_200_000)
        let tag = try #require(IdToken("A"))
        for id in 1...1_000 {
            ledger.note(
                Ledger.Reservation(id: id, connector: id, tag: tag, since: since, until: until)
            )
        }
        #expect(ledger.reservations.map(\.id) == Array(745...1_000))
    }

    @Test func `a breach quotes no more than the beginning of a frame`() throws {
        let line = Line()
        line.send("[\(String(repeating: "1,", count: 20_000))")
        let told = try #require(line.told().first)
        let quoted = told.split(separator: "[1,1", maxSplits: 1).last ?? ""
        #expect((300...400).contains(quoted.utf8.count), "\(told)")
    }

    @Test func `breaches beyond the first few are told as one number`() {
        let line = Line()
        line.central.breachTally = BreachTally()
        for _ in 0..<10_000 { line.send("[]") }
        line.send("{", 1)
        #expect(line.central.breaches.count == 4, "the others are not even kept")
        let told = line.told()
        #expect(told.count == 5)
        #expect(told.last == "0 bad-frame: and 9997 more")
        // The next window begins anew.
        line.send("[]")
        #expect(line.told().count == 1)
    }

    @Test func `so do breaches of many chargers`() {
        var tally = BreachTally<ProtocolRule>(.init(toldInFull: 3, lines: 10, kinds: 20))
        var told = 0
        for station in 0..<100 {
            for _ in 0..<5 where tally.take(.payload, of: station) { told += 1 }
        }
        #expect(told == 10)
        let closing = tally.close()
        #expect(closing.kept.count == 10)
        #expect(closing.kept.first.map { $0 == (0, .payload, 2) } == true)
        // 20 kinds, of which 10 are told: the rest is one number.
        #expect(told + closing.kept.reduce(0) { $0 + $1.count } + closing.others == 500)
        #expect(closing.others > 0)
        #expect(tally.isEmpty)
    }
}
