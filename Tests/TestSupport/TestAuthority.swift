/// An authority of a test's own, and the certificates that it signs; they go with it.
package final class TestAuthority: Sendable {
    private let folder: TemporaryFolder
    private static let key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]

    package init() throws {
        folder = try TemporaryFolder()
        let own = ["-subj", "/CN=Root", "-addext", "basicConstraints=critical,CA:true"]
        let files = ["-keyout", "root.key", "-out", "root.pem"]
        try OpenSSL.make(["req", "-x509", "-days", "2"] + Self.key + own + files, in: folder)
    }

    /// The file of its own certificate.
    package var root: String { folder.file("root.pem") }

    /// The file of the key to it.
    package var rootKey: String { folder.file("root.key") }

    /// Where the certificates lie.
    package var path: String { folder.path }

    /// Makes NAME.pem, a certificate with its key, for a subject's alternative name.
    package func certify(_ name: String, as address: String, isExpired: Bool = false) throws
        -> String
    {
        let request = ["-subj", "/CN=\(name)", "-addext", "subjectAltName=\(address)"]
        let files = ["-keyout", "\(name).key", "-out", "\(name).csr"]
        try OpenSSL.make(["req", "-new"] + Self.key + request + files, in: folder)
        let signer = ["-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial"]
        let wanted = ["-copy_extensions", "copy", "-days", isExpired ? "-1" : "2"]
        let paper = ["-in", "\(name).csr", "-out", "\(name).crt"]
        try OpenSSL.make(["x509", "-req"] + signer + wanted + paper, in: folder)
        let halves = try [".crt", ".key"].map { try folder.read(name + $0) }
        return try folder.write(halves.joined(), to: "\(name).pem")
    }

    /// A certificate with its key, which is too short for anything today.
    package static func weak(_ name: String) throws -> String {
        let folder = try TemporaryFolder()
        let key = ["-newkey", "rsa:512", "-nodes", "-sha256"]
        let files = ["-keyout", "key", "-out", "crt", "-subj", "/CN=\(name)"]
        try OpenSSL.make(["req", "-x509", "-days", "2"] + key + files, in: folder)
        return try folder.read("crt") + folder.read("key")
    }

    /// A certificate that is signed by its own key only.
    package func selfSigned(_ name: String) throws -> (certificate: String, key: String) {
        let files = ["-keyout", "\(name).key", "-out", "\(name).crt", "-subj", "/CN=\(name)"]
        try OpenSSL.make(["req", "-x509", "-days", "2"] + Self.key + files, in: folder)
        return (try folder.read("\(name).crt"), try folder.read("\(name).key"))
    }
}
