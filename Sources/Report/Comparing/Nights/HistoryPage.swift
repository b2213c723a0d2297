/// A history of nights as a page: what is worse and since when, every measure over the nights.
extension NightHistory {
    package func html(named name: String, under navigation: String = "") throws(DatabaseError)
        -> String
    {
        let nights = try nights()
        var pictures: [SeriesPicture] = []
        for series in try series() {
            pictures.append(
                SeriesPicture(
                    series: series,
                    nights: try values(of: series),
                    findings: try findings(of: series)
                )
            )
        }
        let recent = pictures.sorted { $0.lastNight > $1.lastNight }
        let drawn = recent.prefix(Self.maximumPictures)
        let left = recent.count - drawn.count
        let more = left > 0 ? ["\(left) older series are not drawn."] : []
        let head = "\(nights.count) night\(nights.count == 1 ? "" : "s")"
        let span = [nights.first, nights.last].compactMap { $0?.at.prefix(10) }.unique
        return Page.html(
            title: name,
            navigation: navigation,
            body: """
                <header>
                <h1>\(name.inHTML)</h1>
                <p class="quiet">\(head), \(span.joined(separator: " to ").inHTML)</p>
                </header>
                <main>
                \(Self.conclusion(pictures, of: nights.count).html)\
                \(Page.section("Found", [Page.table(Self.table(of: pictures, nights))]))\
                \(Page.section("By night", [
                    Page.charts(drawn.map { $0.chart.html }), Page.paragraphs(more),
                ]))\
                \(Page.section("Nights", [Page.table(Self.table(of: nights))]))</main>

                """
        )
    }

    private static let maximumPictures = 60
    private static let maximumNights = 200

    private static func conclusion(_ pictures: [SeriesPicture], of nights: Int) -> Conclusion {
        guard nights > 1 else {
            return Conclusion(.plain, "Nothing to compare with yet", because: [])
        }
        let open = pictures.flatMap { picture in
            picture.findings.filter { $0.state == .open && $0.isWorse }
                .map { "\(picture.name): \(picture.shown($0)) since night \($0.since)." }
        }
        guard !open.isEmpty else { return Conclusion(.good, "Nothing is worse", because: []) }
        let count = open.count == 1 ? "1 measure is" : "\(open.count) measures are"
        return Conclusion(.bad, "\(count) worse", because: open)
    }

    private static func table(of pictures: [SeriesPicture], _ nights: [Night]) -> Table {
        var table = Table(["measure", "change", "state", "since", "until"], leftColumns: 3)
        func name(_ number: Int) -> String {
            nights.first { $0.id == number }?.name ?? "night \(number)"
        }
        for picture in pictures {
            for finding in picture.findings {
                table.add([
                    picture.name, picture.shown(finding), finding.state.rawValue,
                    name(finding.since), finding.until.map(name) ?? "–",
                ])
            }
        }
        return table
    }

    private static func table(of nights: [Night]) -> Table {
        var table = Table("night", "at", "label", leftColumns: 3)
        for night in nights.suffix(maximumNights).reversed() {
            table.add(["\(night.id)", night.at, night.label ?? "–"])
        }
        return table
    }
}

/// One measure over the nights.
private struct SeriesPicture {
    let series: NightHistory.Series
    let nights: [(night: Int, values: [Double])]
    let findings: [NightHistory.Finding]

    var name: String { "\(series.measure.name.capitalised), scenario ‘\(series.scenario)’" }
    var lastNight: Int { nights.last?.night ?? 0 }

    func shown(_ finding: NightHistory.Finding) -> String {
        let figure = series.measure.figure
        return figure.shown(change: figure.change(finding.shift))
    }

    /// Whether a night lay at a level that was found to be worse.
    private func isWorse(_ night: Int) -> Bool {
        findings.contains { finding in
            finding.isWorse && finding.state != .accepted && finding.since <= night
                && night < finding.until ?? Int.max
        }
    }

    var chart: PointChart {
        let last = nights.suffix(Self.maximumNights)
        let points = last.enumerated().map { index, night in
            PointChart.Point(x: Double(index), y: natural(ComparisonLine.median(night.values)))
        }
        let worse = zip(last, points).filter { isWorse($0.0.night) }.map(\.1)
        var lines = [
            PointChart.Series(
                name: "median of each night",
                style: .first,
                points: points,
                hasDots: true
            )
        ]
        if !worse.isEmpty {
            lines.append(
                PointChart.Series(
                    name: "worse",
                    style: .alarm,
                    points: worse,
                    isJoined: false,
                    hasDots: true
                )
            )
        }
        let numbers = last.map(\.night)
        let step = max((numbers.count + 7) / 8, 1)
        return PointChart(
            title: name,
            unit: series.measure.figure == .throughput && !series.isOfPairs ? "calls a second" : "",
            quantity: quantity,
            series: lines,
            across: Scale(
                from: 0,
                to: Double(max(numbers.count - 1, 1)),
                ticks: stride(from: 0, to: numbers.count, by: step).map(Double.init)
            ),
            acrossLabel: { position in
                numbers.indices.contains(Int(position)) ? "\(numbers[Int(position)])" : ""
            },
            acrossUnit: "night",
            words: words,
            isCloseUp: true
        )
    }

    private var words: String {
        let last = nights.last.map { ComparisonLine.median($0.values) }
        let told = last.map {
            series.isOfPairs ? "\(Figures.rounded($0))" : series.measure.figure.shown($0)
        }
        return "\(nights.count) night\(nights.count == 1 ? "" : "s"), the last \(told ?? "–")."
    }

    /// As the axis has it: of pairs, by how much the tested side differs.
    private func natural(_ value: Double) -> Double {
        series.isOfPairs && series.measure.figure.isRatio ? value - 1 : value
    }

    private var quantity: AxisQuantity {
        if series.isOfPairs { return .share }
        return switch series.measure.figure {
        case .percentile: .time
        case .failed: .share
        case .throughput: .perSecond
        }
    }

    private static let maximumNights = 200
}
