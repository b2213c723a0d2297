import Scenarios

/// What a first scenario can be for.
enum StarterKind: String, CaseIterable {
    case loadTest = "load-test"
    case sitePlan = "site-plan"
    case nightly

    var meaning: String {
        switch self {
        case .loadTest: "chargers that connect to a CSMS, first in virtual time"
        case .sitePlan: "how many bays a site needs, by the waits of its drivers"
        case .nightly: "a suite that is run every night and compared with the nights before"
        }
    }

    /// Where it is written unless a file is named.
    var file: String { rawValue + ".yaml" }

    var questions: [StarterQuestion] {
        switch self {
        case .loadTest, .nightly: [.chargers, .model, .csms]
        case .sitePlan: [.model, .arrivals, .perDay, .bays]
        }
    }
}

/// What can be said of a first scenario.
enum StarterQuestion: String, CaseIterable {
    case chargers, model, csms, arrivals, bays
    case perDay = "per-day"

    var option: String { "--\(rawValue)" }

    var text: String {
        switch self {
        case .chargers: "How many chargers?"
        case .model: "Which charger model? (‘fleetsim models’ lists them)"
        case .csms: "The URL of the CSMS, as in ws://host:port/path; none: virtual time."
        case .arrivals: "Which arrivals? (‘fleetsim presets’ lists them)"
        case .perDay: "How many cars come on a day?"
        case .bays: "How many bays at most?"
        }
    }

    var usual: String {
        switch self {
        case .chargers: "100"
        case .model: "generic-ac"
        case .csms: ""
        case .arrivals: "nl_work"
        case .perDay: "30"
        case .bays: "40"
        }
    }

    /// What is wrong with an answer; nil: nothing.
    func problem(with answer: String) -> String? {
        switch self {
        case .chargers: Self.outOfRange(answer, 1...100_000)
        case .bays: Self.outOfRange(answer, 1...200)
        case .perDay: Self.outOfRange(answer, 1...10_000)
        case .model: Self.unknown(answer, "model", ChargerModel.catalogue.map(\.id))
        case .arrivals: Self.unknown(answer, "preset", ArrivalPreset.catalogue.map(\.id))
        case .csms: answer.isEmpty ? nil : Self.notURL(answer)
        }
    }

    /// What else a URL must be is said when a run calls it.
    private static func notURL(_ answer: String) -> String? {
        guard ["ws://", "wss://"].contains(where: answer.hasPrefix) else {
            return "‘\(answer)’ is no URL of a CSMS, which begins with ws:// or wss://"
        }
        let isPlain = answer.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        return isPlain ? nil : "a URL has neither spaces nor letters beyond ASCII"
    }

    private static func outOfRange(_ answer: String, _ range: ClosedRange<Int>) -> String? {
        guard let number = Int(answer), range.contains(number) else {
            return "a whole number from \(range.lowerBound) to \(range.upperBound), "
                + "not ‘\(answer)’"
        }
        return nil
    }

    private static func unknown(_ answer: String, _ what: String, _ known: [String]) -> String? {
        known.contains(answer)
            ? nil : "there is no \(what) ‘\(answer)’" + NearestWord.hint(for: answer, among: known)
    }
}

/// A first scenario: the files of it, with comments that say what to change.
struct Starter {
    private let kind: StarterKind
    private let answers: [StarterQuestion: String]

    init(_ kind: StarterKind, _ answers: [StarterQuestion: String]) {
        self.kind = kind
        self.answers = answers
    }

    private func answer(_ question: StarterQuestion) -> String {
        answers[question] ?? question.usual
    }

    /// The files, of which the first is at that path; each is a scenario or a suite without mistakes.
    func files(at path: String) throws(Failure) -> [(path: String, text: String)] {
        let files: [(path: String, text: String)]
        switch kind {
        case .loadTest: files = [(path, loadTest(runs: path))]
        case .sitePlan: files = [(path, sitePlan(runs: path))]
        case .nightly:
            let stem = path.hasSuffix(".yaml") ? String(path.dropLast(5)) : path
            let scenario = stem + "-load.yaml"
            files = [
                (path, suite(runs: path, scenario: scenario)),
                (scenario, loadTest(runs: scenario)),
            ]
        }
        for file in kind == .nightly ? Array(files.dropFirst()) : files {
            do throws(ScenarioProblems) {
                _ = try ScenarioFile.parse(file.text, name: file.path)
            } catch {
                throw Failure(.badInput, problems: error.problems)
            }
        }
        return files
    }

    private func loadTest(runs path: String) -> String {
        let url = answer(.csms)
        let csms =
            url.isEmpty
            ? "  # url: wss://csms.example/ocpp/   # with a CSMS the run takes real time\n"
            : "  url: \(Self.quoted(url))\n"
        let inSuite = kind == .nightly
        let command = "fleetsim run \(path.inShell)"
        let trial =
            inSuite || !url.isEmpty
            ? "" : "#\n# Against a CSMS in real time: \(command) --csms ws://HOST:PORT/PATH\n"
        return """
            # Does the CSMS answer \(answer(.chargers)) chargers in time, also when all come back at once?
            #
            # Check it: fleetsim check \(path.inShell)
            # Run it:   \(command)
            \(trial)
            csms:
            \(csms)  # What follows is of the reference CSMS, which answers in virtual time.
              reference:
                service_time: {law: lognormal, median: 20ms, sigma: 0.5}
                workers: 8

            fleet:
              - site: sites
                # ‘fleetsim models’ lists what can stand here.
                chargers: [{model: \(answer(.model)), count: \(answer(.chargers))}]
                # Drivers who come, and how long they stay: ‘fleetsim presets’ lists them.
                arrivals: {preset: nl_public, per_day: \(answer(.chargers))}

            # Who is connected when; the run is as long as these phases together.
            load:
              - {ramp: 2m, to: 100%, name: arriving}
              - {hold: 5m, name: steady}
              - {spike: 0%, for: 30s, name: outage}   # all chargers are switched off
              - {hold: 5m, name: after}               # and all come back at once

            # What must hold; ‘fleetsim figures’ lists what can be held against a bound. A threshold
            # that fails makes the exit code 1.
            thresholds:
              - calls.failed < 1%
              - {expect: boot.latency p99 < 10s, in: after}
              - {expect: connections.connected = 100%, in: steady}

            """
    }

    private func sitePlan(runs path: String) -> String {
        """
        # How many bays does the site need, so that few drivers wait long or give up?
        #
        # Check it: fleetsim check \(path.inShell)
        # Plan it:  fleetsim plan \(path.inShell)

        fleet:
          - site: site
            chargers: [{model: \(answer(.model)), count: \(answer(.bays))}]
            # When drivers come, how long they stay and what they take. ‘fleetsim presets NAME’ prints
            # all of it, to change; ‘fleetsim fit SESSIONS.csv’ makes it from your own log.
            arrivals:
              preset: \(answer(.arrivals))
              per_day: \(answer(.perDay))
              patience: {law: exponential, mean: 15m}   # how long they wait for a bay
            # power: {limit: 250A, sharing: max-min}    # per phase, at the grid connection

        # The designs that are compared under the same drivers.
        plan:
          bays: [\(bays.map(String.init).joined(separator: ", "))]
          # limit: [100A, 160A, 250A]
          horizon: 28d
          # What a design has to meet; ‘fleetsim figures’ lists the figures.
          targets:
            - wait p95 <= 10m
            - reneged <= 5%

        """
    }

    /// Up to eight numbers of bays, of which the last is the most.
    private var bays: [Int] {
        let most = Int(answer(.bays)) ?? 1
        let step = (most + 7) / 8
        return Array(stride(from: most, through: 1, by: -step).reversed())
    }

    private func suite(runs path: String, scenario: String) -> String {
        let url = answer(.csms)
        let name = scenario.split(separator: "/").last.map(String.init) ?? scenario
        return """
            # A suite for every night: each scenario is run several times over and compared with the
            # nights before.
            #
            # Run it: fleetsim nightly \(path.inShell) --label VERSION --out report
            name: nightly
            scenarios:
              - scenario: \(Self.quoted(name))
            runs: 5
            \(url.isEmpty ? "# csms: ws://staging.example/ocpp/   # absent: virtual time" : "csms: \(Self.quoted(url))")
            # floor: 5%       # the least change of one night that raises an alarm
            # baseline: ws://last-release.example/ocpp/   # a second CSMS that runs in turn with it

            """
    }

    /// A text as a scalar of YAML.
    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "''") + "'"
    }
}
