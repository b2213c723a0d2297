import Report

/// An address of the site.
struct SiteLink {
    private let path: String
    private var fields: [(name: String, value: String)] = []

    init(_ path: String, _ fields: KeyValuePairs<String, String?> = [:]) {
        assert(path.hasPrefix("/") && !path.hasPrefix("//"), "a link leads into this site alone")
        self.path = path
        for (name, value) in fields {
            if let value, !value.isEmpty { self.fields.append((name, value)) }
        }
    }

    /// A page of one run.
    init(_ path: String, _ run: RunAddress, format: String? = nil, table: String? = nil) {
        self.init(
            path,
            ["file": run.file, "run": "\(run.number)", "format": format, "table": table]
        )
    }

    var text: String {
        let query = fields.map { "\($0.name)=\(Self.encoded($0.value))" }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    func html(_ words: String) -> String { "<a href=\"\(text.inHTML)\">\(words.inHTML)</a>" }

    private static func encoded(_ value: String) -> String {
        var text = ""
        for byte in value.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || "-._~/".unicodeScalars.contains(scalar)
            let digits = String(byte, radix: 16, uppercase: true)
            text += isPlain ? String(scalar) : "%" + (byte < 16 ? "0" : "") + digits
        }
        return text
    }
}

/// A run by its file's name and its number in it.
struct RunAddress: Hashable, Sendable {
    var file: String
    var number: Int

    /// As a form sends it: the number stands after the last `#`.
    var text: String { "\(file)#\(number)" }
}
