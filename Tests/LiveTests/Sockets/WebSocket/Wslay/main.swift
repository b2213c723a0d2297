import Glibc

@testable import FleetSim

// `scripts/fuzz-websocket` builds this: as many streams as its argument says, or the one of a number.

private struct Tally {
    private var counts: [String: Int] = [:]
    private static let names = [
        "text", "binary", "ping", "pong", "close", "refused 1002", "refused 1007", "refused 1009",
        "left open",
    ]

    mutating func note(_ events: [Observed]) {
        var isOpen = true
        for event in events {
            switch event {
            case .text: counts["text", default: 0] += 1
            case .binary: counts["binary", default: 0] += 1
            case .ping: counts["ping", default: 0] += 1
            case .pong: counts["pong", default: 0] += 1
            case .close:
                counts["close", default: 0] += 1
                isOpen = false
            case .failure(let error):
                counts["refused \(error.closeCode)", default: 0] += 1
                isOpen = false
            }
        }
        if isOpen { counts["left open", default: 0] += 1 }
    }

    var text: String {
        Self.names.map { "\($0) \(counts[$0] ?? 0)" }.joined(separator: ", ")
    }
}

private func show(_ comparison: WslayComparison, _ number: UInt64) {
    let bytes = comparison.stream.bytes.map { String($0, radix: 16) }.joined(separator: " ")
    print("stream \(number), read as \(comparison.stream.role), limit \(comparison.stream.maximum)")
    print(bytes)
    print("ours:      \(comparison.ours)")
    print("in pieces: \(comparison.inPieces)")
    print(
        "wslay:     \(comparison.events), failure \(comparison.failure.map(String.init) ?? "none")"
    )
}

private let arguments = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
private let first = arguments.count > 1 ? arguments[1] : 1
private let count = arguments.first ?? 1_000_000
private var tally = Tally()
private var differing = 0
for number in first..<first + count {
    let comparison = WslayComparison(number: number)
    tally.note(comparison.ours)
    if count == 1 { show(comparison, number) }
    guard !comparison.agrees else { continue }
    differing += 1
    show(comparison, number)
    if differing == 5 { break }
}
print("\(count) streams, \(differing) differ from wslay: \(tally.text)")
exit(differing == 0 ? 0 : 1)
