import FleetSim
import Scenarios

/// A charger, certificate or token that a CSMS is to know, with what its placeholders stand for.
package struct SeedRow: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case charger, certificate, token

        package var plural: String { rawValue + "s" }
    }

    package let kind: Kind
    /// What messages call it.
    package let name: String
    /// Of a token, what the CSMS is to say of it.
    let status: ListedToken.Status?
    let texts: [String: String]

    init(
        _ kind: Kind,
        _ name: String,
        status: ListedToken.Status? = nil,
        texts: [String: String]
    ) {
        assert((status != nil) == (kind == .token), "a token has a status, and only a token")
        self.kind = kind
        self.name = name
        self.status = status
        self.texts = texts
    }

    /// One that no CSMS can have: whether it is there tells whether the answers can be believed.
    func neverThere(_ number: UInt64) -> SeedRow {
        var texts = texts
        let name = "nosuch\(String(number % 100_000_000, radix: 16))"
        assert(texts["identity"] != nil || texts["token"] != nil, "a row has a name to change")
        for key in ["identity", "token", "certificate", "certificate_sha256"]
        where texts[key] != nil {
            texts[key] = name
        }
        return SeedRow(kind, name, status: status, texts: texts)
    }
}

extension SeedRow {
    package init(_ charger: ProvisionedCharger) {
        self.init(.charger, charger.identity, texts: Self.texts(of: charger))
    }

    /// Nil where the charger shows no certificate.
    ///
    /// Only the certificate is taken out of the file, never the key beside it.
    package init?(certificateOf charger: ProvisionedCharger) throws(SeedProblem) {
        guard let file = charger.certificate else { return nil }
        let text: String
        do throws(InputFailure) {
            text = String(decoding: try InputText.bytes(of: file, atMost: 1 << 20), as: UTF8.self)
        } catch {
            throw SeedProblem("the certificate of \(charger.identity), ‘\(file)’: \(error.problem)")
        }
        let (begin, end) = ("-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----")
        guard let first = text.firstRange(of: begin),
            let last = text[first.upperBound...].firstRange(of: end),
            let der = Base64.decode(text[first.upperBound..<last.lowerBound].utf8)
        else {
            throw SeedProblem("there is no certificate in ‘\(file)’, that of \(charger.identity)")
        }
        var texts = Self.texts(of: charger)
        texts["certificate"] = text[first.lowerBound..<last.upperBound] + "\n"
        texts["certificate_sha256"] = Base64.encode(SHA256.digest(der))
        self.init(.certificate, charger.identity, texts: texts)
    }

    package init(_ token: ListedToken, values: [SeedValue]) {
        var texts = [
            "token": token.text, "group": token.group ?? "", "site": token.site ?? "",
            "status": token.status.rawValue,
        ]
        for value in values { texts[value.name] = value.texts[token.status] }
        self.init(.token, token.text, status: token.status, texts: texts)
    }

    private static func texts(of charger: ProvisionedCharger) -> [String: String] {
        let password = charger.password ?? ""
        return [
            "identity": charger.identity, "site": charger.site, "model": charger.model,
            "vendor": charger.vendor, "product": charger.product, "firmware": charger.firmware,
            "connectors": "\(charger.connectors)", "password": password,
            "password_sha256": Base64.encode(SHA256.digest(Array(password.utf8))),
            "status": "accepted",
        ]
    }
}

/// Why nothing can be seeded.
package struct SeedProblem: Error, CustomStringConvertible {
    package let description: String

    init(_ description: String) {
        self.description = description
    }
}
