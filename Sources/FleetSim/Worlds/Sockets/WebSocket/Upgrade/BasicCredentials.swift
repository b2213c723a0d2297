/// A name and a password in an HTTP field (RFC 7617).
///
/// A charger's password is bytes, often such as are no text (OCPP security white paper).
struct BasicCredentials: Equatable {
    let user: String
    let password: [UInt8]

    /// The value of the field `Authorization`.
    var fieldValue: String { "Basic " + Base64.encode(Array(user.utf8) + [Self.colon] + password) }

    private static let colon = UInt8(ascii: ":")
}

extension BasicCredentials {
    /// Reads the field's value; nothing where another scheme is used.
    static func read(_ value: String) throws(UpgradeError) -> BasicCredentials? {
        let parts = value.split(separator: " ", maxSplits: 1)
        guard let scheme = parts.first, scheme.lowercased() == "basic" else { return nil }
        guard parts.count == 2, let bytes = Base64.decode(parts[1].utf8),
            let end = bytes.firstIndex(of: colon),
            let user = String(validating: bytes[..<end], as: UTF8.self)
        else { throw .badCredentials }
        return BasicCredentials(user: user, password: Array(bytes[(end + 1)...]))
    }
}
