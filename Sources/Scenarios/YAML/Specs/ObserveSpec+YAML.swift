extension ObserveSpec {
    static let notation = Notation<ObserveSpec>.keyed(
        "source to observe",
        [
            (
                "url",
                record(
                    "url",
                    .page,
                    "A page in Prometheus' text format, such as http://127.0.0.1:9100/metrics.",
                    [
                        Field(
                            "ca",
                            \.authorities,
                            .file,
                            "The file of authorities to trust (PEM); absent: those of the system."
                        )
                    ],
                    rules: [
                        Rule(["ca"]) { spec in
                            guard spec.authorities != nil, case .page(let url, _) = spec.source,
                                !url.hasPrefix("https://")
                            else { return nil }
                            return Complaint("authorities are of use at https://… only")
                        }
                    ]
                )
            ),
            ("pid", record("pid", .process, "The number of a process of this machine.")),
            (
                "command",
                record(
                    "command",
                    .command,
                    "A shell's command that prints a number, or lines as such a page has them."
                )
            ),
        ]
    ) { _, spec in spec }.named("observe")

    private static func record(
        _ key: String,
        _ source: Notation<Source>,
        _ about: String,
        _ more: [Field<ObserveSpec>] = [],
        rules: [Rule<ObserveSpec>] = []
    ) -> Record<ObserveSpec> {
        Record(
            ObserveSpec(.process(1)),
            [
                Field(key, \.source, source, about, isRequired: true),
                Field(
                    "name",
                    \.ownName,
                    .text(1...60),
                    "What reports call it; absent: host and port, or what else it is."
                ),
                Field(
                    "every",
                    \.every,
                    .duration(atLeast: .milliseconds(200)),
                    "How often it is looked at, in real time; absent: 1s."
                ),
                Field(
                    "timeout",
                    \.patience,
                    .duration(atLeast: .milliseconds(100)),
                    "How long one look may take; absent: 5s."
                ),
                Field(
                    "metrics",
                    \.metrics,
                    .list(of: .selector),
                    """
                    Which metrics are kept, such as queue_length{worker="2"}, rate(calls_total), \
                    p99(query_seconds) or db_*; absent: all, each as suits its type.
                    """
                ),
            ] + more,
            rules: rules
        )
    }
}

extension Notation<ObserveSpec.Source> {
    /// What variables put into it is used and never shown: it may be a password or a token.
    fileprivate static let page = Notation(schema: address.schema) { node, problems in
        address.read(node, &problems).map {
            .page(url: $0, shown: node.written ?? $0.withoutPassword)
        }
    }

    fileprivate static let process = Notation<Int32>.integer(1...Int32.max)
        .map { ObserveSpec.Source.process($0) }

    fileprivate static let command = Notation(schema: line.schema) { node, problems in
        line.read(node, &problems).map { .command($0, shown: node.written ?? $0) }
    }

    private static let line = Notation<String>.text(1...4000)

    private static let address = Notation<String>.scalar(
        "a URL",
        schema: ["type": "string", "pattern": "^https?://", "maxLength": 2000]
    ) { text throws(Complaint) in
        guard text.hasPrefix("http://") || text.hasPrefix("https://"),
            text.urlAuthority?.isEmpty == false
        else {
            throw Complaint(
                "a page to observe is at http://… or https://…, not at \(text.withoutPassword.quoted)"
            )
        }
        guard text.urlAuthority?.contains("@") != true else {
            throw Complaint("no user or password belongs in the URL of a page to observe")
        }
        guard text.utf8.count <= 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Complaint("this URL is too long, or has characters that no URL has")
        }
        return text
    }
}

extension Notation<MetricSelector> {
    fileprivate static let selector = Notation.scalar(
        "a metric",
        schema: ["type": "string", "maxLength": 500]
    ) { text throws(Complaint) in
        guard text.utf8.count <= 500, let selector = MetricSelector(text) else {
            throw Complaint(
                "\(text.quoted) names no metric",
                suggestion: "write it as name, name{label=\"value\"}, rate(…), mean(…) or p99(…)"
            )
        }
        return selector
    }
}
