@testable import FleetSim
import Glibc

// How long frames take to write and to read, and how often memory is asked for meanwhile.

private let rounds = 5
private let batch = 64

private let allocationCount: @convention(c) () -> UInt64 = {
    typealias Count = @convention(c) () -> UInt64
    guard let symbol = dlsym(nil, "allocation_count") else { return { 0 } }
    return unsafeBitCast(symbol, to: Count.self)
}()

private struct Cost {
    let nanoseconds: Double
    let allocations: Double

    /// The fastest of some rounds of `count` each; what the first one allocates is left out.
    static func of(_ count: Int, _ body: () -> Void) -> Cost {
        body()
        let before = allocationCount()
        var best = Duration.seconds(3600)
        for _ in 0..<rounds { best = min(best, ContinuousClock().measure(body)) }
        return Cost(
            nanoseconds: best / .nanoseconds(1) / Double(count),
            allocations: Double(allocationCount() - before) / Double(rounds * count)
        )
    }

    var text: String { "\(tenths(nanoseconds)) | \(tenths(allocations))" }

    private func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

/// A batch of text frames, written once and read from a copy, since reading unmasks in place.
private struct Traffic: ~Copyable {
    let payload: [UInt8]
    let mask: MaskKey?
    let role: WebSocketRole
    var buffer = GrowingBuffer()
    let memory: UnsafeMutableRawBufferPointer
    let size: Int

    init(payload: Int, role: WebSocketRole) {
        self.payload = [UInt8](repeating: UInt8(ascii: "a"), count: payload)
        self.role = role
        mask = role == .server ? MaskKey(0x1234_5678) : nil
        let header = WebSocketHeader(opcode: .text, length: payload, mask: mask)
        size = batch * (header.size + payload)
        memory = .allocate(byteCount: size, alignment: 16)
        write()
    }

    deinit { memory.deallocate() }

    mutating func write() {
        buffer.clear()
        payload.withUnsafeBytes { bytes in
            for _ in 0..<batch { buffer.appendFrame(.text, bytes, mask: mask) }
        }
    }

    /// How many messages a receiver makes of them, in reads of `piece` bytes.
    func read(_ receiver: inout WebSocketReceiver, piece: Int) -> Int {
        memory.copyMemory(from: buffer.bytes)
        var count = 0
        var start = 0
        while start < size {
            let end = min(start + piece, size)
            var input = UnsafeMutableRawBufferPointer(rebasing: memory[start..<end])
            while receiver.next(&input) != nil { count += 1 }
            start = end
        }
        return count
    }
}

private func row(_ name: String, payload: Int, role: WebSocketRole) {
    var traffic = Traffic(payload: payload, role: role)
    let repeats = max(10, 2_000_000 / (payload + 100))
    let writing = Cost.of(batch * repeats) { for _ in 0..<repeats { traffic.write() } }
    var receiver = WebSocketReceiver(role: role, maximumMessage: 1 << 20)
    var read = 0
    let reading = Cost.of(batch * repeats) {
        for _ in 0..<repeats { read += traffic.read(&receiver, piece: traffic.size) }
    }
    let torn = Cost.of(batch * repeats) {
        for _ in 0..<repeats { read += traffic.read(&receiver, piece: payload * 2 / 3 + 1) }
    }
    precondition(read == 2 * batch * repeats * (rounds + 1), "frames were lost")
    print("| \(name) | \(payload) | \(writing.text) | \(reading.text) | \(torn.text) |")
}

private func handshake() throws {
    let request = UpgradeRequest(
        url: try WebSocketURL("ws://csms.example:9210/ocpp"),
        identity: "CP-000123",
        protocols: ["ocpp1.6"],
        key: WebSocketKey(1),
        credentials: BasicCredentials(user: "CP-000123", password: [UInt8](repeating: 7, count: 20))
    )
    var sent = GrowingBuffer()
    var answer = GrowingBuffer()
    var opened = 0
    func greet() {
        sent.clear()
        answer.clear()
        sent.appendRequest(request)
        var server = ServerUpgrade()
        var input = UnsafeMutableRawBufferPointer(mutating: sent.bytes)
        guard case .asked(let asked) = server.next(&input) else { return }
        answer.appendAcceptance(of: asked, subprotocol: "ocpp1.6")
        var client = ClientUpgrade(request)
        input = UnsafeMutableRawBufferPointer(mutating: answer.bytes)
        if case .opened = client.next(&input) { opened += 1 }
    }
    let cost = Cost.of(2_000) { for _ in 0..<2_000 { greet() } }
    precondition(opened == 2_000 * (rounds + 1), "no connection was opened")
    print()
    print("A whole upgrade, both ends of it: \(Int(cost.nanoseconds)) ns.")
    print("A connection between messages: \(MemoryLayout<WebSocketReceiver>.size) bytes.")
}

print(
    """
    | frames of | payload | write ns | allocations | read whole ns | allocations | read torn ns | allocations |
    |---|--:|--:|--:|--:|--:|--:|--:|
    """
)
for payload in [20, 200, 2_000, 20_000] {
    row("a charger (masked)", payload: payload, role: .server)
    row("a CSMS", payload: payload, role: .client)
}
try handshake()
