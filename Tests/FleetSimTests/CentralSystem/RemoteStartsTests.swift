import Testing

@testable import FleetSim

@Suite struct `a CSMS that starts cars by itself` {
    private final class Line {
        private var central: CentralSystem
        private var writer = FrameWriter()
        private var now = SimTime.zero

        init(starts: RemoteStarts?, tags: Int = 4, blocked: Double = 0) {
            central = CentralSystem(
                rules: .init(
                    heartbeat: 300,
                    retry: 60,
                    commands: [],
                    clockStart: DateTime(unixMilliseconds: 1_772_409_600_000),
                    starts: starts
                ),
                tags: TagList(count: tags, blocked: blocked, expired: 0, seed: 1),
                stations: [Station()]
            )
            _ = send(
                #"[2,"1","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"#
            )
        }

        /// The call that it makes after its answer; nil: none.
        func status(_ status: String, connector: Int = 1) -> String? {
            let payload =
                #"{"connectorId":\#(connector),"errorCode":"NoError","status":"\#(status)"}"#
            return send(#"[2,"1","StatusNotification",\#(payload)]"#)
        }

        func send(_ frame: String) -> String? {
            now = now + .seconds(2)
            var frame = frame
            frame.withUTF8 { text in
                let bytes = UnsafeRawBufferPointer(text)
                central.noteArrival(bytes, from: 0, at: now)
                _ = central.receive(bytes, from: 0, arrived: now, at: now, into: &writer)
            }
            guard central.start(0, at: now, into: &writer) else { return nil }
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }

    private func starts(_ share: Double) -> RemoteStarts {
        RemoteStarts(share: share, seed: 1, firstStation: 0)
    }

    @Test func `calls for a start when a car is plugged in, once, and for no other status`() {
        let line = Line(starts: starts(1))
        #expect(line.status("Available") == nil)
        let call = line.status("Preparing", connector: 1)
        #expect(call?.contains("\"RemoteStartTransaction\"") == true)
        #expect(call?.contains("\"connectorId\":1") == true)
        _ = line.send(#"[3,"1",{"status":"Accepted"}]"#)
        #expect(line.status("Preparing") == nil, "the same again is no news")
        #expect(line.status("Charging") == nil)
        #expect(line.status("Preparing", connector: 0) == nil, "no car is plugged in there")
    }

    @Test func `leaves all others to their drivers`() {
        let never = Line(starts: nil)
        #expect(never.status("Preparing") == nil)
        let half = Line(starts: starts(0.5))
        var called = 0
        for _ in 0..<200 {
            if half.status("Preparing") != nil {
                called += 1
                _ = half.send(#"[3,"\#(called)",{"status":"Rejected"}]"#)
            }
            _ = half.status("Available")
        }
        #expect((70...130).contains(called), "\(called)")
    }

    @Test func `has no use for tags that are blocked`() {
        let line = Line(starts: starts(1), blocked: 1)
        #expect(line.status("Preparing") == nil)
    }
}
