/// The calls of a live run, a line for each kind: the last few seconds and the whole run.
///
/// In a narrow window the columns that matter least are left out.
struct LiveTable {
    private struct Column: Sendable {
        var title: String
        /// What stands above it and its neighbours.
        var group: String
        var width: Int
        /// The columns with the lowest are left out first.
        var weight: Int
        var cell: @Sendable (Line) -> String
    }

    private struct Line {
        var whole: CallKind
        var recent: CallKind?
        /// How long the last few seconds really were.
        var seconds: Double
    }

    private static let columns = [
        Column(title: "from", group: "", width: 9, weight: 2) {
            ($0.whole.direction == .out ? "charger" : "CSMS").padded(to: 7)
        },
        Column(title: "per s", group: "last 5 s", width: 8, weight: 8) {
            Figures.rate(Double($0.recent?.count ?? 0) / max($0.seconds, 0.001))
        },
        Column(title: "p50", group: "last 5 s", width: 8, weight: 6) { ms($0.recent, 0.5) },
        Column(title: "p99", group: "last 5 s", width: 8, weight: 7) { ms($0.recent, 0.99) },
        Column(title: "calls", group: "whole run", width: 13, weight: 5) {
            Figures.grouped($0.whole.count)
        },
        Column(title: "failed", group: "whole run", width: 9, weight: 4) {
            Figures.grouped($0.whole.failed)
        },
        Column(title: "p50", group: "whole run", width: 8, weight: 1) { ms($0.whole, 0.5) },
        Column(title: "p99", group: "whole run", width: 8, weight: 3) { ms($0.whole, 0.99) },
    ]
    private static let caption = "response time, ms"

    private let lines: [Line]
    private let nameWidth: Int
    private let columns: [Column]

    init(_ tally: RunTally, width: Int) {
        let recent = tally.recent
        let latest = CallKind.all(of: recent.calls.inOrder)
        let seconds = tally.realSeconds(recent.length)
        lines = CallKind.all(of: tally.whole.calls.inOrder)
            .map { kind in
                Line(whole: kind, recent: latest.first(where: kind.isAlike), seconds: seconds)
            }
            .enumerated()
            .sorted { ($1.element.whole.count, $0.offset) < ($0.element.whole.count, $1.offset) }
            .map(\.element)
        nameWidth =
            lines.map(\.whole.action.name.count).reduce(Self.caption.count, max)
        let lines = lines
        var columns = Self.columns.map { column in
            var column = column
            // Cells never touch, however long one is.
            column.width = lines.reduce(column.width) { max($0, column.cell($1).columns + 1) }
            return column
        }
        while nameWidth + columns.reduce(0, { $0 + $1.width }) > width,
            let minimum = columns.indices.min(by: { columns[$0].weight < columns[$1].weight })
        {
            columns.remove(at: minimum)
        }
        self.columns = columns
    }

    /// At most this many lines, the kinds that are called most before the others.
    func lines(_ height: Int) -> [String] {
        guard !lines.isEmpty, height > 2 else { return [] }
        let head = [groups, line(Self.caption, columns.map(\.title))]
        let room = height - head.count
        let hidden = lines.count > room ? lines.count - room + 1 : 0
        let shown = lines.dropLast(hidden).map { each in
            line(each.whole.action.name, columns.map { $0.cell(each) })
        }
        return head + shown + (hidden > 0 ? ["and \(hidden) more"] : [])
    }

    /// The names of the groups, each at the right of its columns.
    private var groups: String {
        var text = String(repeating: " ", count: nameWidth)
        for (index, column) in columns.enumerated() {
            let isLast = index + 1 == columns.count || columns[index + 1].group != column.group
            text += (isLast ? column.group : "").aligned(right: column.width)
        }
        return text
    }

    private func line(_ name: String, _ cells: [String]) -> String {
        zip(columns, cells).reduce(name.padded(to: nameWidth)) { text, next in
            text + next.1.aligned(right: next.0.width)
        }
    }

    private static func ms(_ kind: CallKind?, _ share: Double) -> String {
        guard let kind, kind.latency.count > 0 else { return "–" }
        return kind.latency.quantile(share).milliseconds
    }
}

extension CallKind {
    fileprivate func isAlike(_ other: CallKind) -> Bool {
        action == other.action && direction == other.direction
    }
}
