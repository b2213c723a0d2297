extension SeedSpec {
    /// A description, or the file that has it.
    static let notation = Notation<SeedSpec>(
        schema: ["anyOf": [record.schema, file.schema]]
    ) { node, problems in
        guard node["file"] != nil else { return record.read(node, &problems) }
        guard let name = file.read(node, &problems)?.name else { return nil }
        return SeedFile.read(name, at: node["file"]?.origin ?? node.origin, &problems)
    }

    private struct File: Sendable {
        var name = ""
    }

    private static let file = Record(
        File(),
        [
            Field(
                "file",
                \.name,
                .text(1...4096),
                "The file with the description, beside the scenario.",
                isRequired: true
            )
        ]
    )

    static let record = Record(
        SeedSpec(),
        fields,
        rules: [
            Rule(["chargers", "certificates", "tokens"]) { $0.emptyComplaint },
            Rule(["chargers", "certificates", "tokens", "values"]) { $0.placeholderComplaint },
        ]
    )

    /// With its type written out: as a part of the expression above it took the compiler longer than all
    /// else of this module.
    private static let fields: [Field<SeedSpec>] = [
        Field("version", \.version, .text(1...200), "What interface this was written from."),
        Field(
            "parallel",
            \.parallel,
            .integer(1...256),
            "How many requests are under way at once; absent: 16."
        ),
        Field(
            "timeout",
            \.timeout,
            .duration(.milliseconds(100)...(.seconds(600))),
            "How long an answer may take; absent: 10s."
        ),
        Field(
            "retries",
            \.retries,
            .integer(0...10),
            "How often a request is made again after 429, 502, 503, 504; absent: 2."
        ),
        Field(
            "basic",
            \.basic,
            SeedCredentials.notation,
            "User and password of HTTP Basic authentication."
        ),
        Field("headers", \.headers, .seedFields, "Fields of every request."),
        Field("ca", \.authorities, .file, "The authorities to trust (PEM)."),
        Field(
            "values",
            \.values,
            .seedValues,
            "Placeholders whose text depends on a token's status."
        ),
        Field("chargers", \.chargers, SeedSteps.record.notation, "What is done for a charger."),
        Field(
            "certificates",
            \.certificates,
            SeedSteps.record.notation,
            "What is done for a charger's certificate."
        ),
        Field("tokens", \.tokens, SeedSteps.tokens.notation, "What is done for a token."),
    ]

    private var emptyComplaint: Complaint? {
        guard chargers == nil, certificates == nil, tokens == nil else { return nil }
        return Complaint("it says nothing of ‘chargers’, ‘certificates’ or ‘tokens’")
    }

    /// A placeholder that nothing fills.
    private var placeholderComplaint: Complaint? {
        let steps = [
            ("chargers", chargers, SeedPlaceholder.ofCharger),
            (
                "certificates", certificates,
                SeedPlaceholder.ofCharger + SeedPlaceholder.ofCertificate
            ),
            ("tokens", tokens, SeedPlaceholder.ofToken + values.map(\.name)),
        ]
        for (kind, steps, known) in steps {
            guard let steps else { continue }
            var names = known + SeedPlaceholder.ofAll
            let taken = [steps.find, steps.create].compactMap(\.self).flatMap(\.take).map(\.name)
            names += taken
            let requests = [
                ("find", steps.find), ("create", steps.create), ("remove", steps.remove),
            ]
            for (step, request) in requests {
                guard let request else { continue }
                let used = SeedPlaceholder.names(in: headers.map(\.value) + request.texts)
                guard let name = used.first(where: { !names.contains($0) }) else { continue }
                return Complaint(
                    "\("{\(name)}".quoted) stands for nothing in \(step) of \(kind)",
                    suggestion: Spelling.suggestion(for: name, among: names),
                    at: [.key(kind), .key(step)]
                )
            }
        }
        return nil
    }
}

extension SeedRequest {
    /// All that may have placeholders.
    fileprivate var texts: [String] {
        let own: [String] =
            switch action {
            case .http(_, let url): [url]
            case .command(let words): words
            }
        let answers = [done, already].compactMap(\.self).flatMap { [$0.has, $0.lacks] }
        return own + headers.map(\.value) + ([body] + answers).compactMap(\.self)
    }
}

extension SeedCredentials {
    fileprivate static let record = Record(
        SeedCredentials(),
        [
            Field("user", \.user, .text(1...200), "Who asks.", isRequired: true),
            Field(
                "password",
                \.password,
                .secret(1...500),
                "As it is, or {env: NAME}, {file: PATH}.",
                isRequired: true
            ),
        ]
    )

    /// A text in its place may hold the password, so that nothing of it is shown.
    fileprivate static let notation = Notation<SeedCredentials>(
        schema: record.notation.schema
    ) { node, problems in
        guard case .scalar = node.content, !node.isNull else {
            return record.notation.read(node, &problems)
        }
        problems.add("expected a mapping, found a text", at: node.origin)
        return nil
    }
}

extension SeedSteps {
    static let record = Record(SeedSteps(), fields)

    static let tokens = Record(
        SeedSteps(),
        fields + [
            Field(
                "statuses",
                \.statuses,
                .list(of: .word("status"), minimum: 1),
                "Of which statuses it can be told; absent: accepted, blocked, expired."
            )
        ]
    )

    private static let fields: [Field<SeedSteps>] = [
        Field("find", \.find, SeedRequest.question, "Asks whether it is there."),
        Field(
            "create",
            \.create,
            SeedRequest.notation,
            "Puts it there.",
            isRequired: true
        ),
        Field("remove", \.remove, SeedRequest.notation, "Takes it away."),
    ]
}

extension SeedRequest {
    private static let methods = ["get", "post", "put", "patch", "delete"]

    static let notation = keyed(
        done: Field(
            "done",
            \.done,
            .answer,
            "What answer says that it is done; absent: 200-299, of a command 0."
        ),
        already: Field("already", \.already, .answer, "What says that there was nothing to do.")
    )

    static let question = keyed(
        done: Field(
            "there",
            \.done,
            .answer,
            "What answer says that it is there; absent: 200-299, of a command 0."
        ),
        already: Field(
            "absent",
            \.already,
            .answer,
            "What answer says that it is not there; absent: 404, of a command 1."
        )
    )

    private static func keyed(
        done: Field<SeedRequest>,
        already: Field<SeedRequest>
    ) -> Notation<SeedRequest> {
        let common = [
            Field("headers", \.headers, Notation<[SeedField]>.seedFields, "Its own fields."),
            Field<SeedRequest>("body", \.body, .block(0...100_000), "What is sent."),
            done, already,
            Field(
                "take",
                \.take,
                .seedFields,
                "Placeholders for later requests, by their paths in the JSON of the answer."
            ),
        ]
        let http = methods.map { method in
            let path = Field<SeedRequest>(
                method,
                about: "The URL that is asked with \(method.uppercased()).",
                schema: Notation<String>.seedURL.schema
            ) { node, request, problems in
                guard let url = Notation<String>.seedURL.read(node, &problems) else { return false }
                request.action = .http(method: method.uppercased(), url: url)
                request.shown = "\(method.uppercased()) \((node.written ?? url).withoutPassword)"
                return true
            }
            return (key: method, record: Record(SeedRequest(), [path] + common))
        }
        let command = Field<SeedRequest>(
            "command",
            about: "The program that is run, with its arguments.",
            schema: Notation<[String]>.seedCommand.schema
        ) { node, request, problems in
            guard let words = Notation<[String]>.seedCommand.read(node, &problems) else {
                return false
            }
            request.action = .command(words)
            request.shown = node.children.map { $0.written ?? $0.scalar ?? "" }
                .joined(separator: " ")
            return true
        }
        let run = Record(SeedRequest(command: true), [command, done, already])
        return .keyed("request", http + [(key: "command", record: run)]) { $1 }
    }

    private init(command: Bool) {
        self.init()
        done = SeedAnswer(0...0)
        already = SeedAnswer(1...1)
    }
}

extension Notation<String> {
    fileprivate static let seedURL = text(8...4_000).refusing { text in
        guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
            return Complaint("an interface is at http://… or https://…")
        }
        guard let authority = text.urlAuthority, !authority.isEmpty else {
            return Complaint("this URL has no host")
        }
        if authority.contains("{") {
            return Complaint("the host of a URL is the same for all, without a placeholder")
        }
        return authority.contains("@")
            ? Complaint("no user or password belongs in the URL", suggestion: "say ‘basic’") : nil
    }
}

extension Notation<[String]> {
    fileprivate static let seedCommand = list(of: .text(0...4_000), minimum: 1)
}

extension Notation<[SeedField]> {
    fileprivate static let seedFields = Notation<[(String, String)]>.pairs(
        .text(1...200),
        .text(1...4_000)
    )
    .map { $0.map { SeedField(name: $0.0, value: $0.1) } }
}

extension Notation<[SeedValue]> {
    fileprivate static let seedValues = Notation<[(String, [(String, String)])]>.pairs(
        .text(1...40),
        .pairs(.word("status", ListedToken.Status.allCases.map(\.rawValue)), .text(0...1_000))
    )
    .map { values in
        values.map { name, texts in
            var byStatus: [ListedToken.Status: String] = [:]
            for (status, text) in texts {
                guard let status = ListedToken.Status(rawValue: status) else { continue }
                byStatus[status] = text
            }
            return SeedValue(name: name, texts: byStatus)
        }
    }
}

extension Notation<SeedAnswer> {
    /// Codes, or a mapping with codes and what the text of the answer has or lacks.
    fileprivate static let answer = Notation(
        schema: ["anyOf": [codes.schema, record.schema]]
    ) { node, problems in
        guard case .mapping = node.content else {
            return codes.read(node, &problems).map { codes in
                var answer = SeedAnswer()
                answer.codes = codes
                return answer
            }
        }
        return record.read(node, &problems)
    }

    private static let codes = Notation<[ClosedRange<Int>]>.oneOrMore(
        of: .scalar(
            "a code or a range of codes such as 200-299",
            schema: ["type": ["integer", "string"], "pattern": "^[0-9]+(-[0-9]+)?$"]
        ) { text throws(Complaint) in
            let ends = text.split(separator: "-").map { Int($0) }
            guard 1...2 ~= ends.count, let first = ends[0], let last = ends[ends.count - 1],
                0...999 ~= first, 0...999 ~= last, first <= last
            else { throw Complaint("\(text.quoted) is no code, and no range such as 200-299") }
            return first...last
        }
    )

    private static let record = Record(
        SeedAnswer(200...299),
        [
            Field("status", \.codes, codes, "The codes of such answers; absent: 200-299."),
            Field("has", \.has, .text(1...1_000), "What stands in their text."),
            Field("lacks", \.lacks, .text(1...1_000), "What does not stand in their text."),
        ]
    )
}

/// Reads the file of a description.
package enum SeedFile {
    /// The description in a file that the command line names; what is wrong with it is told with its place.
    package static func load(
        path: String,
        environment: Environment = .process
    ) throws(ScenarioProblems) -> SeedSpec {
        var problems = Problems.ofScenario(in: folder(of: path), environment: environment)
        let spec = parse(path, &problems)
        guard let spec, problems.isEmpty else {
            throw ScenarioProblems(problems: problems.reported(file: path))
        }
        return spec
    }

    /// The same in a file that a scenario names.
    static func read(
        _ name: String,
        at origin: Origin,
        _ problems: inout Problems
    ) -> SeedSpec? {
        let path = problems.path(of: name)
        var own = Problems.ofScenario(in: folder(of: path), environment: problems.environment)
        let spec = parse(path, &own)
        for file in own.files { problems.note(file: file) }
        // Its own lines say where in it something is wrong.
        for problem in own.reported(file: path) { problems.add(problem.line, at: origin) }
        return own.isEmpty ? spec : nil
    }

    private static func parse(_ path: String, _ problems: inout Problems) -> SeedSpec? {
        guard let bytes = SourceText.read(path: path, &problems) else { return nil }
        problems.show(bytes, without: nil)
        guard let source = SourceText(bytes, &problems),
            let root = YAMLComposer.document(in: source.bytes, &problems)
        else { return nil }
        var secrets = Secrets()
        secrets.note(in: root)
        problems.show(bytes, without: secrets)
        return SeedSpec.record.read(root, &problems)
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}
