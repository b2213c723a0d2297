/// What the schemas ask of a member beyond its type, each rule under the name of its bound.
extension JSONMembers {
    @inline(__always)
    mutating func required<Value: JSONReadable>(_ name: WireText) throws(PayloadError) -> Value {
        try required(name, Value.init(from:))
    }

    @inline(__always)
    mutating func optional<Value: JSONReadable>(_ name: WireText) throws(PayloadError) -> Value? {
        try optional(name, Value.init(from:))
    }

    @inline(__always)
    mutating func required(
        _ name: WireText,
        in range: ClosedRange<Int>
    ) throws(PayloadError) -> Int {
        try required(name) { (reader) throws(PayloadError) in try reader.integer(in: range) }
    }

    @inline(__always)
    mutating func optional(
        _ name: WireText,
        in range: ClosedRange<Int>
    ) throws(PayloadError) -> Int? {
        try optional(name) { (reader) throws(PayloadError) in try reader.integer(in: range) }
    }

    @inline(__always)
    mutating func required(_ name: WireText, atLeast minimum: Int) throws(PayloadError) -> Int {
        try required(name) { (reader) throws(PayloadError) in try reader.integer(atLeast: minimum) }
    }

    @inline(__always)
    mutating func optional(_ name: WireText, atLeast minimum: Int) throws(PayloadError) -> Int? {
        try optional(name) { (reader) throws(PayloadError) in try reader.integer(atLeast: minimum) }
    }

    mutating func required(_ name: WireText, upTo limit: Int) throws(PayloadError) -> String {
        try required(name) { (reader) throws(PayloadError) in try reader.string(upTo: limit) }
    }

    mutating func optional(_ name: WireText, upTo limit: Int) throws(PayloadError) -> String? {
        try optional(name) { (reader) throws(PayloadError) in try reader.string(upTo: limit) }
    }

    mutating func required(_ name: WireText, decimals: Int) throws(PayloadError) -> FixedPoint {
        try required(name) { (reader) throws(PayloadError) in try reader.number(decimals: decimals)
        }
    }

    mutating func optional(_ name: WireText, decimals: Int) throws(PayloadError) -> FixedPoint? {
        try optional(name) { (reader) throws(PayloadError) in try reader.number(decimals: decimals)
        }
    }

    mutating func optional(
        _ name: WireText,
        eachUpTo limit: Int
    ) throws(PayloadError) -> [String]? {
        try optional(name) { (reader) throws(PayloadError) in
            var strings: [String] = []
            try reader.elements { (reader: inout JSONReader) throws(PayloadError) in
                strings.append(try reader.string(upTo: limit))
            }
            return strings
        }
    }

    /// A list that must not be empty.
    @inline(__always)
    mutating func requiredList<List: JSONReadable & Collection>(
        _ name: WireText
    ) throws(PayloadError) -> List {
        let list: List = try required(name)
        guard !list.isEmpty else { throw .empty(name) }
        return list
    }
}

extension ClosedRange<Int> {
    /// What 32 bits hold, which is what chargers have for spans in seconds, versions and counts.
    ///
    /// In nanoseconds such a span fits 64 bits.
    package static var bits32: ClosedRange<Int> { Int(Int32.min)...Int(Int32.max) }
}

extension JSONReader {
    @inline(__always)
    fileprivate mutating func integer(in range: ClosedRange<Int>) throws(PayloadError) -> Int {
        let value = try integer()
        guard range.contains(value) else {
            throw .outside(range, value)
        }
        return value
    }

    @inline(__always)
    fileprivate mutating func integer(atLeast minimum: Int) throws(PayloadError) -> Int {
        let value = try integer()
        guard value >= minimum else {
            throw .below(minimum, value)
        }
        return value
    }

    /// A string of this many characters at most; the schemas count Unicode scalars.
    fileprivate mutating func string(upTo limit: Int) throws(PayloadError) -> String {
        let string = try text().string
        guard string.utf8.count <= limit || string.unicodeScalars.count <= limit else {
            throw .tooLong(limit)
        }
        return string
    }

    /// A number with this many decimal places at most.
    ///
    /// Peers that calculate in binary floats send 10.100000000000001 for 10.1: a millionth is let
    /// pass and rounded away.
    fileprivate mutating func number(decimals: Int) throws(PayloadError) -> FixedPoint {
        let value = try number()
        guard let rounded = value.rounded(to: decimals, within: 1_000_000) else {
            throw PayloadError(
                .propertyConstraintViolation,
                "has more than \(decimals) decimal places"
            )
        }
        return rounded
    }
}
