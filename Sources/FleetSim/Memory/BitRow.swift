/// A bit for each of a row of things; those of the first 64 stand in place, without the heap.
struct BitRow {
    private var first: UInt64 = 0
    private var others: [UInt64]

    /// None is set.
    init(count: Int) {
        others = Array(repeating: 0, count: max(0, (count - 1) / 64))
    }

    subscript(index: Int) -> Bool {
        get { self[word: index / 64] >> UInt64(index % 64) & 1 == 1 }
        set {
            let bit: UInt64 = 1 << UInt64(index % 64)
            if newValue { self[word: index / 64] |= bit } else { self[word: index / 64] &= ~bit }
        }
    }

    /// The index of the set bit before which `number` others are set; there must be more than that.
    func index(ofSet number: Int) -> Int {
        var (word, left) = (0, number)
        while left >= self[word: word].nonzeroBitCount {
            left -= self[word: word].nonzeroBitCount
            word += 1
        }
        var bits = self[word: word]
        for _ in 0..<left { bits &= bits - 1 }
        assert(bits != 0, "there are more set bits than the number")
        return word * 64 + bits.trailingZeroBitCount
    }

    private subscript(word word: Int) -> UInt64 {
        get { word == 0 ? first : others[word - 1] }
        set { if word == 0 { first = newValue } else { others[word - 1] = newValue } }
    }
}
