import FoundationEssentials
import Glibc
import Report

/// Which FleetSim this is.
enum Release {
    static let version = "0.1.0"

    /// The commit that it was built from: by the environment, as scripts set it, or by the file that
    /// `scripts/install` puts beside what it installs; nil: neither says it.
    static var commit: String? {
        let named = ProcessInfo.processInfo.environment["FLEETSIM_COMMIT"] ?? ""
        if !named.isEmpty { return named }
        guard let file = InstalledFiles.path(of: "commit"),
            let text = try? String(contentsOfFile: file, encoding: .utf8)
        else { return nil }
        let commit = text.prefix { !$0.isWhitespace }
        return commit.isEmpty ? nil : String(commit)
    }

    static var description: String {
        "fleetsim \(version), commit \(commit ?? "unknown"), "
            + "schema \(Schema.version) of run databases"
    }
}

/// What is installed beside the program: scenarios, their schema, the commit it was built from.
enum InstalledFiles {
    /// The path of a file in `share/fleetsim` of the place that the program is installed at.
    static func path(of name: String) -> String? {
        guard
            let program = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/self/exe"
            )
        else { return nil }
        let folder = (program.split(separator: "/").dropLast(2) + ["share", "fleetsim"])
            .joined(separator: "/")
        let path = "/\(folder)/\(name)"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
