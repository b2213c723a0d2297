/// How a CSMS gets to know the chargers, certificates and tokens of a scenario before a run.
package struct SeedSpec: Equatable, Sendable {
    /// Which version of which interface this was written from.
    package var version: String?
    /// How many requests are under way at once.
    package var parallel = 16
    /// How long an answer may take.
    package var timeout: Duration = .seconds(10)
    /// How often a request is made again that could not be answered for the moment.
    package var retries = 2
    /// The user and the password of HTTP Basic authentication.
    package var basic: SeedCredentials?
    /// Fields of every request.
    package var headers: [SeedField] = []
    /// The file of authorities to trust (PEM); nil: those of the system.
    package var authorities: String?
    /// What a placeholder stands for at a token of each status.
    package var values: [SeedValue] = []
    package var chargers: SeedSteps?
    package var certificates: SeedSteps?
    package var tokens: SeedSteps?

    package init() {}
}

package struct SeedCredentials: Equatable, Sendable {
    package var user = ""
    package var password = ""

    package init() {}
}

/// A field of an HTTP request.
package struct SeedField: Equatable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// A placeholder whose text depends on the status of a token.
package struct SeedValue: Equatable, Sendable {
    package var name: String
    package var texts: [ListedToken.Status: String]

    package init(name: String, texts: [ListedToken.Status: String]) {
        self.name = name
        self.texts = texts
    }
}

/// What is done for each charger, certificate or token.
package struct SeedSteps: Equatable, Sendable {
    /// Asks whether it is there.
    package var find: SeedRequest?
    package var create = SeedRequest()
    /// Takes it away; nil: that cannot be.
    package var remove: SeedRequest?
    /// Tokens of which statuses the interface can be told of.
    package var statuses: [ListedToken.Status] = [.accepted, .blocked, .expired]

    package init() {}
}

/// One request of HTTP, or one command.
package struct SeedRequest: Equatable, Sendable {
    package enum Action: Equatable, Sendable {
        case http(method: String, url: String)
        /// A program with its arguments.
        case command([String])
    }

    package var action = Action.http(method: "GET", url: "")
    /// The action as messages may show it: with the names of variables, not with their values.
    package var shown = ""
    package var headers: [SeedField] = []
    package var body: String?
    /// What answer says that it is done; to a question, that it is there.
    package var done = SeedAnswer(200...299)
    /// What answer says that there was nothing to do; to a question, that it is not there.
    package var already: SeedAnswer?
    /// Placeholders of later requests out of the answer, each by its path in JSON.
    package var take: [SeedField] = []

    package init() {}
}

/// What answers count: those with one of the codes whose text has the one and lacks the other.
package struct SeedAnswer: Equatable, Sendable {
    package var codes: [ClosedRange<Int>]
    package var has: String?
    package var lacks: String?

    package init(_ codes: ClosedRange<Int>..., has: String? = nil, lacks: String? = nil) {
        self.codes = codes
        self.has = has
        self.lacks = lacks
    }

    package func covers(_ code: Int, _ text: String) -> Bool {
        codes.contains { $0.contains(code) } && has.map(text.contains) != false
            && lacks.map(text.contains) != true
    }
}
