import Foundation

@testable import FleetSim

/// Certificates that OpenSSL made; `make` beside them tells how.
enum CertificateFixture {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Goldens/Certificates")

    static func path(_ name: String) -> String {
        folder.appendingPathComponent(name + ".pem").path
    }

    static func pem(_ name: String) throws -> String {
        try String(contentsOfFile: path(name), encoding: .utf8)
    }

    /// The PEM as it stands in a JSON string.
    static func escaped(_ name: String) throws -> String {
        try pem(name).replacingOccurrences(of: "\n", with: "\\n")
    }

    static func certificate(_ name: String) throws -> Certificate {
        guard let certificate = Certificate.chain(pem: try pem(name))?.first else {
            throw Unreadable()
        }
        return certificate
    }

    /// Per line: name, hash of the issuer's name, hash of its key, serial number.
    static func hashes() throws -> [[String]] {
        try String(contentsOf: folder.appendingPathComponent("hashes.txt"), encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
    }

    struct Unreadable: Error {}
}
