import FleetSim
import Report
import Testing

@Suite struct `a reader of frames` {
    private func lines(
        _ frames: [(FrameRecord.Direction, String)],
        speed: Double = 1
    ) -> [FrameLine] {
        var reader = FrameReader(speed: speed)
        return frames.enumerated().map { index, frame in
            let at = SimTime(nanoseconds: Int64(index) * 12_000_000)
            return reader.line(
                of: FrameRecord(charger: 1, at: at, direction: frame.0, text: frame.1)
            )
        }
    }

    @Test func `tells which call an answer is for, and how long it took`() {
        let lines = lines([
            (.out, #"[2,"1","Heartbeat",{}]"#),
            (.in, #"[2,"1","Reset",{"type":"Hard"}]"#),
            (.in, #"[3,"1",{"currentTime":"2026-03-02T08:00:00Z"}]"#),
            (.out, #"[4,"1","NotSupported","not now",{}]"#),
        ])
        #expect(lines.map(\.kind) == [.call, .call, .result, .error])
        #expect(lines.map(\.action) == ["Heartbeat", "Reset", "Heartbeat", "Reset"])
        #expect(lines[2].took == .milliseconds(24) && lines[3].took == .milliseconds(24))
        #expect(lines[1].body == #"{"type":"Hard"}"#)
        #expect(lines[3].code == "NotSupported" && lines[3].body == "not now")
    }

    @Test func `tells how long the CSMS took by the real clock, at any speed`() {
        let lines = lines(
            [(.out, #"[2,"1","Heartbeat",{}]"#), (.in, #"[3,"1",{}]"#)],
            speed: 4
        )
        #expect(lines[1].took == .milliseconds(3))
        #expect(lines[1].at == .zero + .milliseconds(12))
    }

    @Test func `takes anything a peer may send for what it is`() {
        let lines = lines([
            (.in, "not JSON"), (.in, #"[3,"9",{}]"#), (.in, #"[2,"2","Unheard",[1,2]]"#),
            (.in, ""), (.connection, "closed"), (.in, "[2,\"3\",\"A\u{1B}[31m\",{}]"),
        ])
        #expect(
            lines.map(\.kind) == [
                .unreadable, .result, .call, .unreadable, .connection, .unreadable,
            ]
        )
        #expect(lines[1].action == nil && lines[1].took == nil)
        #expect(lines[2].action == "Unheard" && lines[2].body == "[1,2]")
        for line in lines {
            #expect(!line.parts.contains { $0.text.contains("\u{1B}") })
            #expect(!line.json.contains("\n") && !line.json.contains("\u{1B}"))
        }
    }
}
