import Testing

@testable import FleetSim

/// Whatever a charger sends, the reference CSMS answers it rightly or not at all, notes it, goes on.
@Suite struct `bad input to the CSMS` {
    private final class Bench {
        private var central = CentralSystem(
            rules: .init(
                heartbeat: 300,
                retry: 60,
                commands: [.reset(.soft)],
                clockStart: DateTime(unixMilliseconds: 1_772_409_600_000)
            ),
            tags: TagList(count: 4, blocked: 0, expired: 0, seed: 1),
            stations: [Station()]
        )
        private var writer = FrameWriter()
        private var now = SimTime.zero

        init() {
            _ = send(
                #"[2,"0","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"#
            )
        }

        /// Gives the answer, if there is one.
        func send(_ bytes: [UInt8], after pause: SimDuration = .seconds(60)) -> String? {
            now = now + pause
            central.forgetObservations()
            return bytes.withUnsafeBytes { bytes in
                central.noteArrival(bytes, from: 0, at: now)
                return central.receive(bytes, from: 0, arrived: now, at: now, into: &writer)
            } ? String(decoding: writer.bytes, as: UTF8.self) : nil
        }

        func send(_ frame: String, after pause: SimDuration = .seconds(60)) -> String? {
            send(Array(frame.utf8), after: pause)
        }

        func command() -> Bool { central.command(0, to: 0, at: now, into: &writer) }

        var rules: [ProtocolRule] { central.breaches.map(\.breach.rule) }
        var details: [String] { central.breaches.map(\.breach.detail) }
        var open: [OpenTransaction] { central.stations[0].open }
    }

    private static let frames =
        BadFrame.broken(#"[2,"b","DataTransfer",{"vendorId":"v"}]"#) + payloads + [
            BadFrame(
                "a string that is not UTF-8",
                BadFrame.bytes(#"[2,"b","Authorize",{"idTag":""#, 0xFE, #""}]"#),
                "FormationViolation"
            ),
            BadFrame("a call for a charger", #"[2,"b","Reset",{"type":"Hard"}]"#, "NotSupported"),
        ]

    private static let payloads = [
        (
            "StopTransaction", "a number out of range",
            #"{"transactionId":1e999,"meterStop":1,"timestamp":"2026-03-02T00:00:00Z"}"#,
            "PropertyConstraintViolation"
        ),
        (
            "StopTransaction", "a fraction of a watt-hour",
            #"{"transactionId":1,"meterStop":1.5,"timestamp":"2026-03-02T00:00:00Z"}"#,
            "TypeConstraintViolation"
        ),
        (
            "StopTransaction", "a day that is none",
            #"{"transactionId":1,"meterStop":1,"timestamp":"2026-02-30T00:00:00Z"}"#,
            "PropertyConstraintViolation"
        ),
        ("Authorize", "a number in place of text", #"{"idTag":7}"#, "TypeConstraintViolation"),
        (
            "Authorize", "a tag of 21 characters", #"{"idTag":"123456789012345678901"}"#,
            "PropertyConstraintViolation"
        ),
        ("Authorize", "a member twice", #"{"idTag":"A","idTag":"B"}"#, "FormationViolation"),
        ("Authorize", "an unknown member", #"{"idTag":"A","x":1}"#, "FormationViolation"),
        ("Authorize", "a member too few", "{}", "ProtocolError"),
        (
            "StatusNotification", "an unknown word",
            #"{"connectorId":1,"errorCode":"NoError","status":"Bored"}"#,
            "PropertyConstraintViolation"
        ),
        (
            "MeterValues", "a list with nothing in it", #"{"connectorId":1,"meterValue":[]}"#,
            "OccurenceConstraintViolation"
        ),
        ("Heartbeat", "an array for a payload", "[]", "TypeConstraintViolation"),
    ].map { action, kind, payload, code in
        BadFrame(kind, #"[2,"b","\#(action)",\#(payload)]"#, code)
    }

    @Test(arguments: frames)
    func `is answered with its code or with silence, noted, and the CSMS goes on`(
        frame: BadFrame
    ) {
        let bench = Bench()
        let answer = bench.send(frame.bytes)
        if let code = frame.code {
            #expect(answer?.hasPrefix("[4,\"b\",\"\(code)\",") == true)
        } else {
            #expect(answer == nil)
        }
        #expect(bench.rules.count == 1)
        #expect(bench.details.allSatisfy { $0.utf8.count < 3_000 })
        #expect(bench.send(#"[2,"1","Heartbeat",{}]"#)?.hasPrefix("[3,\"1\"") == true)
        #expect(bench.rules == [])
    }

    @Test(arguments: frames.filter { $0.code != nil })
    func `is answered, so that the next call may come at once`(frame: BadFrame) {
        let bench = Bench()
        _ = bench.send(frame.bytes)
        _ = bench.send(#"[2,"1","Heartbeat",{}]"#, after: .milliseconds(10))
        #expect(bench.rules == [])
    }

    @Test func `64 MB of text are read, or refused, and no event quotes them all`() {
        let text = BadFrame.megabytes(64)
        let bench = Bench()
        #expect(
            bench.send(#"[2,"b","DataTransfer",{"vendorId":"v","data":"\#(text)"}]"#)
                == #"[3,"b",{"status":"UnknownVendorId"}]"#
        )
        for (frame, start) in [
            (#"[2,"b","Authorize",{"idTag":"\#(text)"}]"#, #"[4,"b","PropertyConstraint"#),
            (#"[2,"b","Authorize",{"idTag":"A","\#(text)":1}]"#, #"[4,"b","FormationViolation"#),
            (
                #"[2,"b","StatusNotification",{"connectorId":1,"errorCode":"\#(text)"}]"#,
                #"[4,"b","PropertyConstraint"#
            ), (#"[2,"b","\#(text)",{}]"#, #"[4,"b","NotImplemented"#),
        ] {
            let answer = bench.send(frame)
            #expect(answer?.hasPrefix(start) == true)
            #expect((answer?.utf8.count ?? .max) < 1_000)
            #expect(bench.rules.count == 1)
            #expect(bench.details.allSatisfy { $0.utf8.count < 3_000 })
        }
        #expect(bench.send(#"[2,"\#(text)","Heartbeat",{}]"#) == nil)
        #expect(bench.rules == [.frame])
    }

    @Test func `an answer is taken for the call that is open and for no other`() {
        let bench = Bench()
        let made = bench.command()
        #expect(made)
        for id in ["0", "2", "01", "-1", "1 ", "1.0", "x"] {
            #expect(bench.send("[3,\"\(id)\",{\"status\":\"Accepted\"}]") == nil)
            #expect(bench.rules == [.answer], "id \(id)")
        }
        _ = bench.send("[3,\"1\",{\"status\":\"Accepted\"}]")
        #expect(bench.rules == [])
        _ = bench.send("[3,\"1\",{\"status\":\"Accepted\"}]")
        #expect(bench.rules == [.answer])
    }

    @Test(arguments: ["{}", "null", "[]", #"{"status":1}"#, #"{"status":"Perhaps"}"#])
    func `an answer that is none is noted, and the next call is made`(payload: String) {
        let bench = Bench()
        _ = bench.command()
        #expect(bench.send("[3,\"1\",\(payload)]") == nil)
        #expect(bench.rules == [.payload])
        let made = bench.command()
        #expect(made)
    }

    @Test func `a call that is refused changes nothing`() {
        let bench = Bench()
        let start =
            #"[2,"b","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":0,"#
            + #""timestamp":"2026-03-02T00:00:00Z","x":1}]"#
        #expect(bench.send(start)?.hasPrefix("[4,") == true)
        #expect(bench.open.isEmpty)
    }
}
