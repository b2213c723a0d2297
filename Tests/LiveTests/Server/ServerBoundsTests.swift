import Foundation
import Scenarios
import TestSupport
import Testing

@testable import FleetSim

@Suite struct `bounds of the server` {
    @Test func `a pool gives the memory of long frames back, and keeps what usual ones need`() {
        var pool = FramePool()
        let long = [UInt8](repeating: 1, count: 1_000_000)
        let usual = [UInt8](repeating: 2, count: 300)
        let slots = (0..<20).map { _ in
            long.withUnsafeBytes { pool.store($0, charger: 0, epoch: 0) }
        }
        for slot in slots { pool.release(slot) }
        #expect(pool.idleBytes == 0)
        let again = (0..<20).map { _ in
            usual.withUnsafeBytes { pool.store($0, charger: 0, epoch: 0) }
        }
        for slot in again { pool.release(slot) }
        let kept = pool.idleBytes
        #expect(20 * 300...20 * 400 ~= kept, "and no more than others that are usual")
        for _ in 0..<100 {
            pool.release(usual.withUnsafeBytes { pool.store($0, charger: 0, epoch: 0) })
        }
        #expect(pool.idleBytes == kept, "steady traffic uses the same memory")
    }

    @Test func `a pool keeps no more than a large fleet has under way`() {
        var pool = FramePool()
        let frame = [UInt8](repeating: 1, count: 500)
        let slots = (0..<60_000).map { _ in
            frame.withUnsafeBytes { pool.store($0, charger: 0, epoch: 0) }
        }
        for slot in slots { pool.release(slot) }
        #expect(pool.idleBytes <= 16 << 20)
        #expect(pool.inUse == 0)
    }

    @Test func `moments of power that stations cause do not pile up`() throws {
        var lines = ServerLines(
            try Reactor(seed: 1, number: 0),
            stations: 1,
            sites: 2,
            chances: RandomStream(seed: 1, entity: 0, purpose: .service)
        )
        for number in 0..<10_000 as Range<UInt32> {
            let later = SimTime.zero + .milliseconds(10_000 + Int64(number))
            lines.schedule(.sharesPower, 1, number, at: later)
        }
        #expect(lines.due == 1)
        let early = lines.next(until: .zero + .seconds(19))
        #expect(early == nil)
        let due = lines.next(until: .zero + .seconds(20))
        #expect(due?.step == .sharesPower && due?.entity == 1 && due?.number == 9_999)
        let late = lines.next(until: .zero + .seconds(100))
        #expect(late == nil)
        #expect(lines.due == 0)
    }

    @Test func `identities are the same byte for byte or not at all`() {
        let (one, two) = ("CP-\u{E9}", "CP-e\u{301}")
        #expect(one == two, "to Swift they are the same text")
        var registry = StationRegistry(known: [one], maximumUnknown: 1)
        #expect(registry.number(of: one) == 0)
        #expect(registry.number(of: two) == nil)
        #expect(registry.refusal(of: two, takesUnknown: true) == nil)
        #expect(registry.add(two) == 1)
        #expect(registry.number(of: two) == 1 && registry.number(of: one) == 0)
        #expect(registry.refusal(of: "CP-3", takesUnknown: true) == .full)
        #expect(registry.refusal(of: "CP-3", takesUnknown: false) == .unknown)
    }

    @Test func `an identity is not as long as a request may be`() {
        let registry = StationRegistry(known: [], maximumUnknown: 1)
        let long = String(repeating: "x", count: 256)
        #expect(registry.refusal(of: long, takesUnknown: true) == .longIdentity)
        #expect(registry.refusal(of: String(long.dropLast()), takesUnknown: true) == nil)
    }

    @Test(arguments: [
        ("secret", "secret", true), ("secret", "secres", false), ("secre", "secret", false),
        ("secrets", "secret", false), ("", "secret", false), ("", "", true), ("s", "", false),
        ("secretsecret", "secret", false),
    ])
    func `passwords are compared to the last byte`(given: String, known: String, fits: Bool) {
        #expect(StationPassword.areEqual(Array(given.utf8), Array(known.utf8)) == fits)
    }

    @Test func `a wrong password is answered late, and meanwhile others are let in`() throws {
        let scenario = Scenario.quiet(chargers: 1)
        // At this pace a second of the server lasts longer than any test.
        let csms = try LiveCSMS(scenario) {
            $0.password = Array("right".utf8)
            $0.speed = 1e-5
        }
        let address = try Self.address(of: csms)
        let wrong = try RawClient(to: address)
        let right = try RawClient(to: address)
        for (client, password) in [(wrong, "wrong"), (right, "right")] {
            let credentials = BasicCredentials(user: "CP", password: Array(password.utf8))
            client.send(RawClient.request("CP", credentials))
        }
        #expect(right.hearHead().hasPrefix("HTTP/1.1 101 "))
        csms.end()
        #expect(wrong.hearHead() == "", "it has had no answer when the server ends")
        #expect(csms.tally.opened == 1 && csms.tally.refused == 1)
    }

    private static func address(of csms: LiveCSMS) throws -> SocketAddress {
        let port = csms.url.dropFirst("ws://127.0.0.1:".count).prefix { $0 != "/" }
        return try SocketAddress.resolve("127.0.0.1", port: try #require(UInt16(port)))[0]
    }

    @Test func `the server ends in order while it is flooded, and has told a few of the breaches`()
        throws
    {
        let csms = try LiveCSMS(Scenario.quiet(chargers: 1))
        let address = try Self.address(of: csms)
        let flood = (0..<4_000).flatMap { _ in RawClient.frame("[]") }
        let flooders = DispatchGroup()
        let isFlooded = DispatchSemaphore(value: 0)
        for number in 0..<4 {
            let client = try RawClient(to: address)
            client.send(RawClient.request("flood-\(number)"))
            _ = client.hearHead()
            // An answer comes after what was sent before its call: on a busy machine the flood may never be read.
            for _ in 0..<3 { client.send(RawClient.frame("[]")) }
            client.send(RawClient.frame(#"[2,"after three","Heartbeat",{}]"#))
            #expect(client.hears("after three"))
            flooders.enter()
            Thread.detachNewThread {
                var rounds = 0
                while client.send(flood) {
                    rounds += 1
                    if rounds == 3 { isFlooded.signal() }
                }
                isFlooded.signal()
                flooders.leave()
            }
        }
        for _ in 0..<4 { isFlooded.wait() }
        csms.end()
        flooders.wait()
        #expect(csms.tally.opened == 4 && csms.tally.closed == 4)
        #expect(csms.tally.frames > 0)
        // Of each three in full, and a number for each window.
        let full = csms.breaches.filter { $0.contains("bad-frame") && !$0.contains(": and ") }
        #expect(full.count >= 12 && full.count < 1_000, "\(full.count)")
    }

    @Test func `a scenario is checked without its chargers being built`() throws {
        var scenario = Scenario.quiet(chargers: 1)
        // No machine has the memory for all of them.
        scenario.fleet[0].count = 1_000_000_000
        try FleetPlan.check(scenario)
    }

    @Test func `a certificate's name ends where it ends and not at a NUL`() throws {
        let folder = try TemporaryFolder()
        let authority = try TestAuthority()
        let name = try SecureBench.identities()[0]
        // The certificate is its own authority, so its signature is of no matter.
        let made = try authority.selfSigned("\(name)X.evil")
        var text = made.certificate.split(separator: "\n").dropFirst().dropLast().joined()
        var bytes = try #require(Data(base64Encoded: text))
        let seen = Array("\(name)X.evil".utf8)
        while let range = bytes.firstRange(of: seen) {
            bytes[range.lowerBound + name.utf8.count] = 0
        }
        text = bytes.base64EncodedString(options: .lineLength64Characters)
        let pem = "-----BEGIN CERTIFICATE-----\n\(text)\n-----END CERTIFICATE-----\n"
        let file = try folder.write(pem + made.key, to: "evil.pem")
        var server = try SecureBench.server(of: authority)
        server.authorities = file
        var client = SecureBench.client(trusting: authority)
        client.certificate = (file, file)
        let run = try SecureBench.run(server: server, client: client, checksNames: true) {
            $0.total.connections.failed > 0
        }
        #expect(run.tally.opened == 0)
        #expect(run.tally.refused > 0, "it was let as far as the request")
    }
}
