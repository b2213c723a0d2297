import Glibc

/// Short files in which Linux tells of itself.
enum SystemFile {
    private static let maximum = 256

    /// The text of one; nil where there is none.
    static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: maximum)
        let count = Glibc.read(file, &bytes, maximum)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : nil
    }
}
