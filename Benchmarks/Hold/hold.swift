/// The hold model on the project's own event queue: pop the next event, push it again later.
///
/// Usage: hold PENDING HOLDS. Prints the seconds that the holds took and a digest of their order.
@main struct Hold {
    static func main() {
        let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
        guard numbers.count == 2 else { return print("usage: hold PENDING HOLDS") }
        var model = HoldModel(pending: numbers[0])
        // The first events lie otherwise than later ones do.
        _ = model.hold(2 * numbers[0])
        var digest: UInt64 = 0
        let elapsed = ContinuousClock().measure { digest = model.hold(numbers[1]) }
        print(elapsed / .seconds(1), String(digest, radix: 16))
    }
}

struct HoldModel: ~Copyable {
    private var queue = EventQueue()
    private var random = RandomStream(seed: 1, entity: 0, purpose: .ties)

    init(pending: Int) {
        for payload in 0..<pending {
            queue.push(UInt64(payload), at: .zero + random.gap())
        }
    }

    mutating func hold(_ count: Int) -> UInt64 {
        var digest: UInt64 = 0
        for _ in 0..<count {
            guard let next = queue.pop(until: .distantFuture) else { break }
            let word = UInt64(bitPattern: next.time.nanoseconds) ^ next.payload
            digest = (digest ^ word) &* 0x100_0000_01b3
            queue.push(next.payload, at: next.time + random.gap())
        }
        return digest
    }
}

extension RandomStream {
    /// Exponential with a mean of one second, in whole nanoseconds.
    fileprivate mutating func gap() -> SimDuration {
        SimDuration(nanoseconds: Int64(-1e9 * Elementary.ln(unit())))
    }
}
