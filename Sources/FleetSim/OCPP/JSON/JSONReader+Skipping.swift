/// Stepping over values that were not asked for; they must be well-formed all the same.
extension JSONReader {
    mutating func skipValue() throws(PayloadError) {
        switch peek {
        case .quote:
            _ = try text()
        case .openBrace:
            try skipObject()
        case .openBracket:
            try elements { (reader: inout JSONReader) throws(PayloadError) in
                try reader.skipValue()
            }
        case .minus, .zero ... .zero + 9:
            _ = try number()
        default:
            guard takeWord("true") || takeWord("false") || takeWord("null") else {
                throw malformed("no JSON value")
            }
        }
    }

    private mutating func skipObject() throws(PayloadError) {
        try descend()
        if peek != .closeBrace {
            repeat {
                try skipKey()
                try skipValue()
                skipSpace()
            } while take(.comma)
        }
        guard peek == .closeBrace else { throw malformed("an object is not closed") }
        ascend()
    }

    /// Steps over a member's name and its colon.
    @discardableResult
    mutating func skipKey() throws(PayloadError) -> JSONText {
        guard peek == .quote else { throw malformed("a member has no name") }
        let key = try text()
        skipSpace()
        guard take(.colon) else { throw malformed("no colon behind a member's name") }
        return key
    }
}
