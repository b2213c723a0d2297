import Glibc
import Scenarios

extension String {
    /// As a shell takes it for one word.
    var inShell: String {
        guard isPrintable else {
            return "$'" + unicodeScalars.map(\.inQuotesOfShell).joined() + "'"
        }
        let isPlain = allSatisfy { $0.isLetter || $0.isNumber || "-_./=:,%@+".contains($0) }
        return isPlain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
    }
}

extension Unicode.Scalar {
    /// As it stands between `$'` and `'`, where a shell knows escapes.
    fileprivate var inQuotesOfShell: String {
        guard !isPrintable else { return self == "'" || self == "\\" ? "\\\(self)" : String(self) }
        let form = isASCII ? "\\x%02x" : value > 0xFFFF ? "\\U%08x" : "\\u%04x"
        return String(printf: form, value)
    }
}

extension String {
    /// The folder that a path lies in, by its name.
    var folderOfPath: String {
        var path = self[...]
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension UInt64 {
    /// All sixteen digits.
    var inHexadecimal: String {
        let digits = String(self, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
