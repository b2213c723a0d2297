import Testing

@testable import FleetSim

@Suite struct `the reference CSMS` {
    private func desk(refusals: Int = 0, _ refusal: RegistrationStatus = .pending) -> DeskBox {
        DeskBox(
            CentralSystem(
                rules: .init(
                    heartbeat: 300,
                    retry: 60,
                    commands: [
                        .reset(.soft), .clearCache, .sendLocalList(.differential, entries: 3),
                    ],
                    clockStart: DateTime(unixMilliseconds: 1_772_409_600_000)
                ),
                tags: TagList(count: 100, blocked: 0.2, expired: 0.1, seed: 5),
                stations: [Station(refusals: refusals, refusal: refusal), Station()]
            )
        )
    }

    /// A frame writer cannot be copied, so a test keeps its desk in a box.
    private final class DeskBox {
        var central: CentralSystem
        private var writer = FrameWriter()

        init(_ central: CentralSystem) { self.central = central }

        func ask(_ frame: String, station: Int = 0) -> String? {
            var frame = frame
            let now = SimTime.zero
            let answers = frame.withUTF8 {
                central.receive(
                    UnsafeRawBufferPointer($0),
                    from: station,
                    arrived: now,
                    at: now,
                    into: &writer
                )
            }
            return answers ? text : nil
        }

        func command(_ number: Int) -> String? {
            central.command(number, to: 0, at: .zero, into: &writer) ? text : nil
        }

        private var text: String { String(decoding: writer.bytes, as: UTF8.self) }
    }

    private let boot = """
        [2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]
        """

    @Test func `refuses so many boots and hears nothing else until then`() {
        let desk = desk(refusals: 2, .rejected)
        #expect(
            desk.ask("[2,\"0\",\"Heartbeat\",{}]")?.hasPrefix("[4,\"0\",\"SecurityError\"") == true
        )
        #expect(desk.ask(boot)?.contains("\"Rejected\"") == true)
        #expect(
            desk.ask("[2,\"2\",\"Heartbeat\",{}]")?.hasPrefix("[4,\"2\",\"SecurityError\"") == true
        )
        #expect(desk.ask(boot)?.contains("\"interval\":60") == true)
        #expect(desk.ask(boot)?.contains("\"Accepted\"") == true)
        #expect(
            desk.ask("[2,\"3\",\"Heartbeat\",{}]")
                == "[3,\"3\",{\"currentTime\":\"2026-03-02T00:00:00.000Z\"}]"
        )
    }

    @Test func `knows its tags and no others`() {
        let desk = desk()
        _ = desk.ask(boot)
        var counts: [String: Int] = [:]
        for number in 0..<100 {
            let answer = desk.ask(
                "[2,\"1\",\"Authorize\",{\"idTag\":\"\(desk.central.tags.tag(number).text)\"}]"
            )
            let status = answer?.firstMatch(of: /"status":"(\w+)"/)?.1 ?? "none"
            counts[String(status), default: 0] += 1
        }
        #expect((60...80).contains(counts["Accepted"] ?? 0))
        #expect((12...28).contains(counts["Blocked"] ?? 0))
        #expect((4...17).contains(counts["Expired"] ?? 0))
        #expect(
            desk.ask("[2,\"1\",\"Authorize\",{\"idTag\":\"WHO\"}]")?.contains("Invalid") == true
        )
    }

    @Test(arguments: [
        ("DiagnosticsStatusNotification", #"{"status":"Uploading"}"#, "{}"),
        ("FirmwareStatusNotification", #"{"status":"Installed"}"#, "{}"),
        ("LogStatusNotification", #"{"status":"Uploaded","requestId":7}"#, "{}"),
        (
            "SecurityEventNotification",
            #"{"type":"ResetOrReboot","timestamp":"2026-03-02T00:00:00Z"}"#, "{}"
        ),
        ("SignCertificate", #"{"csr":"PEM"}"#, #"{"status":"Accepted"}"#),
        ("SignedFirmwareStatusNotification", #"{"status":"SignatureVerified"}"#, "{}"),
    ])
    func `takes note of what is told of upkeep and security`(
        action: String,
        payload: String,
        answer: String
    ) {
        let desk = desk()
        _ = desk.ask(boot)
        #expect(desk.ask("[2,\"4\",\"\(action)\",\(payload)]") == "[3,\"4\",\(answer)]")
        let refusal = desk.ask("[2,\"5\",\"\(action)\",{}]")
        #expect(refusal?.hasPrefix("[4,\"5\",\"ProtocolError\"") == true)
    }

    @Test func `gives out transaction ids per charger`() {
        let desk = desk()
        let start = """
            [2,"5","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":0,\
            "timestamp":"2026-03-02T00:00:00Z"}]
            """
        for station in [0, 1] { _ = desk.ask(boot, station: station) }
        #expect(desk.ask(start)?.contains("\"transactionId\":1") == true)
        #expect(desk.ask(start, station: 1)?.contains("\"transactionId\":1") == true)
        let other = start.replacing("00:00:00Z", with: "01:00:00Z")
        #expect(desk.ask(other)?.contains("\"transactionId\":2") == true)
    }

    @Test func `makes one call at a time and the next when it is answered`() {
        let desk = desk()
        #expect(desk.command(0) == nil)
        _ = desk.ask(boot)
        #expect(desk.command(0) == "[2,\"1\",\"Reset\",{\"type\":\"Soft\"}]")
        #expect(desk.command(1) == nil)
        #expect(desk.ask("[3,\"9\",{\"status\":\"Accepted\"}]") == nil)
        #expect(desk.ask("[3,\"1\",{\"status\":\"Accepted\"}]") == "[2,\"2\",\"ClearCache\",{}]")
        #expect(desk.ask("[4,\"2\",\"NotSupported\",\"\",{}]") == nil)
        #expect(desk.command(1) == "[2,\"3\",\"ClearCache\",{}]")
    }

    @Test(arguments: ["VersionMismatch", "Failed"])
    func `sends the whole list to a charger that does not take a change of it`(status: String) {
        let desk = desk()
        _ = desk.ask(boot)
        #expect(desk.command(2)?.contains("\"updateType\":\"Differential\"") == true)
        let whole = desk.ask("[3,\"1\",{\"status\":\"\(status)\"}]")
        #expect(whole?.hasPrefix("[2,\"2\",\"SendLocalList\"") == true)
        #expect(whole?.contains("\"updateType\":\"Full\"") == true)
        #expect(whole?.matches(of: /"idTagInfo"/).count == 3)
        // A charger that takes no list at all is not asked again and again.
        #expect(desk.ask("[3,\"2\",{\"status\":\"Failed\"}]") == nil)
        #expect(desk.central.stations[0].ledger.listVersion == 0)
        _ = desk.command(2)
        _ = desk.ask("[3,\"3\",{\"status\":\"\(status)\"}]")
        #expect(desk.ask("[3,\"4\",{\"status\":\"Accepted\"}]") == nil)
        #expect(desk.central.stations[0].ledger.listVersion == 1)
    }

    @Test(arguments: ["NotSupported", "Accepted"])
    func `sends no whole list where none helps`(status: String) {
        let desk = desk()
        _ = desk.ask(boot)
        _ = desk.command(2)
        #expect(desk.ask("[3,\"1\",{\"status\":\"\(status)\"}]") == nil)
    }

    @Test(arguments: ["", "[2,\"1\"", "[3]", "nonsense", "[2,\"1\",\"Heartbeat\",{}] "])
    func `does not fall over frames that are none`(frame: String) {
        let desk = desk()
        _ = desk.ask(frame)
        #expect(desk.ask(boot)?.contains("Accepted") == true)
    }

    @Test func `a pool of two workers serves two and lets others wait in turn`() {
        var pool = WorkerPool(workers: 2)
        let jobs = (0..<4).map { WorkerPool.Job(charger: Int32($0), frame: 0) }
        let served = jobs.map { pool.enqueue($0) }
        #expect(served == [true, true, false, false])
        #expect(pool.waitingCount == 2)
        let next = (0..<3).map { _ in pool.finish() }
        #expect(next == [jobs[2], jobs[3], nil])
        let isServed = pool.enqueue(jobs[0])
        #expect(isServed)
    }
}
