/// An enumeration whose cases are spelled out on the wire.
///
/// The raw value is the spelling: `case evDisconnected = "EVDisconnected"`. The compiler writes the
/// look-up in both directions, and `WireText` keeps it off the heap.
package protocol WireEnum: WireValue, RawRepresentable<WireText>, CaseIterable, Hashable {
    /// A case that peers also spell another way.
    static func alias(_ spelling: WireText) -> Self?
}

extension WireEnum {
    package static func alias(_ spelling: WireText) -> Self? { nil }

    package init?(wireName spelling: WireText) {
        guard let value = Self(rawValue: spelling) ?? Self.alias(spelling) else { return nil }
        self = value
    }

    @inline(__always)
    package init(from reader: inout JSONReader) throws(PayloadError) {
        let text = try reader.text()
        guard let value = text.withBytes({ Self(wireName: $0) }) else {
            throw .notOneOf(text)
        }
        self = value
    }

    package func write(to writer: inout JSONWriter) {
        writer.plainText(rawValue)
    }
}
