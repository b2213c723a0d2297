import Scenarios
import Testing

@Suite struct ObserveTests {
    private func load(_ observe: String) -> Parsed {
        Parsed("fleet: [{model: generic-ac}]\nobserve: \(observe)")
    }

    @Test func `a source is known by its first word, and called by where it is`() throws {
        let sources = """
            [{url: "http://csms.example:9100/metrics"}, {pid: 12, name: database, every: 5s},
            {command: "echo 1", timeout: 2s, metrics: ['a{b="c"}', p99(x_*)]}]
            """
        let observe = try #require(load(sources).scenario?.observe)
        #expect(observe.map(\.name) == ["csms.example:9100", "database", "command"])
        #expect(observe.map(\.every) == [.seconds(1), .seconds(5), .seconds(1)])
        #expect(observe.map(\.patience) == [.seconds(5), .seconds(5), .seconds(2)])
        let page = "http://csms.example:9100/metrics"
        #expect(observe[0].source == .page(url: page, shown: page))
        #expect(observe[1].source == .process(12))
        #expect(
            observe[2].metrics == [
                MetricSelector("a", labels: [("b", "c")]),
                MetricSelector("x_*", figure: .percentile(99)),
            ]
        )
    }

    @Test(arguments: [
        ("[{}]", "2:11: this is no source to observe, it has one of the keys url, pid, command"),
        ("[{pid: 0}]", "2:17: ‘0’ is not a whole number from 1 to 2147483647"),
        (
            "[{url: \"ftp://a/\"}]",
            "2:17: a page to observe is at http://… or https://…, not at ‘ftp://a/’"
        ),
        ("[{url: \"http://a/\", ca: x.pem}]", "2:34: authorities are of use at https://… only"),
        (
            "[{url: \"http://u:p@a/\"}]",
            "2:17: no user or password belongs in the URL of a page to observe"
        ),
        (
            "[{pid: 1, metrics: [\"a b{\"]}]",
            "2:30: ‘a b{’ names no metric, write it as name, name{label=\"value\"}, rate(…), mean(…) or p99(…)"
        ),
        ("[{pid: 1, every: 1ms}]", "2:27: ‘1ms’ is less than 200ms"),
        (
            "[{pid: 1, name: a}, {pid: 2, name: a}]",
            "2:10: two sources to observe are called ‘a’, give each a ‘name’"
        ),
        ("[{pid: 1, name: fleetsim}]", "2:10: ‘fleetsim’ is the simulator itself"),
    ])
    func `a mistake is told where it stands`(observe: String, problem: String) {
        let lines = load(observe).lines
        #expect(lines == ["test.yaml:\(problem)"], "\(lines)")
    }

    @Test func `what variables put into an address or a command is not shown`() throws {
        let text = """
            fleet: [{model: generic-ac}]
            observe: [{url: "http://${HOST}/m"}, {command: "curl -H ${TOKEN} x", name: c}]
            """
        let observe = try #require(
            Parsed(text, variables: ["HOST": "secret:1", "TOKEN": "hunter2"]).scenario?.observe
        )
        #expect(!observe.map(\.name).joined().contains("secret"))
        guard case .page(let url, let shown) = observe[0].source,
            case .command(let line, let told) = observe[1].source
        else { throw CancellationError() }
        #expect(url == "http://secret:1/m" && shown == "http://${HOST}/m")
        #expect(line == "curl -H hunter2 x" && told == "curl -H ${TOKEN} x")
    }

    @Test func `the header that names a server is a header`() {
        func load(_ name: String) -> Parsed {
            Parsed("fleet: [{model: generic-ac}]\ncsms: {served_by: \(name)}")
        }
        #expect(load("X-Backend").scenario?.csms.serverField == "X-Backend")
        #expect(
            load("'X Backend'").lines == ["test.yaml:2:19: ‘X Backend’ is no name of a header"]
        )
    }
}
