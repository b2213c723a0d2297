import Testing

@testable import FleetSim

/// Two readers of one message: what is taken and what is refused must not depend on who asks.
@Suite struct RegisterReportTests {
    @Test(arguments: UInt64(0)..<10)
    func `a report says what the whole message says of the register`(seed: UInt64) throws {
        var dice = FrameDice(seed: seed)
        var known = KnownForms()
        for _ in 0..<300 {
            let request = MeterValues.sample(&dice)
            let frame = Self.frame(request)
            let read = try frame.withUnsafeBytes { bytes in
                var payload = try Envelope.parse(bytes).payload(of: .meterValues)
                return try RegisterReport(from: &payload, knowing: &known)
            }
            Self.expectSame(read, try #require(RegisterReport(request)))
        }
    }

    @Test(arguments: UInt64(0)..<20)
    func `a report refuses what the whole message refuses, with the same error`(
        seed: UInt64
    ) throws {
        var dice = FrameDice(seed: seed)
        var refusals = 0
        var known = KnownForms()
        for _ in 0..<400 {
            var frame = Self.frame(MeterValues.sample(&dice))
            for _ in 0..<dice.number(1...2) { dice.damage(&frame) }
            frame.withUnsafeBytes { bytes in
                guard case .call(_, _, _, let payload)? = try? Envelope.parse(bytes) else { return }
                let whole = Self.outcome(of: payload) { (reader) throws(PayloadError) in
                    try Self.whole(&reader)
                }
                let part = Self.outcome(of: payload) { (reader) throws(PayloadError) in
                    try RegisterReport(from: &reader, knowing: &known)
                }
                switch (whole, part) {
                case (.success(let one), .success(let other)): Self.expectSame(one, other)
                case (.failure(let one), .failure(let other)):
                    #expect(one == other)
                    refusals += 1
                case (.success, .failure), (.failure, .success):
                    Issue.record("only one reader takes \(String(decoding: bytes, as: UTF8.self))")
                }
            }
        }
        #expect(refusals > 50)
    }

    @Test(arguments: [
        #"{"connectorId":-1,"meterValue":[]}"#, #"{"connectorId":1,"meterValue":[]}"#,
        #"{"connectorId":1}"#, #"{"meterValue":[]}"#, #"{"connectorId":1,"meterValue":{}}"#,
        #"{"connectorId":1,"meterValue":[{"timestamp":"2026-03-02T00:00:00Z"}]}"#,
        #"{"connectorId":1,"meterValue":[{"timestamp":"2026-03-02T00:00:00Z","sampledValue":[]}]}"#,
        #"{"connectorId":1,"meterValue":[{"sampledValue":[{"value":"1"}]}]}"#,
        #"{"connectorId":1,"meterValue":[{"timestamp":"now","sampledValue":[{"value":"1"}]}]}"#,
        #"{"connectorId":1,"meterValue":[{"timestamp":"2026-03-02T00:00:00Z","sampledValue":[{"value":1}]}]}"#,
        "null", "{}", "[]",
    ])
    func `what breaks the rules of the schema is refused alike`(payload: String) {
        let bytes = Array(payload.utf8)
        var known = KnownForms()
        bytes.withUnsafeBytes { bytes in
            let whole = Self.outcome(of: JSONReader(bytes)) { (reader) throws(PayloadError) in
                try Self.whole(&reader)
            }
            let part = Self.outcome(of: JSONReader(bytes)) { (reader) throws(PayloadError) in
                try RegisterReport(from: &reader, knowing: &known)
            }
            guard case (.failure(let one), .failure(let other)) = (whole, part) else {
                Issue.record("\(payload) is taken")
                return
            }
            #expect(one == other)
        }
    }

    @Test func `words that are known hide no damage, wherever it is`() {
        let text =
            #"{"connectorId":1,"transactionId":7,"meterValue":[{"timestamp":"2026-03-02T00:00:00.000Z","#
            + #""sampledValue":[{"value":"20","context":"Sample.Clock","measurand":"Power.Active.Import","unit":"W"},"#
            + #"{"value":"1234","measurand":"Energy.Active.Import.Register","unit":"kWh"},{"value":"5"}]}]}"#
        let payload = Array(text.utf8)
        var known = KnownForms()
        var refusals = 0
        for index in payload.indices {
            for byte in Set("{}[],:\"\\ 9x".utf8).union([0, 0x80]) {
                // What is sound comes before each damage, so all its words are known then.
                #expect(Self.agree(on: payload, &known) == true)
                var damaged = payload
                damaged[index] = byte
                if Self.agree(on: damaged, &known) == false { refusals += 1 }
            }
        }
        #expect(refusals > 1_000)
    }

    @Test func `more words than are remembered are read as those that are`() {
        var known = KnownForms()
        for round in 0..<3 {
            for number in 0..<100 {
                let words = String(repeating: " ", count: number * 2) + #","unit":"kWh"}"#
                let sample = #"{"value":"\#(round)""# + words
                let payload =
                    #"{"connectorId":1,"meterValue":[{"timestamp":"2026-03-02T00:00:00Z","sampledValue":["#
                    + sample + "]}]}"
                #expect(Self.agree(on: Array(payload.utf8), &known) == true)
            }
        }
    }

    @Test func `a form holds for other ids, times and values`() throws {
        func payload(_ connector: Int, _ transaction: Int, _ time: String, _ value: String)
            -> [UInt8]
        {
            let text =
                #"{"connectorId":\#(connector),"transactionId":\#(transaction),"meterValue":[{"timestamp":"\#(time)","#
                + #""sampledValue":[{"value":"\#(value)","unit":"kWh"},{"value":"\#(value)","unit":"Wh"}]}]}"#
            return Array(text.utf8)
        }
        var known = KnownForms()
        let times = [
            "2026-03-02T00:00:00.000Z", "2026-03-02T23:59:60.999Z", "2024-02-29T12:00:00.000Z",
            "2026-02-29T12:00:00.000Z", "2026-03-02T24:00:00.000Z", "2026-03-02T00:00:00+02:00",
        ]
        var taken = 0
        for number in [0, 1, 27, 999_999_999, 1_000_000_000, -1] {
            for time in times {
                for value in ["0", "1.25", "-3", "1e3", "", "signed", "9223372036854775807"] {
                    #expect(Self.agree(on: payload(1, 1, times[0], "5"), &known) == true)
                    if Self.agree(on: payload(abs(number), number, time, value), &known) == true {
                        taken += 1
                    }
                }
            }
        }
        #expect(taken == 6 * 4 * 7)
    }

    /// Whether both readers take a payload, and say the same of it; nil: only one does.
    private static func agree(on payload: [UInt8], _ known: inout KnownForms) -> Bool? {
        payload.withUnsafeBytes { bytes in
            let whole = outcome(of: JSONReader(bytes)) { (reader) throws(PayloadError) in
                try Self.whole(&reader)
            }
            let part = outcome(of: JSONReader(bytes)) { (reader) throws(PayloadError) in
                try RegisterReport(from: &reader, knowing: &known)
            }
            switch (whole, part) {
            case (.success(let one), .success(let other)):
                expectSame(one, other)
                return true
            case (.failure(let one), .failure(let other)):
                #expect(one == other)
                return false
            case (.success, .failure), (.failure, .success):
                Issue.record("only one reader takes \(String(decoding: bytes, as: UTF8.self))")
                return nil
            }
        }
    }

    private static func frame(_ request: MeterValues) -> [UInt8] {
        var writer = FrameWriter()
        writer.call(MessageID(number: 1), request)
        return Array(writer.bytes)
    }

    private static func outcome(
        of payload: JSONReader,
        _ read: (inout JSONReader) throws(PayloadError) -> RegisterReport
    ) -> Result<RegisterReport, PayloadError> {
        var payload = payload
        do throws(PayloadError) {
            return .success(try read(&payload))
        } catch {
            return .failure(error)
        }
    }

    private static func whole(
        _ reader: inout JSONReader
    ) throws(PayloadError) -> RegisterReport {
        guard let report = RegisterReport(try MeterValues(from: &reader)) else {
            throw .empty("meterValue")
        }
        return report
    }

    private static func expectSame(_ one: RegisterReport, _ other: RegisterReport) {
        #expect(one.transactionId == other.transactionId)
        #expect(one.moments.map(\.timestamp) == other.moments.map(\.timestamp))
        #expect(one.moments.map(\.wattHours) == other.moments.map(\.wattHours))
    }
}

extension RegisterReport {
    fileprivate var moments: [RegisterMoment] { [first] + (further ?? []) }
}
