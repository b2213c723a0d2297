/// What a client asks, taken apart.
package struct HTTPRequest: Sendable {
    /// Between the host and the `?`, as it was sent: nothing of it is decoded.
    package var path: String
    package var query: [Field]
    /// What the client takes the server's name for.
    package var host: String?

    /// A name and a value of the query.
    package struct Field: Equatable, Sendable {
        package var name: String
        package var value: String

        /// Decodes what stands in an address; nil: it is no text, or has control characters.
        package init?(name: String, value: String) {
            guard let name = Self.decoded(name), let value = Self.decoded(value) else {
                return nil
            }
            self.name = name
            self.value = value
        }

        private static func decoded(_ text: String) -> String? {
            var bytes: [UInt8] = []
            var rest = Array(text.utf8)[...]
            while let byte = rest.popFirst() {
                guard byte == UInt8(ascii: "%") else {
                    bytes.append(byte)
                    continue
                }
                let digits = rest.prefix(2)
                guard digits.count == 2, let high = hexadecimal(digits.first),
                    let low = hexadecimal(digits.last)
                else { return nil }
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            }
            guard !bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return nil }
            return String(validating: bytes, as: UTF8.self)
        }

        private static func hexadecimal(_ byte: UInt8?) -> UInt8? {
            switch byte {
            case .some(let byte) where (0x30...0x39).contains(byte): byte - 0x30
            case .some(let byte) where (0x41...0x46).contains(byte): byte - 0x41 + 10
            case .some(let byte) where (0x61...0x66).contains(byte): byte - 0x61 + 10
            case _: nil
            }
        }
    }

    package init(path: String, query: [Field] = [], host: String? = nil) {
        self.path = path
        self.query = query
        self.host = host
    }

    /// The first value of that name; nil: there is none.
    package func value(_ name: String) -> String? { query.first { $0.name == name }?.value }
}
