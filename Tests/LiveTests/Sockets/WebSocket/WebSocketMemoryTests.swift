import Testing

@testable import FleetSim

@Suite struct `the memory of a connection` {
    private let frame: [UInt8] = [0x81, 5] + Array("Hello".utf8)

    @Test func `is 64 bytes while nothing is under way`() {
        #expect(MemoryLayout<WebSocketReceiver>.size <= 64)
        #expect(MemoryLayout<GrowingBuffer>.size <= 16)
    }

    @Test func `grows by nothing for frames that come whole`() {
        var receiver = WebSocketReceiver(role: .client, maximumMessage: 1_000)
        for _ in 0..<100 {
            let events = Observed.of(frame + frame, by: &receiver)
            #expect(events.count == 2)
            let held = receiver.heldBytes
            #expect(held == 0)
        }
    }

    @Test func `holds what came of a frame, and gives it back after the message`() {
        var receiver = WebSocketReceiver(role: .client, maximumMessage: 1_000)
        for cut in 1..<frame.count {
            let before = Observed.of(frame[..<cut], by: &receiver)
            let held = receiver.heldBytes
            #expect(before.isEmpty && (held > 0 || cut == 2) && held < 64)
            let after = Observed.of(frame[cut...], by: &receiver)
            let left = receiver.heldBytes
            #expect(after == [.text(Array("Hello".utf8))] && left == 0)
        }
    }

    @Test func `is not asked for by a length alone`() {
        var receiver = WebSocketReceiver(role: .client, maximumMessage: 1 << 30)
        let claim: [UInt8] = [0x82, 127, 0, 0, 0, 0, 0x3F, 0, 0, 0, 1, 2, 3]
        let events = Observed.of(claim, by: &receiver)
        let held = receiver.heldBytes
        #expect(events.isEmpty && held <= 4096)
    }

    @Test(arguments: [[0x88, 0], [0xFF, 0]] as [[UInt8]])
    func `is given back at the end, good or bad`(end: [UInt8]) {
        var receiver = WebSocketReceiver(role: .client, maximumMessage: 1_000)
        let events = Observed.of([0x01, 5] + Array("Hello".utf8) + end + frame, by: &receiver)
        let later = Observed.of(frame, by: &receiver)
        let held = receiver.heldBytes
        #expect(events.count == 1 && later.isEmpty && held == 0)
    }

    @Test func `for what is sent is asked for once`() {
        var buffer = GrowingBuffer()
        var warm = 0
        for round in 0..<100 {
            buffer.clear()
            frame.withUnsafeBytes { buffer.appendFrame(.text, $0, mask: MaskKey(7)) }
            frame.withUnsafeBytes { buffer.appendFrame(.text, $0, mask: nil) }
            if round == 0 { warm = buffer.capacity }
            let capacity = buffer.capacity
            #expect(capacity == warm)
        }
    }
}
