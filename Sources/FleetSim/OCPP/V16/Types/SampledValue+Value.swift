extension SampledValue {
    /// What stands in a sampled value's text: a number if it can be, so that it needs no heap.
    package enum Value: Equatable, Sendable {
        case number(FixedPoint)
        /// A signed record, or a number not written as we would write it.
        case text(String)
    }
}

extension SampledValue.Value: WireValue {
    @inline(__always)
    package init(from reader: inout JSONReader) throws(PayloadError) {
        let text = try reader.text()
        if !text.isEscaped, let number = FixedPoint(exactly: text.raw) {
            self = .number(number)
        } else {
            self = .text(text.string)
        }
    }

    package func write(to writer: inout JSONWriter) {
        switch self {
        case .number(let number):
            writer.append(.quote)
            writer.decimal(number)
            writer.append(.quote)
        case .text(let text):
            writer.text(text)
        }
    }
}
