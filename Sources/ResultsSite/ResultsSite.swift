import FleetSim
import HTTP
import Report

/// A folder of run databases as a small web site that is only read.
package final class ResultsSite: Sendable {
    private let folder: String
    private let catalogue: Catalogue
    private let names: ServedNames
    private let gate = PageGate()
    private let feed = LiveFeed()

    /// `ownName`: the name that the server was told to listen at, where it was one; nil: there is no such
    /// folder.
    package init?(folder: String, ownName: String? = nil) {
        guard let catalogue = Catalogue(folder: folder) else { return nil }
        self.folder = folder
        self.catalogue = catalogue
        names = ServedNames(own: ownName)
    }

    /// No page is made any more but those that are under way.
    package func end() { gate.close() }

    package func answer(_ request: HTTPRequest) -> HTTPResponse {
        guard names.cover(request.host) else {
            return plain(421, "this server answers to its address in digits and to localhost\n")
        }
        do throws(SiteProblem) {
            return try page(request)
        } catch {
            return html(error.html, status: error.status)
        }
    }

    private func page(_ request: HTTPRequest) throws(SiteProblem) -> HTTPResponse {
        switch request.path {
        case "/": try list(request)
        case "/report": try report(request)
        case "/live": try live(request)
        case "/events": try events(request)
        case "/compare": try comparison(request)
        case "/history": try history(request)
        case _: throw SiteProblem(404, "There is no such page")
        }
    }
}

// The pages.
extension ResultsSite {
    private func list(_ request: HTTPRequest) throws(SiteProblem) -> HTTPResponse {
        var wishes = RunList.Wishes()
        wishes.name = request.value("name") ?? ""
        wishes.outcome = request.value("status").flatMap(RunEntry.Outcome.init)
        wishes.kind = request.value("kind").flatMap(RunKind.init(rawValue:))
        wishes.order = request.value("sort").flatMap(RunList.Order.init) ?? .started
        wishes.page = request.value("page").flatMap { Int($0) } ?? 1
        wishes.base = request.value("base")
        return try gate.pass {
            let (entries, remarks) = catalogue.entries()
            return html(RunList(entries, remarks: remarks, wishes).html(of: folder))
        }
    }

    private func report(_ request: HTTPRequest) throws(SiteProblem) -> HTTPResponse {
        let (run, path) = try run(request)
        let asked = request.value("format") ?? ReportFormat.html.rawValue
        guard let format = ReportFormat(rawValue: asked) else {
            throw SiteProblem(404, "There is no such form of a report")
        }
        return try gate.pass { () throws(SiteProblem) in
            do throws(ReportError) {
                let summary = try summary(database: path, run: run.number)
                switch format {
                case .html:
                    let isUnderWay = try progress(database: path, run: run.number).isUnderWay
                    var navigation = Navigation(of: run, isUnderWay: isUnderWay)
                    navigation.add(tables: summary.csvTables.map(\.name), of: run)
                    return html(summary.html(under: navigation.html))
                case .md: return file("text/plain", summary.markdown)
                case .json: return file("application/json", summary.json)
                case .csv:
                    guard let name = request.value("table") else {
                        return download(summary.csv, "report")
                    }
                    guard let table = summary.csvTables.first(where: { $0.name == name }) else {
                        return plain(404, "there is no such table\n")
                    }
                    return download(table.text, table.name)
                case .junit: return file("application/xml", summary.junit)
                }
            } catch {
                throw SiteProblem(error, of: run.file)
            }
        }
    }

    private func live(_ request: HTTPRequest) throws(SiteProblem) -> HTTPResponse {
        let (run, path) = try run(request)
        return try gate.pass { () throws(SiteProblem) in try live(run, at: path) }
    }

    private func live(_ run: RunAddress, at path: String) throws(SiteProblem) -> HTTPResponse {
        do throws(ReportError) {
            guard try progress(database: path, run: run.number).isUnderWay else {
                let report = SiteLink("/report", run).text
                return reply(303, .text(""), [("Location", report)])
            }
            let moment = try feed.moment(of: run, at: path, isOfNow: true)
            let title = "Run \(run.number) of \(run.file)"
            return html(
                Page.html(
                    title: title,
                    navigation: Navigation(of: run, isUnderWay: true).html,
                    isLive: true,
                    body: """
                        <header>
                        <h1>\(title.inHTML)</h1>
                        <p class="quiet">As it goes on.</p>
                        </header>
                        <main>
                        <div data-live="\(SiteLink("/events", run).text.inHTML)">
                        \(moment.html)</div>
                        </main>

                        """
                )
            )
        } catch {
            throw SiteProblem(error, of: run.file)
        }
    }

    private func events(_ request: HTTPRequest) throws(SiteProblem) -> HTTPResponse {
        let (run, path) = try run(request)
        guard let viewer = feed.viewer() else {
            return plain(503, "\(LiveFeed.maximumViewers) look on already\n")
        }
        let stream = HTTPResponse.Body.stream {
            switch viewer.next(run, at: path) {
            case .say(let text): .say(text)
            case .end: .end
            case nil: .nothing
            }
        }
        return reply(200, stream, [("Content-Type", "text/event-stream")])
    }

    private func comparison(_ request: HTTPRequest) throws(SiteProblem) -> HTTPResponse {
        guard let base = request.value("base"), let new = request.value("new") else {
            throw SiteProblem(400, "Choose two runs", ["A comparison has a base and a new run."])
        }
        let isWhole = request.value("whole") != nil
        let sources = try [source(base, isWhole: isWhole), source(new, isWhole: isWhole)]
        guard sources[0] != sources[1] else {
            throw SiteProblem(400, "Choose two runs", ["These are one and the same."])
        }
        let takesAll = request.value("all") != nil
        var wishes = Comparison.Wishes()
        wishes.takesUnlike = takesAll
        wishes.runsAgain = false
        return try gate.pass { () throws(SiteProblem) in
            do throws(ComparisonError) {
                let sides = try sources.map { source throws(ComparisonError) in
                    try ComparisonSide([source], takesIncomplete: takesAll)
                }
                let comparison = try Comparison(sides[0], [sides[1]], wishes)
                return html(comparison.html(under: Navigation().html))
            } catch {
                throw problem(error, base, new, isWhole: isWhole, takesAll: takesAll)
            }
        }
    }

    /// Why runs are not compared, with a way to compare them all the same where there is one.
    private func problem(
        _ error: ComparisonError,
        _ base: String,
        _ new: String,
        isWhole: Bool,
        takesAll: Bool
    ) -> SiteProblem {
        let link = SiteLink(
            "/compare",
            ["base": base, "new": new, "whole": isWhole ? "1" : nil, "all": "1"]
        )
        switch error {
        case .database(let error): return SiteProblem(error, of: "A file")
        case .noSuchRun: return SiteProblem(404, "There is no such run")
        case .nothingLeft, .unlike:
            return SiteProblem(
                409,
                "These runs are not compared",
                error.lines,
                links: takesAll ? [] : [("Compare them all the same", link)]
            )
        }
    }

    private func history(_ request: HTTPRequest) throws(SiteProblem) -> HTTPResponse {
        let file = try file(request.value("file"))
        return try gate.pass { () throws(SiteProblem) in
            do throws(DatabaseError) {
                let history = try NightHistory(reading: file.path)
                return html(try history.html(named: file.name, under: Navigation().html))
            } catch {
                throw SiteProblem(error, of: file.name)
            }
        }
    }
}

// What is asked for.
extension ResultsSite {
    private func file(_ name: String?) throws(SiteProblem) -> Catalogue.File {
        guard let name, let file = catalogue.file(named: name) else {
            throw SiteProblem(404, "There is no such file in this folder")
        }
        return file
    }

    private func run(_ request: HTTPRequest) throws(SiteProblem) -> (RunAddress, path: String) {
        let file = try file(request.value("file"))
        guard let number = request.value("run").flatMap(Int.init), number > 0 else {
            let fault = try gate.pass { catalogue.fault(of: file) }
            if let fault { throw SiteProblem(fault, of: file.name) }
            throw SiteProblem(404, "There is no such run")
        }
        return (RunAddress(file: file.name, number: number), file.path)
    }

    private func source(
        _ text: String,
        isWhole: Bool
    ) throws(SiteProblem) -> ComparisonSide.Source {
        let asked = ComparisonSide.Source(parsing: text)
        guard let number = asked.number else { throw SiteProblem(404, "There is no such run") }
        let file = try file(asked.path)
        return ComparisonSide.Source(
            path: file.path,
            number: isWhole ? nil : number,
            shown: file.name
        )
    }
}

// What is said.
extension ResultsSite {
    private func html(_ text: String, status: Int = 200) -> HTTPResponse {
        reply(status, .text(text), [("Content-Type", "text/html; charset=utf-8")])
    }

    private func plain(_ status: Int, _ text: String) -> HTTPResponse {
        reply(status, .text(text), [("Content-Type", "text/plain; charset=utf-8")])
    }

    private func file(_ type: String, _ text: String) -> HTTPResponse {
        reply(200, .text(text), [("Content-Type", "\(type); charset=utf-8")])
    }

    private func download(_ text: String, _ name: String) -> HTTPResponse {
        reply(
            200,
            .text(text),
            [
                ("Content-Type", "text/csv; charset=utf-8"),
                ("Content-Disposition", "attachment; filename=\"\(name).csv\""),
            ]
        )
    }

    private func reply(
        _ status: Int,
        _ body: HTTPResponse.Body,
        _ headers: [(name: String, value: String)]
    ) -> HTTPResponse {
        HTTPResponse(status, body, headers + Self.guards)
    }

    /// Only scripts of ours run, nothing is fetched from elsewhere, no other site shows or reads a page.
    private static let guards: [(name: String, value: String)] = [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cache-Control", "no-store"),
    ]

    /// Scripts are named by their hashes, so that text which slipped into a page as HTML could not run.
    private static var policy: String {
        let scripts = Page.scripts.map {
            "'sha256-\(Base64.encode(SHA256.digest(Array($0.utf8))))'"
        }
        return """
            default-src 'none'; script-src \(scripts.joined(separator: " ")); \
            style-src 'unsafe-inline'; img-src data:; connect-src 'self'; form-action 'self'; \
            base-uri 'none'; frame-ancestors 'none'
            """
    }
}
