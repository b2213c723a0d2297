import Testing

@testable import FleetSim

@Suite struct `the password of a station` {
    private static let initial = Array("what it came with".utf8)
    private static let text = "a-password-of-20-byt"
    private static let key = hexadecimal(text)
    private static let new = Array(text.utf8)

    private static func hexadecimal(_ text: String) -> String {
        text.utf8.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// A CSMS that has just set the key of a station, and nothing has come of it yet.
    private final class Bench {
        private(set) var central = CentralSystem(
            rules: .init(
                heartbeat: 300,
                retry: 60,
                commands: [.changeConfiguration(key: "authorizationKey", value: key)],
                clockStart: DateTime(unixMilliseconds: 1_772_409_600_000)
            ),
            tags: TagList(count: 4, blocked: 0, expired: 0, seed: 1),
            stations: [Station()]
        )
        private var writer = FrameWriter()

        init() {
            hear(#"[2,"0","BootNotification",{"chargePointVendor":"V","chargePointModel":"M"}]"#)
            command()
        }

        func command() { _ = central.command(0, to: 0, at: .zero, into: &writer) }

        func hear(_ frame: String) {
            _ = Array(frame.utf8).withUnsafeBytes { bytes in
                central.receive(bytes, from: 0, arrived: .zero, at: .zero, into: &writer)
            }
        }

        func hear(status: String) { hear("[3,\"1\",{\"status\":\"\(status)\"}]") }

        func disconnect() { central.disconnected(0) }

        func comesIn(with password: [UInt8]) {
            central.stations[0].ledger.password.use(password)
        }

        /// Whether it is let in with the one that it came with, and with the new one.
        var admitted: [Bool] {
            [initial, new].map {
                central.stations[0].ledger.password.admits($0, initial: initial)
            }
        }
    }

    @Test func `is the one that it came with until it gets another`() {
        let password = StationPassword()
        #expect(password.admits(Self.initial, initial: Self.initial))
        #expect(!password.admits(Self.new, initial: Self.initial))
    }

    @Test func `is the new one alone, once the station has taken it`() {
        let bench = Bench()
        bench.hear(status: "Accepted")
        #expect(bench.admitted == [false, true])
    }

    @Test(arguments: ["Rejected", "NotSupported"])
    func `stays as it was where the station does not take another`(status: String) {
        let bench = Bench()
        bench.hear(status: status)
        #expect(bench.admitted == [true, false])
    }

    @Test func `stays as it was where the station answers with an error`() {
        let bench = Bench()
        bench.hear(#"[4,"1","InternalError","",{}]"#)
        #expect(bench.admitted == [true, false])
    }

    @Test func `is either while it is not known, and then the one that it comes in with`() {
        let bench = Bench()
        bench.disconnect()
        #expect(bench.admitted == [true, true])
        bench.comesIn(with: Self.initial)
        #expect(bench.admitted == [true, true])
        bench.comesIn(with: Self.new)
        #expect(bench.admitted == [false, true])
    }

    @Test func `is either until the restart that a station asks for`() {
        let bench = Bench()
        bench.hear(status: "RebootRequired")
        bench.comesIn(with: Self.initial)
        #expect(bench.admitted == [true, true])
        bench.comesIn(with: Self.new)
        #expect(bench.admitted == [false, true])
    }

    @Test func `is kept by a station that will not have the same key again`() {
        let bench = Bench()
        bench.hear(status: "Accepted")
        bench.command()
        bench.hear(#"[3,"2",{"status":"Rejected"}]"#)
        #expect(bench.admitted == [false, true])
    }

    @Test func `may be the key's text itself, as some makers read it`() {
        var password = StationPassword()
        password.take(Self.key)
        #expect(password.admits(Array(Self.key.utf8), initial: Self.initial))
        #expect(password.admits(Self.new, initial: Self.initial))
    }
}
