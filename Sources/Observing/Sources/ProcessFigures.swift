import Glibc

/// What Linux tells of a process of this machine.
struct ProcessFigures {
    private let folder: String
    private var last: (at: Double, ticks: Double)?

    init(_ number: Int32) { folder = "/proc/\(number)" }

    mutating func look(at seconds: Double) throws(LookError) -> [Observation] {
        // The name of the program may have anything in it, and ends with the last bracket.
        guard let text = Self.read("\(folder)/stat"),
            let end = text.lastIndex(of: ")")
        else { throw LookError("there is no such process any more") }
        let fields = text[text.index(after: end)...].split(separator: " ").map { Double($0) }
        guard fields.count > 21, let user = fields[11], let system = fields[12],
            let threads = fields[17], let pages = fields[21]
        else { throw LookError("what Linux tells of it cannot be read") }
        let ticks = user + system
        var figures = [
            Observation("resident_bytes", "", pages * Double(sysconf(Int32(_SC_PAGESIZE)))),
            Observation("threads", "", threads),
        ]
        if let last, seconds > last.at {
            let used = (ticks - last.ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
            figures.append(Observation("cpu_percent", "", used / (seconds - last.at) * 100))
        }
        last = (seconds, ticks)
        if let files = Self.entries(of: "\(folder)/fd") {
            figures.append(Observation("open_files", "", Double(files)))
        }
        return figures
    }

    private static func read(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 4_096)
        let count = Glibc.read(file, &buffer, buffer.count)
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    /// nil: it may not be known.
    private static func entries(of path: String) -> Int? {
        guard let folder = opendir(path) else { return nil }
        defer { closedir(folder) }
        var count = 0
        while let entry = readdir(folder) {
            if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")) { count += 1 }
        }
        return count
    }
}
