@testable import FleetSim

extension RandomStream {
    /// The payload with something wrong in it: broken off, or a value where another belongs.
    mutating func spoil(_ payload: String) -> String {
        let bytes = Array(payload.utf8)
        if chance(0.2) { return String(decoding: bytes.dropLast(Int(below(9)) + 1), as: UTF8.self) }
        let values = bytes.indices.filter {
            $0 > 1 && bytes[$0 - 1] == UInt8(ascii: ":") && bytes[$0 - 2] == UInt8(ascii: "\"")
        }
        guard !values.isEmpty else { return pick(["[]", "17", "{", "{\"extra\":1}"]) }
        let start = pick(values)
        let end = Self.endOfValue(bytes, from: start)
        let others = ["null", "17", "-1", "1.5", "true", "\"\"", "\"Lukewarm\"", "[]", "{}"]
        let wrong = pick(others + Self.extremeIntegers)
        return String(decoding: bytes[..<start] + Array(wrong.utf8) + bytes[end...], as: UTF8.self)
    }

    /// At and past the ends of what 32 and 53 and 64 bits hold.
    static let extremeIntegers = [
        "2147483647", "-2147483648", "2147483648", "9223372037", "9007199254740991",
        "-9007199254740991", "9007199254740992", "9223372036854775807", "-9223372036854775808",
        "18446744073709551616",
    ]

    /// Where the JSON value ends that begins there; no string in it holds a quotation mark.
    private static func endOfValue(_ bytes: [UInt8], from start: Int) -> Int {
        var depth = 0
        var isText = false
        for index in start..<bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""): isText.toggle()
            case _ where isText: break
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if depth == 0 { return index }
                depth -= 1
            case UInt8(ascii: ",") where depth == 0: return index
            default: break
            }
        }
        return bytes.count
    }
}
