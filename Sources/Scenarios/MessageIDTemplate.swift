/// How a charger's calls are numbered, so that they are found in the logs of a CSMS.
package struct MessageIDTemplate: Equatable, Sendable {
    /// What OCPP has room for.
    package static let longest = 36
    /// The digits of a run, and those that are kept free for the number of a call.
    package static let (runDigits, callDigits) = (6, 8)

    package enum Part: Equatable, Sendable {
        case text(String)
        /// What tells this run from others.
        case run
        /// The charger's identity.
        case charger
        /// The number of the call, from one at each charger.
        case number
    }

    package let parts: [Part]

    package init(_ parts: [Part]) {
        self.parts = parts
    }

    /// How long an id of a charger can become.
    package func length(identity: String) -> Int {
        parts.reduce(0) { length, part in
            switch part {
            case .text(let text): length + text.utf8.count
            case .run: length + Self.runDigits
            case .charger: length + identity.utf8.count
            case .number: length + Self.callDigits
            }
        }
    }
}
