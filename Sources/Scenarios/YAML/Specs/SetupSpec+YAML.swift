extension SetupSpec {
    static let record = Record(
        SetupSpec(),
        [
            Field("enabled", \.isEnabled, .flag, "Whether OCPP is switched on; absent: true."),
            Field(
                "url",
                \.url,
                .entry(.webSocketURL),
                "Where the CSMS listens; none: nothing was entered; absent: \(usualURL)."
            ),
            Field(
                "identity",
                \.identity,
                .entry(.identity),
                "With {number}, {serial} or {n:05} where there are several; none: nothing was entered."
            ),
            Field(
                "password",
                \.password,
                .secret(1...100),
                "HTTP Basic, or {env: NAME}, {file: PATH}; absent: the CSMS asks for none."
            ),
            Field(
                "user",
                \.user,
                .identity,
                "The user that goes with the password; absent: the identity."
            ),
            Field(
                "terms",
                \.acceptsTerms,
                .word(
                    "answer",
                    [(name: "accepted", value: true), (name: "declined", value: false)]
                ),
                "Whether the terms were accepted; absent: accepted."
            ),
        ]
    )
}

extension Notation<SetupSpec.Entry> {
    /// The text, or `none` where the form was left empty.
    fileprivate static func entry(_ text: Notation<String>) -> Notation {
        text.map { SetupSpec.Entry.text($0) }.or("none", meaning: .nothing)
    }
}

extension Notation<String> {
    fileprivate static let webSocketURL = text(1...500).refusing { text in
        guard !text.hasPrefix("ws://"), !text.hasPrefix("wss://") else { return nil }
        return Complaint("\(text.quoted) does not begin with ws:// or wss://")
    }
}
