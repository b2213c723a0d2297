import Testing

@testable import FleetSim

/// Whatever a charger sends, the reference CSMS answers it rightly or not at all, notes it, goes on.
@Suite struct `bad input at the CSMS's door` {
    private final class Door {
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
        func send(_ bytes: [UInt8]) -> String? {
            now = now + .seconds(60)
            central.forgetObservations()
            return bytes.withUnsafeBytes { bytes in
                central.arrives(bytes, from: 0, at: now)
                return central.receive(bytes, from: 0, arrived: now, at: now, into: &writer)
            } ? String(decoding: writer.bytes, as: UTF8.self) : nil
        }

        func send(_ frame: String) -> String? { send(Array(frame.utf8)) }

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
        ("Authorize", "a member nobody knows", #"{"idTag":"A","x":1}"#, "FormationViolation"),
        ("Authorize", "a member too few", "{}", "ProtocolError"),
        (
            "StatusNotification", "a word nobody knows",
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
        let door = Door()
        let answer = door.send(frame.bytes)
        if let code = frame.code {
            #expect(answer?.hasPrefix("[4,\"b\",\"\(code)\",") == true)
        } else {
            #expect(answer == nil)
        }
        #expect(door.rules.count == 1)
        #expect(door.details.allSatisfy { $0.utf8.count < 3_000 })
        #expect(door.send(#"[2,"1","Heartbeat",{}]"#)?.hasPrefix("[3,\"1\"") == true)
        #expect(door.rules == [])
    }

    @Test func `64 MB of text are read, or refused, and no event quotes them all`() {
        let text = BadFrame.megabytes(64)
        let door = Door()
        #expect(
            door.send(#"[2,"b","DataTransfer",{"vendorId":"v","data":"\#(text)"}]"#)
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
            let answer = door.send(frame)
            #expect(answer?.hasPrefix(start) == true)
            #expect((answer?.utf8.count ?? .max) < 1_000)
            #expect(door.rules.count == 1)
            #expect(door.details.allSatisfy { $0.utf8.count < 3_000 })
        }
        #expect(door.send(#"[2,"\#(text)","Heartbeat",{}]"#) == nil)
        #expect(door.rules == [.frame])
    }

    @Test func `an answer is taken for the call that is open and for no other`() {
        let door = Door()
        let made = door.command()
        #expect(made)
        for id in ["0", "2", "01", "-1", "1 ", "1.0", "x"] {
            #expect(door.send("[3,\"\(id)\",{\"status\":\"Accepted\"}]") == nil)
            #expect(door.rules == [.answer], "id \(id)")
        }
        _ = door.send("[3,\"1\",{\"status\":\"Accepted\"}]")
        #expect(door.rules == [])
        _ = door.send("[3,\"1\",{\"status\":\"Accepted\"}]")
        #expect(door.rules == [.answer])
    }

    @Test(arguments: ["{}", "null", "[]", #"{"status":1}"#, #"{"status":"Perhaps"}"#])
    func `an answer that is none is noted, and the next call is made`(payload: String) {
        let door = Door()
        _ = door.command()
        #expect(door.send("[3,\"1\",\(payload)]") == nil)
        #expect(door.rules == [.payload])
        let made = door.command()
        #expect(made)
    }

    @Test func `a call that is refused changes nothing`() {
        let door = Door()
        let start =
            #"[2,"b","StartTransaction",{"connectorId":1,"idTag":"A","meterStart":0,"#
            + #""timestamp":"2026-03-02T00:00:00Z","x":1}]"#
        #expect(door.send(start)?.hasPrefix("[4,") == true)
        #expect(door.open.isEmpty)
    }
}
