/// Writes the fields of a value one after the other, or reads them back.
///
/// A type lists its fields once, for both ways. Numbers take as few bytes as they need. What is read may
/// come from any file: a list is never longer than the bytes that are left, and amounts are bounded, so
/// that adding up the shards of a run cannot overflow.
package struct BatchCoder {
    package enum Failure: Error, Equatable {
        case truncated
        case outOfRange
        case trailing
    }

    /// The number of the form; a file of another one is not read.
    package static let version = 5
    private static let largest: Int64 = 1 << 50

    package private(set) var bytes: [UInt8]
    private let reads: Bool
    private var index = 0

    package init() {
        bytes = []
        reads = false
    }

    package init(reading bytes: [UInt8]) {
        self.bytes = bytes
        reads = true
    }

    package mutating func code<Value: BatchCoded>(_ value: inout Value) throws(Failure) {
        try value.code(with: &self)
    }

    /// Rows of a table stand in their order, one for each thing: as many as there are things add up
    /// without overflow.
    static func demandRising<Row>(
        _ rows: [Row],
        by precedes: (Row, Row) -> Bool
    ) throws(Failure) {
        for (row, next) in zip(rows, rows.dropFirst()) where !precedes(row, next) {
            throw .outOfRange
        }
    }

    /// After all has been read nothing may be left.
    package func finish() throws(Failure) {
        guard !reads || index == bytes.count else { throw .trailing }
    }

    /// A whole number, negative ones too.
    mutating func number<Number: FixedWidthInteger>(
        _ value: inout Number,
        in range: ClosedRange<Int64> = -largest...largest
    ) throws(Failure) {
        guard reads else {
            let signed = Int64(value)
            return append(UInt64(bitPattern: signed << 1 ^ signed >> 63))
        }
        let word = try word()
        let signed = Int64(bitPattern: word >> 1) ^ -Int64(bitPattern: word & 1)
        guard range.contains(signed), let number = Number(exactly: signed) else {
            throw .outOfRange
        }
        value = number
    }

    /// Sixty-four bits, such as a fingerprint.
    mutating func word(_ value: inout UInt64) throws(Failure) {
        guard reads else { return append(value) }
        value = try word()
    }

    mutating func text(_ value: inout String) throws(Failure) {
        guard reads else {
            append(UInt64(value.utf8.count))
            bytes += value.utf8
            return
        }
        let count = try self.count()
        guard let text = String(validating: bytes[index..<index + count], as: UTF8.self) else {
            throw .outOfRange
        }
        index += count
        value = text
    }

    /// One of the cases of an enumeration, by its number.
    mutating func choice<Choice: RawRepresentable>(
        _ value: inout Choice
    ) throws(Failure) where Choice.RawValue: FixedWidthInteger {
        var raw = value.rawValue
        try number(&raw)
        guard let choice = Choice(rawValue: raw) else { throw .outOfRange }
        value = choice
    }

    /// One of the cases of an enumeration, by its word.
    mutating func choice<Choice: RawRepresentable>(
        _ value: inout Choice
    ) throws(Failure) where Choice.RawValue == String {
        var raw = value.rawValue
        try text(&raw)
        guard let choice = Choice(rawValue: raw) else { throw .outOfRange }
        value = choice
    }

    fileprivate mutating func list<Element: BatchCoded>(
        _ list: inout [Element]
    ) throws(Failure) {
        guard reads else {
            append(UInt64(list.count))
            for index in list.indices { try list[index].code(with: &self) }
            return
        }
        // Each element takes a byte at least, so no count can ask for more than there is.
        let count = try self.count()
        list.removeAll()
        list.reserveCapacity(min(count, 4_096))
        for _ in 0..<count {
            var element = Element.blank
            try element.code(with: &self)
            list.append(element)
        }
    }

    fileprivate mutating func optional<Value: BatchCoded>(
        _ value: inout Value?
    ) throws(Failure) {
        var isThere = value != nil ? 1 : 0
        try number(&isThere, in: 0...1)
        guard isThere == 1 else { return value = nil }
        var inner: Value = if let value { value } else { Value.blank }
        try inner.code(with: &self)
        value = inner
    }

    private mutating func append(_ word: UInt64) {
        var rest = word
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    private mutating func word() throws(Failure) -> UInt64 {
        var (word, shift) = (UInt64(0), UInt64(0))
        while true {
            guard index < bytes.count else { throw .truncated }
            let byte = UInt64(bytes[index])
            index += 1
            guard shift < 63 || byte <= 1 else { throw .outOfRange }
            word |= (byte & 0x7F) << shift
            if byte < 0x80 { return word }
            shift += 7
        }
    }

    /// How many bytes or elements follow: no more than bytes are left.
    private mutating func count() throws(Failure) -> Int {
        let count = try word()
        guard count <= UInt64(bytes.count - index) else { throw .truncated }
        return Int(count)
    }
}

/// What can be written for another process, and read there.
package protocol BatchCoded {
    /// A value to read into.
    static var blank: Self { get }

    /// Writes or reads each field, in the same order.
    mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure)
}

extension Int: BatchCoded {
    package static var blank: Int { 0 }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.number(&self)
    }
}

extension Int32: BatchCoded {
    package static var blank: Int32 { 0 }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.number(&self)
    }
}

extension Int64: BatchCoded {
    package static var blank: Int64 { 0 }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        // Times have more digits than amounts; they are not added up, or so that sums saturate.
        try coder.number(&self, in: .min ... .max)
    }
}

extension UInt64: BatchCoded {
    package static var blank: UInt64 { 0 }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.word(&self)
    }
}

extension Double: BatchCoded {
    package static var blank: Double { 0 }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var bits = bitPattern
        try coder.word(&bits)
        self = Double(bitPattern: bits)
    }
}

extension String: BatchCoded {
    package static var blank: String { "" }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.text(&self)
    }
}

extension SimTime: BatchCoded {
    package static var blank: SimTime { .zero }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var nanoseconds = nanoseconds
        try coder.code(&nanoseconds)
        self = SimTime(nanoseconds: nanoseconds)
    }
}

extension SimDuration: BatchCoded {
    package static var blank: SimDuration { .zero }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var nanoseconds = nanoseconds
        try coder.code(&nanoseconds)
        self = SimDuration(nanoseconds: nanoseconds)
    }
}

extension Optional: BatchCoded where Wrapped: BatchCoded {
    package static var blank: Wrapped? { nil }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.optional(&self)
    }
}

extension Array: BatchCoded where Element: BatchCoded {
    package static var blank: [Element] { [] }
    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.list(&self)
    }
}
