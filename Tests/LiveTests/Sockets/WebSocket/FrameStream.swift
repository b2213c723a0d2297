@testable import FleetSim

/// What a peer may send after the upgrade, good and bad, as a function of a number.
///
/// Its frames are written here and not by the code under test.
struct FrameStream {
    let role: WebSocketRole
    let maximum: Int
    private(set) var bytes: [UInt8] = []
    private var dice: RandomStream
    /// How many of a thousand frames are damaged.
    private let harm: UInt64

    /// The stream of that number; `role` is the receiver's.
    init(number: UInt64, isHonest: Bool = false) {
        var dice = RandomStream(seed: number, entity: 0, purpose: .ties)
        let limits = [125, 126, 300, 1_000, 70_000, 1 << 20]
        role = dice.chance(0.5) ? .server : .client
        maximum = isHonest ? 1 << 20 : limits[Int(dice.below(6))]
        harm = isHonest || dice.chance(0.3) ? 0 : 60
        self.dice = dice
        for _ in 0...dice.below(8) { appendSomething() }
        guard !isHonest else { return }
        if dice.chance(0.1) { appendNoise() }
        if dice.chance(0.25) { spoil() }
        if dice.chance(0.25) { bytes.removeLast(roll(bytes.count + 1)) }
    }

    /// Lengths of reads that together make the stream, or less of it.
    mutating func pieces() -> [Int] {
        let longest = [1, 2, 7, 64, 4096][roll(5)]
        var pieces: [Int] = []
        var sum = 0
        while sum < bytes.count, pieces.count < 400 {
            pieces.append(1 + roll(longest))
            sum += pieces[pieces.count - 1]
        }
        return pieces
    }
}

// MARK: Messages

extension FrameStream {
    private mutating func appendSomething() {
        switch dice.below(10) {
        case 0: appendControl(0x9)
        case 1: appendControl(0xA)
        case 2 where dice.chance(0.5): appendClose()
        case 3...5: appendMessage(2, noise(length()))
        default: appendMessage(1, text(length()))
        }
    }

    /// A message in one frame or several, with control frames between them.
    private mutating func appendMessage(_ opcode: UInt8, _ payload: [UInt8]) {
        var rest = payload[...]
        var opcode = opcode
        if dice.chance(0.4) {
            for _ in 0...dice.below(4) {
                let part = rest.prefix(roll(rest.count + 1))
                appendFrame(opcode, Array(part), isFinal: false)
                rest = rest.dropFirst(part.count)
                opcode = 0
                if dice.chance(0.3) { appendControl(dice.chance(0.5) ? 0x9 : 0xA) }
                if dice.chance(0.02) { appendClose() }
            }
        }
        appendFrame(opcode, Array(rest), isFinal: true)
    }

    private mutating func appendControl(_ opcode: UInt8) {
        let longest = harm > 0 && dice.chance(0.02) ? 140 : 125
        appendFrame(opcode, noise(roll(longest + 1)), isFinal: true)
    }

    private mutating func appendClose() {
        let codes: [UInt64] = [
            0, 999, 1000, 1001, 1003, 1004, 1005, 1006, 1007, 1011, 1012, 1014, 1015, 1016, 2999,
            3000, 4999, 5000, 65_535,
        ]
        let isGood = harm == 0 || dice.chance(0.3)
        let code = isGood ? 1000 + dice.below(4) : codes[roll(codes.count)]
        let reason = text(roll(60))
        var payload = [UInt8(code >> 8), UInt8(code & 255)] + reason
        if payload.count > 125 { payload.removeLast(payload.count - 125) }
        if !isGood, dice.chance(0.2) { payload.removeLast(payload.count - roll(3)) }
        appendFrame(0x8, payload, isFinal: true)
    }

    /// Often about where the form of the length changes, or the limit lies.
    private mutating func length() -> Int {
        switch dice.below(200) {
        case 0: 65_533 + roll(6)
        case 1...20: max(0, min(maximum, 1_000) - 3 + roll(6))
        case 21...50: 120 + roll(12)
        case 51...70: roll(1_000)
        default: roll(40)
        }
    }

    private mutating func noise(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
    }

    /// About this many bytes of text, with letters of all lengths and sometimes what is none.
    private mutating func text(_ count: Int) -> [UInt8] {
        let letters: [[UInt8]] = [
            [0x00], [0x7F], [0xC2, 0x80], [0xDF, 0xBF], [0xE0, 0xA0, 0x80], [0xED, 0x9F, 0xBF],
            [0xEE, 0x80, 0x80], [0xEF, 0xBF, 0xBF], [0xF0, 0x90, 0x80, 0x80],
            [0xF4, 0x8F, 0xBF, 0xBF],
        ]
        let others: [[UInt8]] = [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2, 0x41], [0xE0, 0x9F, 0xBF],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xE2, 0x82], [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF],
        ]
        let plain = dice.chance(0.5) ? 0.98 : 0.5
        var text: [UInt8] = []
        while text.count < count {
            if dice.chance(plain) {
                text.append(0x20 + UInt8(dice.below(95)))
            } else if harm > 0, dice.chance(0.02) {
                text += others[roll(others.count)]
            } else {
                text += letters[roll(letters.count)]
            }
        }
        return text
    }
}

// MARK: Frames

extension FrameStream {
    private mutating func appendFrame(_ opcode: UInt8, _ payload: [UInt8], isFinal: Bool) {
        var first = opcode | (isFinal ? 0x80 : 0)
        var isMasked = role == .server
        var claimed = UInt64(payload.count)
        var form = claimed < 126 ? 0 : claimed < 65_536 ? 2 : 8
        // Frames about 65,535 bytes long are rare; their lengths are the ones worth harming.
        if dice.below(payload.count > 65_000 ? 100 : 1_000) < harm {
            switch payload.count > 65_000 ? 4 : dice.below(8) {
            case 0: first ^= 0x10 << UInt8(dice.below(3))
            case 1: first = first & 0xF0 | UInt8(dice.below(16))
            case 2: first ^= 0x80
            case 3: isMasked.toggle()
            case 4: form = dice.chance(0.5) ? 2 : 8
            case 5: claimed = claimed &+ dice.below(9) &- 4
            case 6: claimed = dice.next() >> dice.below(64)
            default: (form, claimed) = (8, claimed | 1 << 63)
            }
        }
        appendHeader(first, isMasked: isMasked, claimed, form: form)
        guard isMasked else { return bytes += payload }
        let key = noise(4)
        bytes += key
        for (index, byte) in payload.enumerated() { bytes.append(byte ^ key[index % 4]) }
    }

    private mutating func appendHeader(
        _ first: UInt8,
        isMasked: Bool,
        _ length: UInt64,
        form: Int
    ) {
        let short = form == 0 ? UInt8(length & 127) : form == 2 ? 126 : 127
        bytes += [first, short | (isMasked ? 0x80 : 0)]
        for index in stride(from: form - 1, through: 0, by: -1) {
            bytes.append(UInt8(truncatingIfNeeded: length >> UInt64(8 * index)))
        }
    }

    private mutating func roll(_ bound: Int) -> Int { Int(dice.below(UInt64(bound))) }

    private mutating func appendNoise() {
        bytes += noise(roll(30))
    }

    /// Some bytes become others, come or go.
    private mutating func spoil() {
        for _ in 0...dice.below(3) where !bytes.isEmpty {
            let index = roll(bytes.count)
            switch dice.below(4) {
            case 0: bytes[index] ^= 1 << UInt8(dice.below(8))
            case 1: bytes[index] = UInt8(truncatingIfNeeded: dice.next())
            case 2: bytes.remove(at: index)
            default: bytes.insert(UInt8(truncatingIfNeeded: dice.next()), at: index)
            }
        }
    }
}
