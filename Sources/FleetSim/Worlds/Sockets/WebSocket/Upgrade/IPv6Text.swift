/// IPv6 addresses as text (RFC 4291 §2.2).
enum IPv6Text {
    /// Eight groups of 16 bits, or fewer and one gap.
    static func isAddress(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        let colon = UInt8(ascii: ":")
        let gap = bytes.indices.dropLast().first { bytes[$0] == colon && bytes[$0 + 1] == colon }
        guard let gap else { return groups(bytes[...], mayEndInIPv4: true) == 8 }
        guard let before = groups(bytes[..<gap], mayEndInIPv4: false),
            let after = groups(bytes[(gap + 2)...], mayEndInIPv4: true)
        else { return false }
        return before + after < 8
    }

    /// How many groups there are, nothing if anything else is; an IPv4 address at the end is two.
    private static func groups(_ text: ArraySlice<UInt8>, mayEndInIPv4: Bool) -> Int? {
        guard !text.isEmpty else { return 0 }
        var parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        var count = 0
        if mayEndInIPv4, let last = parts.last, isIPv4(last) {
            parts.removeLast()
            count = 2
        }
        for part in parts {
            guard 1...4 ~= part.count, part.allSatisfy({ $0.hexadecimalDigit != nil }) else {
                return nil
            }
        }
        return count + parts.count
    }

    private static func isIPv4(_ text: ArraySlice<UInt8>) -> Bool {
        let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                part.allSatisfy { $0.digit < 10 }
                    && UInt8(String(decoding: part, as: UTF8.self)) != nil
            }
    }
}
