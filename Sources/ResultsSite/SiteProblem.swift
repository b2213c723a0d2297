import Report

/// Why a page cannot be shown, and what to do instead.
struct SiteProblem: Error {
    var status: Int
    var headline: String
    var reasons: [String]
    var links: [(words: String, link: SiteLink)] = []

    init(
        _ status: Int,
        _ headline: String,
        _ reasons: [String] = [],
        links: [(words: String, link: SiteLink)] = []
    ) {
        assert(400...599 ~= status, "a problem is no success to a program that asks")
        (self.status, self.headline, self.reasons, self.links) = (status, headline, reasons, links)
    }

    /// What could not be read of a file.
    init(_ error: DatabaseError, of file: String) {
        let status = error.reason == .locked ? 503 : error.reason == .missing ? 404 : 422
        self.init(status, "This file cannot be read", ["\(file): \(error.what)."])
    }

    init(_ error: ReportError, of file: String) {
        switch error {
        case .database(let error): self.init(error, of: file)
        case .noSessions(_, let run, _):
            self.init(404, "There is no log of sessions", ["\(file): run \(run) keeps none."])
        case .noSuchRun(_, let asked):
            let run = asked.map { " \($0)" } ?? ""
            self.init(404, "There is no such run", ["\(file): it holds no run\(run)."])
        }
    }

    var html: String {
        let conclusion = Conclusion(.bad, headline, because: reasons).html
        let links = links.map { "<p>\($0.link.html($0.words))</p>\n" }.joined()
        return Page.html(
            title: headline,
            navigation: Navigation().html,
            body: "<main>\n\(conclusion)\(links)</main>\n"
        )
    }
}
