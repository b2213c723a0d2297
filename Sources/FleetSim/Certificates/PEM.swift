/// Objects in armour of text (RFC 7468).
enum PEM {
    /// The contents of every block of a kind, in order; nothing when one is damaged.
    static func blocks(_ kind: String, in text: String) -> [[UInt8]]? {
        let opening = "-----BEGIN \(kind)-----"
        let closing = "-----END \(kind)-----"
        var blocks: [[UInt8]] = []
        var body: [UInt8]?
        for line in text.split(whereSeparator: \.isNewline) {
            let line = line.trimmed
            if line == opening {
                guard body == nil else { return nil }
                body = []
            } else if line == closing {
                guard let held = body, let block = Base64.decode(held) else { return nil }
                blocks.append(block)
                body = nil
            } else if body != nil {
                body?.append(contentsOf: line.utf8)
            }
        }
        return body == nil ? blocks : nil
    }

    static func armour(_ bytes: [UInt8], as kind: String) -> String {
        var text = "-----BEGIN \(kind)-----\n"
        var rest = Base64.encode(bytes)[...]
        while !rest.isEmpty {
            text += rest.prefix(64) + "\n"
            rest = rest.dropFirst(64)
        }
        return text + "-----END \(kind)-----\n"
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        var text = self
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return text.drop { $0 == " " || $0 == "\t" }
    }
}
