import FleetSim
import Testing

@Suite struct TraceTests {
    private let noon = SimTime(nanoseconds: 12 * 3600 * 1_000_000_000)

    @Test func `a run in which nothing happened has the fingerprint zero`() {
        #expect(Trace(entities: 100).fingerprint == 0)
    }

    @Test func `an event of nothing but zeros still counts`() {
        var trace = Trace(entities: 1)
        trace.fold(0, at: .zero, 0)
        #expect(trace.fingerprint != 0)
    }

    @Test func `the order of one entity's events counts`() {
        #expect(
            fingerprint {
                $0.fold(0, at: noon, 1); $0.fold(0, at: noon, 2)
            }
                != fingerprint {
                    $0.fold(0, at: noon, 2); $0.fold(0, at: noon, 1)
                }
        )
    }

    @Test func `the order between entities does not count`() {
        #expect(
            fingerprint {
                $0.fold(0, at: noon, 1); $0.fold(1, at: .zero, 2)
            }
                == fingerprint {
                    $0.fold(1, at: .zero, 2); $0.fold(0, at: noon, 1)
                }
        )
    }

    @Test func `it counts to whom something happened, and when`() {
        let original = fingerprint { $0.fold(0, at: noon, 1) }
        #expect(original != fingerprint { $0.fold(1, at: noon, 1) })
        #expect(original != fingerprint { $0.fold(0, at: .zero, 1) })
    }

    @Test func `the fingerprints of shards add to that of the whole`() {
        var whole = Trace(entities: 10)
        var shards = [Trace(entities: 4), Trace(entities: 6, base: 4)]
        for event in 0..<1000 {
            let entity = event * 7 % 9
            let at = SimTime(nanoseconds: Int64(event))
            whole.fold(entity, at: at, UInt64(event))
            if entity < 4 {
                shards[0].fold(entity, at: at, UInt64(event))
            } else {
                shards[1].fold(entity - 4, at: at, UInt64(event))
            }
        }
        #expect(Trace.combine(shards.map(\.fingerprint)) == whole.fingerprint)
    }

    @Test func `every bit of every byte counts, and so does their number`() {
        var seen: Set<UInt64> = []
        let lengths = 0..<24
        for length in lengths {
            let zeros = [UInt8](repeating: 0, count: length)
            seen.insert(fingerprint(of: zeros))
            for bit in 0..<8 * length {
                var bytes = zeros
                bytes[bit / 8] = 1 << UInt8(bit % 8)
                seen.insert(fingerprint(of: bytes))
            }
        }
        #expect(seen.count == lengths.reduce(0) { $0 + 1 + 8 * $1 })
    }

    @Test func `bytes are folded in words, and what is left of them in one more`() {
        for length in 0...40 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
            var words: [UInt64] = [UInt64(length)]
            for start in stride(from: 0, to: length, by: 8) {
                let word = bytes[start..<min(start + 8, length)].reversed()
                words.append(word.reduce(0) { $0 << 8 | UInt64($1) })
            }
            // A moment is folded as a word is, and an event is one of each: no bytes are one word.
            var folded = Trace(entities: 1)
            if !words.count.isMultiple(of: 2) {
                folded.fold(bytes: UnsafeRawBufferPointer(start: nil, count: 0), of: 0)
                words.insert(0, at: 0)
            }
            bytes.withUnsafeBytes { folded.fold(bytes: $0, of: 0) }
            var expected = Trace(entities: 1)
            for index in stride(from: 0, to: words.count, by: 2) {
                let moment = SimTime(nanoseconds: Int64(bitPattern: words[index]))
                expected.fold(0, at: moment, words[index + 1])
            }
            #expect(folded.fingerprint == expected.fingerprint, "\(length) bytes")
        }
    }

    @Test func `fingerprints are the same in every build and on every machine`() {
        var trace = Trace(entities: 3, base: 5)
        trace.fold(0, at: noon, 42)
        trace.fold(2, at: .zero, .max)
        Array("[2,\"19223201\",\"Heartbeat\",{}]".utf8).withUnsafeBytes {
            trace.fold(bytes: $0, of: 2)
        }
        #expect(trace.fingerprint == 0x68dc_66e8_fe29_ab39)
    }

    private func fingerprint(_ events: (inout Trace) -> Void) -> UInt64 {
        var trace = Trace(entities: 2)
        events(&trace)
        return trace.fingerprint
    }

    private func fingerprint(of bytes: [UInt8]) -> UInt64 {
        fingerprint { trace in bytes.withUnsafeBytes { trace.fold(bytes: $0, of: 0) } }
    }
}
