import Foundation
import HTTP
import Report
import ResultsSite
import TestSupport
import Testing

/// What the site says of a folder, asked directly.
@Suite struct `a site of results` {
    private let folder: SampleFolder

    init() throws { folder = try SampleFolder() }

    @Test func `lists every run of every database, in folders within too`() throws {
        try folder.run(in: "a.sqlite", "morning", milliseconds: 10)
        try folder.run(in: "a.sqlite", "evening", milliseconds: 20, status: .untrusted)
        try FileManager.default.createDirectory(
            atPath: folder.file("nights/3"),
            withIntermediateDirectories: true
        )
        try folder.run(in: "nights/3/day.runs", "night", kind: .virtual)
        let (status, text) = try folder.site().say("/")
        #expect(status == 200)
        for name in ["morning", "evening", "night"] { #expect(text.contains(">\(name)</a>")) }
        #expect(text.contains("a.sqlite#1, seed 42") && text.contains("a.sqlite#2, seed 42"))
        #expect(text.contains("nights/3/day.runs#1"))
        #expect(text.contains("<b class=\"maybe\">untrusted</b>"))
    }

    @Test func `reads a file that is none of ours again only when it has changed`() throws {
        let path = try folder.run(in: "a.sqlite", "morning")
        let ours = try Data(contentsOf: URL(fileURLWithPath: path))
        var other = ours
        other.replaceSubrange(16..<100, with: Data(repeating: 0xFF, count: 84))
        func write(_ bytes: Data) throws {
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try file.write(contentsOf: bytes)
            try file.close()
        }
        func setTime(_ seconds: Int) throws {
            let time = timespec(tv_sec: seconds, tv_nsec: 0)
            try #require(utimensat(AT_FDCWD, path, [time, time], 0) == 0)
        }
        let site = try folder.site()
        try write(other)
        try setTime(1_000_000_000)
        #expect(!site.say("/").text.contains(">morning</a>"))
        try write(ours)
        try setTime(1_000_000_000)
        #expect(!site.say("/").text.contains(">morning</a>"), "it was not looked at again")
        try setTime(1_000_000_001)
        #expect(site.say("/").text.contains(">morning</a>"))
    }

    @Test(arguments: [
        ("name=morn", ["morning"]), ("name=b.sqlite", ["evening"]), ("name=noon", []),
        ("status=untrusted", ["evening"]), ("status=complete", ["night", "morning"]),
        ("kind=virtual", ["night"]), ("kind=live&sort=name", ["evening", "morning"]),
        ("sort=started", ["night", "evening", "morning"]),
        ("status=nonsense&sort=name", ["evening", "morning", "night"]),
    ])
    func `shows the runs that are asked for, in the order asked for`(
        query: String,
        names: [String]
    ) throws {
        try folder.run(in: "a.sqlite", "morning", milliseconds: 10)
        try folder.run(in: "b.sqlite", "evening", milliseconds: 20, status: .untrusted)
        try folder.run(in: "c.sqlite", "night", kind: .virtual, milliseconds: 30)
        let text = try folder.site().say("/?\(query)").text
        let found = text.matches(of: /<th scope="row"[^>]*><a [^>]*>([a-z]+)<\/a>/)
            .map { String($0.1) }
        #expect(found == names)
    }

    @Test func `shows the report of a run as the command writes it, in every form`() throws {
        let path = try folder.run(in: "a.sqlite")
        try folder.run(in: "a.sqlite", seed: 43)
        let site = try folder.site()
        for format in ReportFormat.allCases {
            let (status, text) = site.say("/report?file=a.sqlite&run=1&format=\(format.rawValue)")
            #expect(status == 200)
            let bare = text.replacing(/<nav [^§]*?<\/nav>\n/, with: "")
            #expect(try bare == report(database: path, run: 1, format: format), "\(format)")
        }
        let page = site.say("/report?file=a.sqlite&run=2").text
        for link in page.matches(of: /href="(\/[^"]*)"/) {
            let target = String(link.1).replacing("&amp;", with: "&")
            #expect(site.say(target).status == 200, "\(target)")
        }
        #expect(page.contains("run=2&amp;format=csv&amp;table=calls"))
        #expect(site.say("/report?file=a.sqlite&run=1&format=csv&table=none").status == 404)
    }

    @Test(arguments: [
        "/report", "/report?file=a.sqlite", "/report?file=a.sqlite&run=3",
        "/report?file=a.sqlite&run=-1", "/report?file=a.sqlite&run=1x", "/report?run=1",
        "/report?file=../outside.sqlite&run=1", "/report?file=./a.sqlite&run=1",
        "/report?file=%2e%2e/outside.sqlite&run=1", "/report?file=sub/../a.sqlite&run=1",
        "/report?file=link.sqlite&run=1", "/report?file=away/outside.sqlite&run=1",
        "/report?file=&run=1", "/report?file=.&run=1", "/report?file=note.txt&run=1",
        "/report?file=a.sqlite&run=1&format=exe", "/live?file=../outside.sqlite&run=1",
        "/events?file=link.sqlite&run=1", "/history?file=/etc/passwd", "/a.sqlite", "/etc/passwd",
        "/compare?base=a.sqlite%231&new=../outside.sqlite%231", "//", "/report/", "/REPORT",
    ])
    func `gives nothing but what the folder holds`(target: String) throws {
        let outside = try SampleFolder()
        let secret = try outside.run(in: "outside.sqlite", "secret")
        try folder.run(in: "a.sqlite")
        _ = try folder.scratch.write("a secret note", to: "note.txt")
        let files = FileManager.default
        try files.createSymbolicLink(
            atPath: folder.file("link.sqlite"),
            withDestinationPath: secret
        )
        try files.createSymbolicLink(atPath: folder.file("away"), withDestinationPath: outside.path)
        let site = try folder.site()
        let (status, text) = site.say(target)
        #expect(status == 404, "\(target)")
        #expect(!text.contains("secret"))
        let absolute = site.say("/report?file=\(secret)&run=1")
        #expect(absolute.status == 404)
        let list = site.say("/").text
        #expect(!list.contains("secret") && list.contains("2 symbolic links are not followed."))
    }

    @Test(arguments: [
        ("localhost", true), ("localhost:9220", true), ("127.0.0.1", true), ("[::1]:80", true),
        ("192.0.2.7:1", true), ("LOCALHOST:1", true), ("evil.example", false),
        ("127.0.0.1.evil.example:9220", false), ("localhost.evil.example", false), ("", false),
        ("localhost:80:80", false), ("127.0.0.1:x", false), ("[::1", false), ("0x7f000001", false),
        ("localhost@evil.example", false),
    ])
    func `answers to its own names only`(host: String, isOwn: Bool) throws {
        try folder.run(in: "a.sqlite", "secret")
        let (status, text) = try folder.site().say("/", host: host)
        #expect(status == (isOwn ? 200 : 421))
        #expect(text.contains("secret") == isOwn)
        #expect(try folder.site().say("/", host: nil).status == 421)
    }

    @Test func `answers to the name that it was told to listen at`() throws {
        let site = try #require(ResultsSite(folder: folder.path, ownName: "Lab.example"))
        #expect(site.say("/", host: "lab.example:9220").status == 200)
        #expect(site.say("/", host: "other.example:9220").status == 421)
    }

    @Test func `says of each file that cannot be shown why not, and shows the others`() throws {
        let path = try folder.run(in: "good.sqlite", "good")
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        func write(_ data: Data, _ name: String) throws {
            try data.write(to: URL(fileURLWithPath: folder.file(name)))
        }
        try write(bytes.prefix(5_000), "cut.sqlite")
        try write(Data("no database at all".utf8), "text.sqlite")
        try write(Data(), "empty.db")
        try folder.run(in: "newer.sqlite")
        try Database(path: folder.file("newer.sqlite"), access: .write)
            .run("PRAGMA user_version = 99")
        try Database(path: folder.file("other.sqlite"), access: .write)
            .run("CREATE TABLE t (x); PRAGMA application_id = 7")
        let locker = try Database(path: folder.run(in: "locked.sqlite"), access: .write)
        try locker.run("BEGIN EXCLUSIVE")
        let site = try folder.site()
        let text = site.say("/").text
        let expected = [
            ("cut.sqlite", "damaged"), ("text.sqlite", "not a run database"),
            ("empty.db", "not a run database"), ("newer.sqlite", "newer FleetSim (schema 99"),
            ("other.sqlite", "not a run database"), ("locked.sqlite", "another program"),
        ]
        for (name, why) in expected {
            let line = text.split(separator: "\n").first { $0.hasPrefix("<li>\(name): ") }
            #expect(line?.contains(why) == true, "\(name): \(line ?? "no line")")
            #expect(!(line?.contains(folder.path) ?? false))
        }
        #expect(text.contains(">good</a>"))
        #expect(site.say("/report?file=cut.sqlite&run=1").status == 422)
        #expect(site.say("/report?file=newer.sqlite&run=1").status == 422)
        // Whether a run was asked for or not: none of them is there to be shown.
        let cut = site.say("/report?file=cut.sqlite")
        #expect(cut.status == 422 && cut.text.contains("damaged"), "\(cut.text)")
        #expect(site.say("/report?file=good.sqlite").text.contains("There is no such run"))
        try locker.run("ROLLBACK")
        #expect(site.say("/").text.contains("locked.sqlite#1"))
    }

    @Test func `says of a file whose name no link can have that it is there`() throws {
        try folder.run(in: "odd\nname.sqlite")
        try folder.run(in: "odd\u{7}.runs")
        _ = try folder.scratch.write("a note", to: "note\n.txt")
        let within = folder.file("a\tfolder")
        try FileManager.default.createDirectory(
            atPath: within,
            withIntermediateDirectories: false
        )
        let text = try folder.site().say("/").text
        for name in [#"odd\u{a}name.sqlite"#, #"odd\u{7}.runs"#, #"a\u{9}folder"#] {
            #expect(text.contains("<li>\(name): its name has characters that no link can have"))
        }
        #expect(!text.contains("note") && !text.contains("\u{7}"))
    }

    @Test func `changes nothing in the folder`() throws {
        try folder.run(in: "a.sqlite")
        try folder.run(in: "b.sqlite", seed: 7)
        try folder.history(in: "nights.sqlite")
        func state() throws -> [String: Data] {
            let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            return try Dictionary(
                uniqueKeysWithValues: names.map {
                    ($0, try Data(contentsOf: URL(fileURLWithPath: folder.file($0))))
                }
            )
        }
        let before = try state()
        let site = try folder.site()
        for target in [
            "/", "/report?file=a.sqlite&run=1", "/history?file=nights.sqlite",
            "/compare?base=a.sqlite%231&new=b.sqlite%231",
        ] {
            #expect(site.say(target).status == 200, "\(target)")
        }
        #expect(try state() == before)
    }

    @Test func `compares any two runs, and says what stands in the way`() throws {
        try folder.run(in: "a.sqlite", milliseconds: 100)
        try folder.run(in: "b c&d.sqlite", milliseconds: 150)
        try folder.run(in: "other.sqlite", milliseconds: 100, status: .untrusted)
        let site = try folder.site()
        let (status, text) = site.say("/compare?base=a.sqlite%231&new=b%20c%26d.sqlite%231")
        #expect(status == 200)
        #expect(text.contains("b c&amp;d.sqlite") && !text.contains(folder.path))
        let refused = site.say("/compare?base=a.sqlite%231&new=other.sqlite%231")
        #expect(refused.status == 409 && refused.text.contains("it is untrusted"))
        let link = try #require(refused.text.firstMatch(of: /href="(\/compare[^"]*)"/))
        #expect(site.say(String(link.1).replacing("&amp;", with: "&")).status == 200)
        #expect(site.say("/compare?base=a.sqlite%231").status == 400)
        #expect(site.say("/compare?base=a.sqlite%231&new=a.sqlite%231").status == 400)
        #expect(site.say("/compare?base=a.sqlite&new=a.sqlite%231").status == 404)
    }

    @Test func `shows a history of nights, with what is worse and since when`() throws {
        try folder.history(in: "nights.sqlite")
        let site = try folder.site()
        #expect(site.say("/").text.contains("nights.sqlite</a>: 5 nights, the last on 2026-01-05"))
        let (status, text) = site.say("/history?file=nights.sqlite")
        #expect(status == 200)
        #expect(text.contains("1 measure is worse"))
        #expect(text.contains("Response time p99, scenario ‘day’: +50\u{A0}% since night 5."))
        try folder.run(in: "a.sqlite")
        #expect(site.say("/history?file=a.sqlite").status == 422)
        #expect(site.say("/report?file=nights.sqlite&run=1").status == 422)
    }

    @Test func `takes names for text, wherever they come from`() throws {
        let evil = "<script>alert(1)</script>\"'&"
        try folder.run(in: "a\"b<i>.sqlite", evil)
        let site = try folder.site()
        let list = site.say("/?name=%3Cscript%3E&base=%22%3E%3Cscript%3E").text
        let file = "a%22b%3Ci%3E.sqlite"
        let pages = [
            list, site.say("/report?file=\(file)&run=1").text,
            site.say("/report?file=%3Cscript%3E&run=1").text,
            site.say("/compare?base=\(file)%231&new=%3Cscript%3E%231").text,
        ]
        for page in pages {
            #expect(!page.contains("<script>alert") && !page.contains("<i>.sqlite"))
            #expect(!page.contains("value=\"<") && !page.contains("\"><script>"))
        }
        #expect(list.contains("&lt;script&gt;alert(1)"))
    }

    @Test func `lets only its own scripts run, and no other site show or read it`() throws {
        try folder.run(in: "a.sqlite")
        for path in ["/", "/report", "/nothing"] {
            let query = ["file": "a.sqlite", "run": "1"].compactMap {
                HTTPRequest.Field(name: $0.key, value: $0.value)
            }
            let reply = try folder.site().answer(
                HTTPRequest(path: path, query: query, host: "localhost")
            )
            func header(_ name: String) -> String {
                reply.headers.first { $0.name == name }?.value ?? ""
            }
            let policy = header("Content-Security-Policy")
            #expect(policy.contains("default-src 'none'") && policy.contains("'sha256-"))
            #expect(!policy.contains("script-src 'unsafe-inline'"))
            #expect(policy.contains("frame-ancestors 'none'"))
            #expect(header("X-Content-Type-Options") == "nosniff")
            #expect(header("Cross-Origin-Resource-Policy") == "same-origin")
        }
    }

    @Test func `is none of a folder that is not there`() throws {
        #expect(ResultsSite(folder: folder.file("gone")) == nil)
        #expect(ResultsSite(folder: try folder.run(in: "a.sqlite")) == nil)
        let empty = try SampleFolder()
        #expect(try empty.site().say("/").text.contains("There is no run in this folder."))
    }
}
