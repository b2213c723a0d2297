import Foundation

extension String {
    /// As a shell takes it for one word.
    var inShell: String {
        let isPlain = allSatisfy { $0.isLetter || $0.isNumber || "-_./=:,%@+".contains($0) }
        return isPlain && !isEmpty ? self : "'" + replacingOccurrences(of: "'", with: "'\\''") + "'"
    }
}

extension UInt64 {
    /// All sixteen digits.
    var inHexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
