extension LoadSpec {
    /// One that never changes, the hours of a day, or a mapping for all that can be said.
    static let notation = Notation<LoadSpec>(
        schema: [
            "anyOf": [
                Notation<Quantity>.quantity.schema, Notation<[Quantity]>.hours.schema,
                detailed.schema,
            ]
        ]
    ) { node, problems in
        switch node.content {
        case .scalar:
            Notation<Quantity>.quantity.read(node, &problems).map { LoadSpec(.constant($0)) }
        case .list: Notation<[Quantity]>.hours.read(node, &problems).map { LoadSpec(.hourly($0)) }
        case .mapping: detailed.read(node, &problems)
        }
    }.named("powerCourse")

    private static let detailed = Notation<LoadSpec>.keyed(
        "course of power",
        [
            ("constant", Record(Draft(), [Draft.constant, Draft.lines])),
            ("hours", Record(Draft(), [Draft.hours, Draft.lines])),
            ("file", Record(Draft(), [Draft.file, Draft.lines])),
            ("peak", Record(Draft(), Draft.sky + [Draft.lines], rules: [Draft.day])),
        ]
    ) { word, draft in
        LoadSpec(draft.course(word), lines: draft.lines)
    }
}

/// The keys of any course.
private struct Draft: Sendable {
    var quantity = LoadSpec.Quantity.watts(0)
    var hours: [LoadSpec.Quantity] = []
    var sky = LoadSpec.ClearSky()
    var series = LoadSeries(points: [], isDaily: true)
    var lines = [1, 2, 3]

    func course(_ word: String) -> LoadSpec.Course {
        switch word {
        case "constant": .constant(quantity)
        case "hours": .hourly(hours)
        case "file": .series(series)
        default: .clearSky(sky)
        }
    }

    static let constant = Field<Draft>(
        "constant",
        \.quantity,
        .quantity,
        "What always flows: over all lines in kW, on each of them in A.",
        isRequired: true
    )
    static let hours = Field<Draft>(
        "hours",
        \.hours,
        .hours,
        "What flows in each hour of the day, 24 of them from midnight on.",
        isRequired: true
    )
    static let file = Field<Draft>(
        "file",
        \.series,
        .csvFile,
        "A CSV file with a time and a power or currents in each row; a day of it repeats.",
        isRequired: true
    )
    static let sky: [Field<Draft>] = [
        Field(
            "peak",
            \.sky.peak,
            Notation<Double>.sitePower,
            "What the sun gives at its highest on a day without clouds.",
            isRequired: true
        ),
        Field("rises", \.sky.rises, .hourOfDay, "When it rises, from midnight; absent: 6h."),
        Field("sets", \.sky.sets, .hourOfDay, "When it sets, from midnight; absent: 20h."),
        Field(
            "cloudiness",
            \.sky.cloudiness,
            .share,
            "The part that clouds take all day; absent: 0%."
        ),
    ]
    static let lines = Field<Draft>(
        "lines",
        \.lines,
        .oneOrMore(of: .integer(1...3)).refusing { lines in
            lines.count == Set(lines).count ? nil : Complaint("a line is named twice")
        },
        "The grid's lines that it is on, 1 for L1; absent: all three."
    )
    static let day = Rule<Draft>(["rises", "sets"]) { draft in
        draft.sky.rises < draft.sky.sets ? nil : Complaint("the sun sets before it rises")
    }
}

extension Notation<LoadSeries> {
    fileprivate static let csvFile = table { table throws(CSVProblem) in try LoadSeries(table) }
}

extension Notation<Duration> {
    fileprivate static let hourOfDay = clock(upTo: .seconds(86_400))
}

extension Notation<[LoadSpec.Quantity]> {
    fileprivate static let hours = list(of: Notation<LoadSpec.Quantity>.quantity)
        .refusing { hours in
            guard hours.count != 24 else { return nil }
            return Complaint("one for each hour is needed, 24 of them; found \(hours.count)")
        }
}

extension Notation<LoadSpec.Quantity> {
    fileprivate static let quantity = flow(
        currents: 0...100_000,
        powers: 0...100e6,
        current: LoadSpec.Quantity.amperes,
        power: LoadSpec.Quantity.watts
    )
}
