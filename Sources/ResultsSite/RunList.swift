import FleetSim
import Report

/// The first page: every run of every database, to filter, to sort and to choose from.
struct RunList {
    /// What of the runs is wanted, as it stands in the address of the page.
    struct Wishes {
        var name = ""
        var outcome: RunEntry.Outcome?
        var kind: RunKind?
        var order = Order.started
        /// From 1.
        var page = 1
        /// A run that is chosen already to compare others with.
        var base: String?
    }

    /// What a run database tells apart.
    private static let kinds: [RunKind] = [.live, .virtual, .replay, .plan, .capacity]

    enum Order: String, CaseIterable {
        case started, name, status, chargers, simulated

        var words: String {
            switch self {
            case .started: "newest first"
            case .name: "name"
            case .status: "status"
            case .chargers: "most chargers first"
            case .simulated: "longest first"
            }
        }
    }

    private struct Row {
        var address: RunAddress
        var run: RunEntry
    }

    private let wishes: Wishes
    private var rows: [Row] = []
    private var histories: [String] = []
    private var unreadable: [String] = []
    private var remarks: [String]
    private let hasRuns: Bool

    init(_ entries: [Catalogue.Entry], remarks: [String], _ wishes: Wishes) {
        self.wishes = wishes
        self.remarks = remarks
        for entry in entries {
            switch entry {
            case .database(let file, .runs(let runs, let left)):
                rows += runs.map {
                    Row(address: RunAddress(file: file.name, number: $0.number), run: $0)
                }
                if left > 0 {
                    self.remarks.append("\(file.name): \(left) older runs are not listed.")
                }
            case .database(let file, .history(let nights, let last)):
                let until = last.map { ", the last on \($0.prefix(10))" } ?? ""
                let link = SiteLink("/history", ["file": file.name]).html(file.name)
                histories.append(
                    "<li>\(link): \(nights) night\(nights == 1 ? "" : "s")\(until.inHTML)</li>\n"
                )
            case .unreadable(let file, let why):
                unreadable.append("<li>\(file.name.inHTML): \(why.inHTML)</li>\n")
            }
        }
        hasRuns = !rows.isEmpty
        rows = rows.filter { wishes.cover($0.run, $0.address) }.sorted(by: isBefore)
    }

    private func isBefore(_ left: Row, _ right: Row) -> Bool {
        let (a, b) = (left.run, right.run)
        let older =
            (a.startedAt, left.address.file, a.number) > (b.startedAt, right.address.file, b.number)
        switch wishes.order {
        case .started: return older
        case .name: return a.scenario == b.scenario ? older : a.scenario < b.scenario
        case .status:
            return a.outcome == b.outcome ? older : a.outcome.rawValue < b.outcome.rawValue
        case .chargers: return a.chargers == b.chargers ? older : a.chargers > b.chargers
        case .simulated:
            return a.simulatedMicroseconds == b.simulatedMicroseconds
                ? older : a.simulatedMicroseconds > b.simulatedMicroseconds
        }
    }

    private static let rowsPerPage = 200

    func html(of folder: String) -> String {
        let pages = max((rows.count + Self.rowsPerPage - 1) / Self.rowsPerPage, 1)
        let page = min(max(wishes.page, 1), pages)
        let shown = rows.dropFirst((page - 1) * Self.rowsPerPage).prefix(Self.rowsPerPage)
        assert(shown.isEmpty == rows.isEmpty, "a page past the last shows the last")
        return Page.html(
            title: "Results",
            body: """
                <header>
                <h1>Results</h1>
                <p class="quiet">\(folder.inHTML)</p>
                </header>
                <main>
                \(hasRuns ? filter : "")\(hasRuns ? table(Array(shown)) : nothing)\(turning(page, pages))\
                \(Page.section("Nightly histories", Self.list(histories)))\
                \(Page.section("Files that cannot be shown", Self.list(unreadable)))\
                \(Page.paragraphs(remarks))</main>

                """
        )
    }

    private var nothing: String {
        Page.paragraphs(["There is no run in this folder. ‘fleetsim run --out’ writes one here."])
    }

    private static func list(_ items: [String]) -> [String] {
        items.isEmpty ? [] : ["<ul>\n\(items.joined())</ul>\n"]
    }

    private func turning(_ page: Int, _ pages: Int) -> String {
        assert(1...pages ~= page, "the page that is shown is one of those")
        guard pages > 1 else { return "" }
        let other = [("Earlier in this order", page - 1), ("Further", page + 1)]
            .filter { (1...pages).contains($0.1) }
            .map { wishes.link(page: $0.1).html($0.0) }
        return "<p>Page \(page) of \(pages). \(other.joined(separator: " "))</p>\n"
    }
}

extension RunList {
    private var filter: String {
        func options(_ all: [(value: String, words: String)], _ chosen: String?) -> String {
            all.map { value, words in
                let mark = value == chosen ?? "" ? " selected" : ""
                return "<option value=\"\(value.inHTML)\"\(mark)>\(words.inHTML)</option>"
            }.joined()
        }
        let outcomes = [("", "any")] + RunEntry.Outcome.allCases.map { ($0.rawValue, $0.rawValue) }
        let kinds = [("", "any")] + Self.kinds.map { ($0.storedName, $0.words) }
        let orders = Order.allCases.map { ($0.rawValue, $0.words) }
        return """
            <form class="filter" action="/">
            <label>Name <input name="name" value="\(wishes.name.inHTML)"></label>
            <label>Status <select name="status">\(options(outcomes, wishes.outcome?.rawValue))</select></label>
            <label>Kind <select name="kind">\(options(kinds, wishes.kind?.storedName))</select></label>
            <label>Order <select name="sort">\(options(orders, wishes.order.rawValue))</select></label>
            <button>Show</button>
            </form>

            """
    }

    private func table(_ shown: [Row]) -> String {
        guard !shown.isEmpty else {
            return "<p>No run is like that. \(SiteLink("/").html("Show all"))</p>\n"
        }
        let count = rows.count == 1 ? "1 run" : "\(rows.count) runs"
        let heads = [
            "Run", "Kind", "Status", "Started", "Simulated", "Chargers", "Report", "Choose",
        ].map { "<th scope=\"col\" class=\"text\">\($0)</th>" }
        return """
            <form action="/compare">
            <p class="choice">\(count). To compare two of them, choose a base and a new one:
            <button>Compare</button>
            <label><input type="checkbox" name="whole" value="1"> all runs of their files</label></p>
            <table class="runs sortable">
            <thead><tr>\(heads.joined())</tr></thead>
            <tbody>
            \(shown.map(row).joined())</tbody></table>
            </form>

            """
    }

    private func row(_ row: Row) -> String {
        let (run, address) = (row.run, row.address)
        let isUnderWay = run.outcome == .running
        let page = SiteLink(isUnderWay ? "/live" : "/report", address)
        let against = run.csms.map { " <small>against \($0.inHTML)</small>" } ?? ""
        let reports = ([("html", "HTML")] + Navigation.formats).map { format, words in
            SiteLink("/report", address, format: format == "html" ? nil : format).html(words)
        }
        let choices = ["base", "new"].map { side in
            let mark = side == "base" && wishes.base == address.text ? " checked" : ""
            let name = "\(side): \(run.scenario), \(address.text)".inHTML
            return """
                <label><input type="radio" name="\(side)" value="\(address.text.inHTML)" \
                aria-label="\(name)"\(mark)> \(side)</label>
                """
        }
        let kind = run.kind?.words ?? run.mode
        return """
            <tr><th scope="row" class="text any">\(page.html(run.scenario))\
            <br><small>\(address.text.inHTML), seed \(run.seed)</small>\(against)</th>\
            <td class="text" data-label="Kind">\(kind.inHTML)</td>\
            <td class="text" data-label="Status"><b class="\(run.outcome.look)">\
            \(run.outcome.rawValue)</b></td>\
            <td class="text" data-label="Started" data-v="\(run.startedAt.inHTML)">\
            \(run.shownStart.inHTML)</td>\
            <td class="text" data-label="Simulated" data-v="\(run.simulatedMicroseconds)">\
            \(Figures.span(microseconds: run.simulatedMicroseconds))</td>\
            <td class="text" data-label="Chargers" data-v="\(run.chargers)">\
            \(run.chargers > 0 ? Figures.grouped(run.chargers) : "–")</td>\
            <td class="text" data-label="Report">\(reports.joined(separator: " "))</td>\
            <td class="text pick" data-label="Choose">\(choices.joined(separator: " "))</td></tr>

            """
    }
}

extension RunKind {
    fileprivate var words: String {
        switch self {
        case .virtual, .sites: "virtual time"
        case .live, .replay, .plan, .capacity: storedName
        }
    }
}

extension RunList.Wishes {
    fileprivate func cover(_ run: RunEntry, _ address: RunAddress) -> Bool {
        let words = "\(run.scenario) \(address.text)".lowercased()
        return (outcome == nil || outcome == run.outcome)
            && (kind == nil || kind?.asStored == run.kind)
            && (name.isEmpty || words.contains(name.lowercased()))
    }

    fileprivate func link(page: Int) -> SiteLink {
        SiteLink(
            "/",
            [
                "name": name, "status": outcome?.rawValue, "kind": kind?.storedName,
                "sort": order.rawValue, "page": "\(page)", "base": base,
            ]
        )
    }
}

extension RunEntry {
    /// `2026-03-02T08:00:00.000Z` to the minute; other texts as they are.
    fileprivate var shownStart: String {
        guard startedAt.count >= 16, startedAt.contains("T") else { return startedAt }
        return String(startedAt.prefix(16)).replacing("T", with: " ")
    }
}

extension RunEntry.Outcome {
    fileprivate var look: String {
        switch self {
        case .passed: "yes"
        case .thresholdFailed, .unreachable, .failed: "no"
        case .untrusted, .interrupted, .running: "maybe"
        case .complete: "plain"
        }
    }
}
