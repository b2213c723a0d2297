import FleetSim
import Testing

@Suite struct EnvelopeTests {
    private static func parse<Result>(
        _ frame: String,
        _ use: (Envelope) throws -> Result
    ) throws -> Result {
        try Array(frame.utf8).withUnsafeBytes { try use(Envelope.parse($0)) }
    }

    @Test func `an action is found by its name and by no other`() {
        for action in Action.allCases {
            #expect(Action(wireName: action.wireName) == action)
        }
        let others: [WireText] = ["", "A", "Authoriz", "Authorizes", "heartbeat", "Z", "Reset "]
        for other in others { #expect(Action(wireName: other) == nil, "\(other.string)") }
    }

    @Test func `an unknown action stays a call that can be answered`() throws {
        try Self.parse(#"[2, "abc", "Dance", {"steps": [1, 2]}]"#) { envelope in
            guard case .call(let id, let action, let name, _) = envelope else {
                Issue.record("not a call")
                return
            }
            #expect(id.text == "abc")
            #expect(action == nil)
            #expect(name.string == "Dance")
        }
    }

    @Test func `the names of actions are told apart by case`() throws {
        for name in ["heartbeat", "HeartBeat", "Heartbeat.req", ""] {
            try Self.parse("[2,\"1\",\"\(name)\",{}]") { envelope in
                guard case .call(_, let action, _, _) = envelope else {
                    Issue.record("not a call")
                    return
                }
                #expect(action == nil)
            }
        }
    }

    @Test(arguments: [
        ("FormationViolation", ErrorCode.formationViolation),
        ("FormatViolation", .formationViolation),
        ("OccurenceConstraintViolation", .occurenceConstraintViolation),
        ("OccurrenceConstraintViolation", .occurenceConstraintViolation),
        ("MessageTypeNotSupported", .genericError),
    ])
    func `a CALLERROR is read in any spelling`(spelling: String, code: ErrorCode) throws {
        try Self.parse(#"[4,"x","\#(spelling)","so \"it\" is",{"a":[null]}]"#) { envelope in
            guard case .error(let id, let read, let name, let description) = envelope else {
                Issue.record("not an error")
                return
            }
            #expect(id.text == "x")
            #expect(read == code)
            #expect(name.string == spelling)
            #expect(description.string == #"so "it" is"#)
        }
    }

    /// Frames that cannot be handled, what is wrong, and whether they can still be answered.
    @Test(
        arguments: [
            ("", "malformed", nil, nil), ("{}", "malformed", nil, nil),
            ("[", "malformed", nil, nil),
            ("[]", "malformed", nil, nil), (#"["2","1","Heartbeat",{}]"#, "malformed", nil, nil),
            (#"[5,"1",{}]"#, "unknown message type 5", nil, nil),
            (#"[2.0,"1","Heartbeat",{}]"#, "malformed", nil, nil),
            ("[2]", "has no id", .call, nil), ("[2,7,\"Heartbeat\",{}]", "has no id", .call, nil),
            (#"[3,"1234567890123456789012345678901234567",{}]"#, "longer than 36", .result, nil),
            (#"[2,"1"]"#, "malformed", .call, "1"),
            (#"[2,"1","Heartbeat"]"#, "malformed", .call, "1"),
            (#"[2,"1",7,{}]"#, "malformed", .call, "1"),
            (#"[2,"1","Heartbeat",{}"#, "malformed", .call, "1"),
            (#"[2,"1","Dance",{"steps":}]"#, "malformed", .call, "1"),
            (#"[2,"1","Dance",{},{}]"#, "malformed", .call, "1"),
            (#"[3,"1"]"#, "malformed", .result, "1"), (#"[3,"1",{}"#, "malformed", .result, "1"),
            (#"[4,"1","GenericError",""]"#, "malformed", .error, "1"),
            (#"[4,"1","GenericError","",{}]]"#, "malformed", .error, "1"),
            (#"[4,"1",null,"",{}]"#, "malformed", .error, "1"),
        ] as [(String, String, MessageType?, String?)]
    )
    func `a bad frame says whom it concerns`(
        frame: String,
        detail: String,
        type: MessageType?,
        id: String?
    ) throws {
        let error = #expect(throws: FrameError.self) { try Self.parse(frame) { _ in } }
        #expect(error?.detail.contains(detail) == true)
        #expect(error?.type == type)
        #expect(error?.id?.text == id)
    }

    @Test func `a description is cut at what OCPP allows`() throws {
        var writer = FrameWriter()
        writer.error(MessageID(number: 1), .genericError, String(repeating: "ü", count: 300))
        let description = String(repeating: "ü", count: 255)
        #expect(
            String(decoding: writer.bytes, as: UTF8.self)
                == #"[4,"1","GenericError","\#(description)",{}]"#
        )
    }

    @Test func `a frame larger than the buffer makes it grow`() throws {
        var writer = FrameWriter()
        let data = String(repeating: "0123456789", count: 10_000)
        writer.call(MessageID(number: 1), DataTransfer(vendorId: "v", data: data))
        guard case .call(_, .dataTransfer, _, var payload) = try Envelope.parse(writer.bytes) else {
            Issue.record("not a call")
            return
        }
        #expect(try DataTransfer(from: &payload).data == data)
        writer.call(MessageID(number: 2), Heartbeat())
        #expect(String(decoding: writer.bytes, as: UTF8.self) == #"[2,"2","Heartbeat",{}]"#)
    }
}
