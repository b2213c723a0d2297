import Report

/// The links at the head of each page.
struct Navigation {
    private var links: [String]

    init() { links = [SiteLink("/").html("All runs")] }

    /// Those of a run; `isUnderWay`: it has a live page.
    init(of run: RunAddress, isUnderWay: Bool) {
        self.init()
        if isUnderWay { links.append(SiteLink("/live", run).html("Live page")) }
        links.append(SiteLink("/report", run).html("Report"))
        for (format, words) in Self.formats {
            links.append(SiteLink("/report", run, format: format).html(words))
        }
        links.append(SiteLink("/", ["base": run.text]).html("Compare with …"))
    }

    /// Adds a link for each table that a run has as CSV.
    mutating func add(tables: [String], of run: RunAddress) {
        let tables = tables.map { SiteLink("/report", run, format: "csv", table: $0).html($0) }
        links.append(
            "<details><summary>Tables as CSV</summary> \(tables.joined(separator: " "))</details>"
        )
    }

    var html: String { "<nav aria-label=\"Results\">\(links.joined(separator: "\n"))</nav>\n" }

    static let formats = [
        ("md", "Markdown"), ("json", "JSON"), ("csv", "CSV"), ("junit", "JUnit"),
    ]
}
