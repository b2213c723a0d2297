/// What the installer entered into the charger's OCPP form.
package struct SetupSpec: Equatable, Sendable {
    /// A field of the form.
    package enum Entry: Equatable, Sendable {
        /// What the form has before the installer changes it, or what an installer enters as a rule.
        case usual
        case nothing
        case text(String)
    }

    /// Whether OCPP is switched on.
    package var isEnabled = true
    package var url = Entry.usual
    /// The charge point identity, or ChargeBoxID.
    package var identity = Entry.usual
    /// HTTP Basic; nil: the CSMS asks for none.
    package var password: String?
    /// The user that goes with the password; nil: the identity, as it should be.
    package var user: String?
    package var acceptsTerms = true

    package init() {}

    /// Whether the form is complete; a charger where it is not never asks for a connection.
    package var isComplete: Bool {
        isEnabled && url != .nothing && identity != .nothing && acceptsTerms
    }
}

extension SetupSpec {
    /// Where a CSMS listens that is tried out on the same machine.
    package static let usualURL = "ws://127.0.0.1:9210/ocpp/"

    package var urlText: String? {
        switch url {
        case .usual: Self.usualURL
        case .nothing: nil
        case .text(let text): text
        }
    }
}

extension ChargerGroup {
    /// The pattern of its chargers' identities; nil where the form has none.
    package var identityPattern: String? {
        switch setup.identity {
        case .usual: model.identity
        case .nothing: nil
        case .text(let text): text
        }
    }

    /// Whether its chargers ever ask for a connection.
    package var comesUp: Bool { setup.isComplete && model.speaksOCPP }

    /// Whether the CSMS turns a charger away: user and identity have to change together.
    package func isTurnedAway(_ identity: String, number: Int) -> Bool {
        guard setup.password != nil, let user = setup.user else { return false }
        return user.numbered(number) != identity
    }

    /// What one of its chargers is called, by its index among them and its number in the fleet, from one.
    package func identity(ofMember index: Int, number: Int) -> String {
        guard listed.isEmpty else { return listed[index].identity }
        return (identityPattern ?? model.identity).numbered(number)
    }
}
