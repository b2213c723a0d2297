/// What a list says of one charger that is its own and no trait of a kind of them.
package struct ListedCharger: Equatable, Sendable {
    package var identity: String
    /// Nil: the password of all chargers, if there is one.
    package var password: ListedPassword?
    /// The file of its certificate and what leads to its authority; nil: as all chargers.
    package var certificate: String?
    /// The file of the key to that; nil: the same.
    package var key: String?

    package init(
        _ identity: String,
        password: ListedPassword? = nil,
        certificate: String? = nil,
        key: String? = nil
    ) {
        self.identity = identity
        self.password = password
        self.certificate = certificate
        self.key = key
    }
}

/// A password, and how a list wrote it that may be shown.
package struct ListedPassword: Equatable, Sendable {
    package var value: String
    /// As in `{env: NAME}`; nil: it stands there in plain text.
    package var source: String?

    package init(_ value: String, source: String? = nil) {
        self.value = value
        self.source = source
    }
}
