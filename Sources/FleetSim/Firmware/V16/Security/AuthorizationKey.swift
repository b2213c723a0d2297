import Scenarios

/// The password of HTTP Basic authentication, as the configuration key holds it.
struct AuthorizationKey: Equatable {
    typealias Form = SecurityBehaviour.KeyForm

    /// What goes over the wire behind the identity and a colon; it need not be text.
    let password: [UInt8]

    /// Nothing when it is no such key: OCPP asks for 16 to 20 bytes.
    init?(_ text: String, form: Form) {
        let bytes = Array(text.utf8)
        switch form {
        case .literal:
            // The text may be the hexadecimal form of twenty bytes, taken as it stands.
            guard 16...40 ~= bytes.count else { return nil }
            password = bytes
        case .hexadecimal:
            let digits = bytes.compactMap { Character(Unicode.Scalar($0)).hexDigitValue }
            guard digits.count == bytes.count, digits.count.isMultiple(of: 2),
                32...40 ~= digits.count
            else { return nil }
            password = stride(from: 0, to: digits.count, by: 2).map {
                UInt8(digits[$0] << 4 | digits[$0 + 1])
            }
        }
    }
}
