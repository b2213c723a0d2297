import Testing

@testable import FleetSim

@Suite struct `the reference CSMS` {
    private func csms(refusals: Int = 0, _ refusal: RegistrationStatus = .pending) -> CSMSBox {
        CSMSBox(
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

    /// A frame writer cannot be copied, so a test keeps its CSMS in a box.
    private final class CSMSBox {
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

    @Test func `refuses a number of boots and hears nothing else until then`() {
        let csms = csms(refusals: 2, .rejected)
        #expect(
            csms.ask("[2,\"0\",\"Heartbeat\",{}]")?.hasPrefix("[4,\"0\",\"SecurityError\"") == true
        )
        #expect(csms.ask(boot)?.contains("\"Rejected\"") == true)
        #expect(
            csms.ask("[2,\"2\",\"Heartbeat\",{}]")?.hasPrefix("[4,\"2\",\"SecurityError\"") == true
        )
        #expect(csms.ask(boot)?.contains("\"interval\":60") == true)
        #expect(csms.ask(boot)?.contains("\"Accepted\"") == true)
        #expect(
            csms.ask("[2,\"3\",\"Heartbeat\",{}]")
                == "[3,\"3\",{\"currentTime\":\"2026-03-02T00:00:00.000Z\"}]"
        )
    }

    @Test func `knows its tags and no others`() {
        let csms = csms()
        _ = csms.ask(boot)
        var counts: [String: Int] = [:]
        for number in 0..<100 {
            let answer = csms.ask(
                "[2,\"1\",\"Authorize\",{\"idTag\":\"\(csms.central.tags.tag(number).text)\"}]"
            )
            let status = answer?.firstMatch(of: /"status":"(\w+)"/)?.1 ?? "none"
            counts[String(status), default: 0] += 1
        }
        #expect((60...80).contains(counts["Accepted"] ?? 0))
        #expect((12...28).contains(counts["Blocked"] ?? 0))
        #expect((4...17).contains(counts["Expired"] ?? 0))
        #expect(
            csms.ask("[2,\"1\",\"Authorize\",{\"idTag\":\"WHO\"}]")?.contains("Invalid") == true
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
        let csms = csms()
        _ = csms.ask(boot)
        #expect(csms.ask("[2,\"4\",\"\(action)\",\(payload)]") == "[3,\"4\",\(answer)]")
        let refusal = csms.ask("[2,\"5\",\"\(action)\",{}]")
        #expect(refusal?.hasPrefix("[4,\"5\",\"ProtocolError\"") == true)
    }

    @Test func `gives out transaction ids per charger`() {
        let csms = csms()
        let start = """
            [2,"5","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":0,\
            "timestamp":"2026-03-02T00:00:00Z"}]
            """
        for station in [0, 1] { _ = csms.ask(boot, station: station) }
        #expect(csms.ask(start)?.contains("\"transactionId\":1") == true)
        #expect(csms.ask(start, station: 1)?.contains("\"transactionId\":1") == true)
        let other = start.replacing("00:00:00Z", with: "01:00:00Z")
        #expect(csms.ask(other)?.contains("\"transactionId\":2") == true)
    }

    @Test func `makes one call at a time and the next when it is answered`() {
        let csms = csms()
        #expect(csms.command(0) == nil)
        _ = csms.ask(boot)
        #expect(csms.command(0) == "[2,\"1\",\"Reset\",{\"type\":\"Soft\"}]")
        #expect(csms.command(1) == nil)
        #expect(csms.ask("[3,\"9\",{\"status\":\"Accepted\"}]") == nil)
        #expect(csms.ask("[3,\"1\",{\"status\":\"Accepted\"}]") == "[2,\"2\",\"ClearCache\",{}]")
        #expect(csms.ask("[4,\"2\",\"NotSupported\",\"\",{}]") == nil)
        #expect(csms.command(1) == "[2,\"3\",\"ClearCache\",{}]")
    }

    @Test(arguments: ["VersionMismatch", "Failed"])
    func `sends the whole list to a charger that does not take a change of it`(status: String) {
        let csms = csms()
        _ = csms.ask(boot)
        #expect(csms.command(2)?.contains("\"updateType\":\"Differential\"") == true)
        let whole = csms.ask("[3,\"1\",{\"status\":\"\(status)\"}]")
        #expect(whole?.hasPrefix("[2,\"2\",\"SendLocalList\"") == true)
        #expect(whole?.contains("\"updateType\":\"Full\"") == true)
        #expect(whole?.matches(of: /"idTagInfo"/).count == 3)
        // A charger that takes no list at all is not asked again and again.
        #expect(csms.ask("[3,\"2\",{\"status\":\"Failed\"}]") == nil)
        #expect(csms.central.stations[0].ledger.listVersion == 0)
        _ = csms.command(2)
        _ = csms.ask("[3,\"3\",{\"status\":\"\(status)\"}]")
        #expect(csms.ask("[3,\"4\",{\"status\":\"Accepted\"}]") == nil)
        #expect(csms.central.stations[0].ledger.listVersion == 1)
    }

    @Test(arguments: ["NotSupported", "Accepted"])
    func `sends no whole list where none helps`(status: String) {
        let csms = csms()
        _ = csms.ask(boot)
        _ = csms.command(2)
        #expect(csms.ask("[3,\"1\",{\"status\":\"\(status)\"}]") == nil)
    }

    @Test(arguments: ["", "[2,\"1\"", "[3]", "nonsense", "[2,\"1\",\"Heartbeat\",{}] "])
    func `does not fall over frames that are none`(frame: String) {
        let csms = csms()
        _ = csms.ask(frame)
        #expect(csms.ask(boot)?.contains("Accepted") == true)
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
