import FoundationEssentials
import Glibc
import Report

/// Which FleetSim this is.
enum Release {
    static let version = "0.1.0"

    /// The commit that it was built from: by the environment, as scripts set it, or by the file that
    /// `scripts/build` puts beside the program or `scripts/install` into `share`; nil: none says it.
    ///
    /// A file that is older than the program is of an earlier build.
    static var commit: String? {
        let named = ProcessInfo.processInfo.environment["FLEETSIM_COMMIT"] ?? ""
        if !named.isEmpty { return named }
        guard let file = InstalledFiles.commit,
            let (program, noted) = changes("/proc/self/exe", file), noted >= program,
            let text = try? String(contentsOfFile: file, encoding: .utf8)
        else { return nil }
        let commit = text.prefix { !$0.isWhitespace }
        return commit.isEmpty ? nil : String(commit)
    }

    /// When both files were written, to the second.
    private static func changes(_ one: String, _ other: String) -> (one: Int, other: Int)? {
        var (first, second) = (stat(), stat())
        guard stat(one, &first) == 0, stat(other, &second) == 0 else { return nil }
        return (first.st_mtim.tv_sec, second.st_mtim.tv_sec)
    }

    static var description: String {
        "fleetsim \(version), commit \(commit ?? "unknown"), "
            + "schema \(Schema.version) of run databases"
    }
}

/// What is installed beside the program: scenarios, their schema, the commit it was built from.
enum InstalledFiles {
    private static var program: String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    /// The file that names the commit of the program.
    static var commit: String? {
        let beside = program.map { "\($0).commit" }
        guard let beside, FileManager.default.fileExists(atPath: beside) else {
            return path(of: "commit")
        }
        return beside
    }

    /// The path of a file in `share/fleetsim` of the place that the program is installed at.
    static func path(of name: String) -> String? {
        guard let program else { return nil }
        let folder = (program.split(separator: "/").dropLast(2) + ["share", "fleetsim"])
            .joined(separator: "/")
        let path = "/\(folder)/\(name)"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
