import FleetSim
import Testing

@Suite struct RandomStreamTests {
    struct Vector: CustomTestStringConvertible {
        var seed: UInt64
        var entity: UInt64
        var purpose: UInt64
        var words: [UInt64]

        var testDescription: String { "seed \(seed), entity \(entity), purpose \(purpose)" }
    }

    /// Worked out by another program, in integers of any size.
    static let vectors = [
        Vector(
            seed: 0,
            entity: 0,
            purpose: 1,
            words: [0xe813_6344_2103_9b91, 0x041d_2fa5_6793_1620, 0x546c_3531_a069_25da]
        ),
        Vector(
            seed: 0,
            entity: 0,
            purpose: 2,
            words: [0x4324_c594_6b3a_f140, 0xf64a_8daf_456d_1426, 0x3209_8fd5_9bdb_3fbc]
        ),
        Vector(
            seed: 0,
            entity: 1,
            purpose: 1,
            words: [0x7e4d_53c0_503f_e638, 0x263f_36df_86e0_dadc, 0x6ad1_71bd_e571_60de]
        ),
        Vector(
            seed: 1,
            entity: 0,
            purpose: 1,
            words: [0x1b6b_b9dc_0e04_40c2, 0x2ee5_d086_c7fb_963d, 0xfd6c_1271_98fd_dc0e]
        ),
        Vector(
            seed: 42,
            entity: 123_456,
            purpose: 9,
            words: [0xec0a_607c_00e9_c880, 0xa5a3_4478_1540_68db, 0xc3dc_0def_586a_6cdc]
        ),
        Vector(
            seed: .max,
            entity: 1 << 56 - 1,
            purpose: 255,
            words: [0x4821_8226_ff3c_d4bf, 0xcd73_fe3d_e975_ac26, 0x7b47_6c5a_5333_d0ec]
        ),
    ]

    @Test(arguments: vectors)
    func `the words are those of the published vectors`(vector: Vector) {
        var random = RandomStream(
            seed: vector.seed,
            entity: vector.entity,
            purpose: Purpose(rawValue: vector.purpose)
        )
        let words = vector.words.map { _ in random.next() }
        #expect(words == vector.words)
    }

    @Test func `a stream takes 16 bytes`() {
        #expect(MemoryLayout<RandomStream>.size == 16)
    }

    @Test func `no word of any stream comes again in another`() {
        var words: Set<UInt64> = []
        for entity in 0..<100 as Range<UInt64> {
            for purpose in [Purpose.arrivalGap, .dwell, .energy] {
                var random = RandomStream(seed: 1, entity: entity, purpose: purpose)
                for _ in 0..<100 { words.insert(random.next()) }
            }
        }
        #expect(words.count == 100 * 3 * 100)
    }

    @Test func `neighbouring streams share half of their bits, as unrelated ones do`() {
        var differing = 0
        for entity in 0..<10_000 as Range<UInt64> {
            var one = RandomStream(seed: 3, entity: entity, purpose: .dwell)
            var other = RandomStream(seed: 3, entity: entity + 1, purpose: .dwell)
            differing += (one.next() ^ other.next()).nonzeroBitCount
        }
        // 640,000 fair coins: a standard deviation is 400.
        #expect(abs(differing - 320_000) < 2_000)
    }

    @Test func `a unit draw lies strictly between zero and one`() {
        var random = RandomStream(seed: 5, entity: 0, purpose: .ties)
        var (minimum, greatest) = (1.0, 0.0)
        for _ in 0..<1_000_000 {
            let unit = random.unit()
            (minimum, greatest) = (min(minimum, unit), max(greatest, unit))
        }
        #expect(minimum > 0 && minimum < 1e-5)
        #expect(greatest < 1 && greatest > 1 - 1e-5)
    }

    @Test(arguments: [1, 2, 3, 1000, 1 << 63, .max] as [UInt64])
    func `a bounded draw stays below its bound`(bound: UInt64) {
        var random = RandomStream(seed: 6, entity: 0, purpose: .ties)
        let greatest = (0..<10_000).map { _ in random.below(bound) }.max()
        #expect(greatest ?? bound < bound)
    }

    @Test func `a bounded draw is not biased where the bound divides the range badly`() {
        var random = RandomStream(seed: 7, entity: 0, purpose: .ties)
        // Without rejection, every third number would come twice as often as the others.
        let thirds = (0..<90_000).count { _ in random.below(3 << 62) % 3 == 0 }
        // A third of 90,000; a standard deviation is 141.
        #expect(abs(thirds - 30_000) < 700)
    }

    @Test func `what is certain happens and what is impossible does not`() {
        var random = RandomStream(seed: 8, entity: 0, purpose: .ties)
        let always = (0..<1000).count { _ in random.chance(1) }
        let never = (0..<1000).count { _ in random.chance(0) }
        let often = (0..<100_000).count { _ in random.chance(0.9) }
        #expect(always == 1000)
        #expect(never == 0)
        // A standard deviation is 95.
        #expect(abs(often - 90_000) < 475)
    }

    @Test func `a chance takes one draw, whatever the probability`() {
        var one = RandomStream(seed: 9, entity: 0, purpose: .ties)
        var other = one
        _ = one.chance(0)
        _ = other.chance(1)
        #expect(one.next() == other.next())
    }

    @Test(arguments: [0, 1, 0x8000_0000_0000_0000, .max, 0x1234_5678_9abc_def0] as [UInt64])
    func `a stream can begin with a given word`(word: UInt64) {
        var stream = RandomStream(startingWith: word)
        #expect(stream.next() == word)
        #expect(stream.next() != word)
    }

    @Test func `an entity whose number would run into the purpose traps`() async {
        await #expect(processExitsWith: .failure) {
            _ = RandomStream(seed: 0, entity: 1 << 56, purpose: .dwell)
        }
    }
}
