import Scenarios

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
        let maximum = Int(answer(.bays)) ?? 1
        let step = (maximum + 7) / 8
        return Array(stride(from: maximum, through: 1, by: -step).reversed())
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
