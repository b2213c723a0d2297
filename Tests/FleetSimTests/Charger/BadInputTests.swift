import Testing

@testable import FleetSim

/// Whatever comes over the connection, a charger answers it rightly or not at all, and goes on.
@Suite struct `bad input to a charger` {
    private static let frames =
        BadFrame.broken(#"[2,"b","Reset",{"type":"Hard"}]"#) + payloads + [
            BadFrame(
                "a string that is not UTF-8",
                BadFrame.bytes(#"[2,"b","DataTransfer",{"vendorId":""#, 0x80, #""}]"#),
                "FormationViolation"
            ),
            BadFrame("a call for a CSMS", #"[2,"b","Heartbeat",{}]"#, "NotSupported"),
        ]

    private static let payloads = [
        (
            "RemoteStopTransaction", "a number out of range", #"{"transactionId":1e999}"#,
            "PropertyConstraintViolation"
        ),
        (
            "RemoteStopTransaction", "a number beyond 64 bits",
            #"{"transactionId":9223372036854775808}"#, "PropertyConstraintViolation"
        ),
        (
            "RemoteStopTransaction", "text in place of a number", #"{"transactionId":"1"}"#,
            "TypeConstraintViolation"
        ),
        (
            "RemoteStopTransaction", "a fraction", #"{"transactionId":1.5}"#,
            "TypeConstraintViolation"
        ),
        (
            "UnlockConnector", "a connector below all", #"{"connectorId":-1}"#,
            "PropertyConstraintViolation"
        ),
        ("Reset", "a member twice", #"{"type":"Hard","type":"Hard"}"#, "FormationViolation"),
        ("Reset", "an unknown member", #"{"type":"Hard","x":1}"#, "FormationViolation"),
        ("Reset", "a member too few", "{}", "ProtocolError"),
        ("Reset", "an unknown word", #"{"type":"Gentle"}"#, "PropertyConstraintViolation"),
        ("Reset", "null", #"{"type":null}"#, "TypeConstraintViolation"),
        ("Reset", "an array for a payload", "[]", "TypeConstraintViolation"),
        (
            "GetConfiguration", "a list with a number in it", #"{"key":["A",1]}"#,
            "TypeConstraintViolation"
        ),
        (
            "SetChargingProfile", "a profile without periods",
            #"{"connectorId":0,"csChargingProfiles":{"chargingProfileId":1,"stackLevel":0,"#
                + #""chargingProfilePurpose":"TxDefaultProfile","chargingProfileKind":"Absolute","#
                + #""chargingSchedule":{"chargingRateUnit":"A","chargingSchedulePeriod":[]}}}"#,
            "OccurenceConstraintViolation"
        ),
    ].map { action, kind, payload, code in
        BadFrame(kind, #"[2,"b","\#(action)",\#(payload)]"#, code)
    }

    @Test(arguments: frames)
    func `is answered with its code or with silence, and the charger goes on`(frame: BadFrame) {
        var bench = ChargerBench.accepted()
        bench.arrive()
        bench.advance(seconds: 60)
        let before = bench.charger.connectors[0].transaction?.number
        bench.forget()
        bench.receive(bytes: frame.bytes)
        if let code = frame.code {
            #expect(bench.sent.count == 1)
            #expect(bench.sent.first?.hasPrefix("[4,\"b\",\"\(code)\",") == true)
        } else {
            #expect(bench.sent == [])
            #expect(bench.notables.count == 1)
        }
        #expect(bench.charger.connectors[0].transaction?.number == before)
        bench.demand("TriggerMessage", #"{"requestedMessage":"Heartbeat"}"#)
        #expect(bench.reply == .accepted)
        bench.advance(seconds: 5)
        #expect(bench.measures.last?.action == .heartbeat)
        #expect(bench.measures.last?.outcome == .ok)
    }

    @Test func `64 MB of text are read, or refused where so much has no room, and nothing is kept`()
    {
        let text = BadFrame.megabytes(64)
        var bench = ChargerBench.accepted()
        #expect(bench.status(of: DataTransfer(vendorId: "v", data: text)) == "UnknownVendorId")
        for (frame, code) in [
            (#"[2,"b","DataTransfer",{"vendorId":"\#(text)"}]"#, "PropertyConstraintViolation"),
            (#"[2,"b","RemoteStopTransaction",{"transactionId":"\#(text)"}]"#, "TypeConstraint"),
            (#"[2,"b","Reset",{"\#(text)":1,"type":"Hard"}]"#, "FormationViolation"),
            (#"[2,"b","\#(text)",{}]"#, "NotImplemented"),
            (#"[2,"\#(text)","Heartbeat",{}]"#, ""), (#"[2,"b","Reset",{"type":"\#(text)"#, "Form"),
        ] {
            bench.forget()
            bench.receive(frame)
            #expect(bench.sent.count == (code.isEmpty ? 0 : 1))
            // An answer is no place to send it all back.
            #expect(bench.sent.allSatisfy { $0.hasPrefix("[4,\"b\",\"\(code)") })
            #expect(bench.sent.allSatisfy { $0.utf8.count < 1_000 })
            #expect(bench.notables.allSatisfy { $0.utf8.count < 1_000 })
        }
    }

    @Test func `an answer too late is no answer to the call under way`() {
        var bench = ChargerBench.accepted(configuration: [(.messageTimeout, "5")])
        bench.csms = { _, _ in nil }
        bench.demand("TriggerMessage", #"{"requestedMessage":"Heartbeat"}"#)
        let id = bench.sent.last?.split(separator: "\"")[1] ?? ""
        bench.advance(seconds: 6)
        #expect(bench.measures.last?.outcome == .timeout)
        bench.demand("TriggerMessage", #"{"requestedMessage":"Heartbeat"}"#)
        bench.forget()
        bench.receive("[3,\"\(id)\",{\"currentTime\":\"2026-03-02T00:00:00Z\"}]")
        bench.receive("[4,\"\(id)\",\"InternalError\",\"\",{}]")
        #expect(bench.sent == [])
        #expect(bench.notables.map { $0.prefix { $0 != ":" } } == ["late-reply", "late-reply"])
        #expect(bench.charger.outbox.inFlight != nil)
    }

    @Test func `a second answer to a call that has had one is noted and dropped`() {
        var bench = ChargerBench.accepted()
        bench.demand("TriggerMessage", #"{"requestedMessage":"Heartbeat"}"#)
        let id = bench.sent.last?.split(separator: "\"")[1] ?? ""
        bench.advance(seconds: 2)
        bench.forget()
        bench.receive("[3,\"\(id)\",{\"currentTime\":\"2026-03-02T00:00:00Z\"}]")
        #expect(bench.sent == [] && bench.measures.isEmpty)
        #expect(bench.notables.count == 1)
    }

    @Test(arguments: [
        "{}", "null", "[]", #"{"currentTime":17}"#, #"{"currentTime":"now"}"#,
        #"{"currentTime":"2026-03-02T00:00:00Z","x":1}"#,
    ])
    func `a confirmation that is none counts as an error, once`(payload: String) {
        var bench = ChargerBench.accepted()
        bench.csms = { action, _ in action == "Heartbeat" ? payload : "{}" }
        bench.demand("TriggerMessage", #"{"requestedMessage":"Heartbeat"}"#)
        bench.advance(seconds: 2)
        #expect(bench.measures.filter { $0.action == .heartbeat }.map(\.outcome) == [.error])
        #expect(bench.notables.count == 1)
        #expect(bench.charger.outbox.inFlight == nil)
    }

    @Test(arguments: ["Rejected", "Pending"])
    func `a charger that is not accepted keeps silent or answers, as it may`(status: String) {
        var bench = ChargerBench()
        bench.csms = { _, _ in
            "{\"status\":\"\(status)\",\"currentTime\":\"2026-03-02T00:00:00Z\",\"interval\":900}"
        }
        bench.powerOn()
        bench.advance(seconds: 10)
        for frame in [#"[2,"b","Reset",{"#, #"[2,"b","Dance",{}]"#, #"[2,"b","Reset",{}]"#] {
            bench.forget()
            bench.receive(frame)
            #expect(bench.sent.count == (status == "Pending" ? 1 : 0))
        }
    }
}
