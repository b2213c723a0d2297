/// What `--help` says.
enum Help {
    static let overview = """
        fleetsim — a deterministic simulator of EV-charger fleets that speak OCPP

        usage: fleetsim COMMAND [options]

          run SCENARIO        simulate a scenario and write a run database
          plan SCENARIO       compare the designs of a site, and name the smallest that will do
          serve-csms          the reference CSMS as a server, to try a live run against
          check SCENARIO...   say what is wrong with scenarios, without running them
          report DB           tell what a run database holds
          compare BASE NEW... say whether new runs are worse than others
          nightly SUITE       run a suite, and say whether tonight is worse than the nights before
          models              the charger models that ship
          presets [NAME]      the arrival presets that ship, or one of them as YAML
          figures             every figure of plans and metric of thresholds, and what it means
          fit SESSIONS.csv    arrivals of a scenario out of a log of sessions

        ‘fleetsim COMMAND --help’ tells more. Exit codes: 0 all well, 1 a threshold failed,
        2 bad usage or scenario, 3 the run cannot be believed or was not completed,
        130 interrupted.
        """

    static func page(_ command: String) -> String? {
        switch command {
        case "run": run
        case "plan": plan
        case "serve-csms": serve
        case "check": check
        case "report": report
        case "compare": compare
        case "nightly": nightly
        case "models":
            "usage: fleetsim models\n\nPrints the charger models that ship, with their sources."
        case "presets":
            """
            usage: fleetsim presets [NAME]

            Prints the arrival presets that ship, with their figures and sources; or one of them as
            YAML, which a scenario can have under ‘arrivals’ and change.
            """
        case "figures":
            """
            usage: fleetsim figures [--json]

            Prints every figure of plans (‘plan: {targets: …}’) and every metric of thresholds, with
            its unit, what it is compared with and what it means.
            """
        case "fit": fit
        default: nil
        }
    }

    private static let run = """
        usage: fleetsim run SCENARIO [options]

        Simulates in virtual time against the reference CSMS and appends a run to a run
        database. The same scenario and seed give the same run, to the byte. Exit code 1 if
        a threshold of the scenario failed.

        With the URL of a CSMS, by --csms or in the scenario, it runs in real time over
        WebSockets.

          --csms URL        the CSMS under test, at ws://… or wss://…
          --speed X         simulated seconds per real second of a live run (default: 1)
          --workers K       threads of a live run, each with as many sockets as one process may
                            open (default: one per core)
          --source ADDRESS  call from this address of the machine; repeatable, in turn
          --record FILE     write down what goes over the links of a live run
          --max-recording SIZE  at which the recording ends and the run goes on (default: 4GiB)
          --force           let --record replace a file that is no recording
          --replay FILE     do a recorded run again in virtual time, and compare
          --seed N          draw everything from another seed
          --chargers N      scale the fleet to N chargers
          --duration D      run so long: 90s, 15m, 24h, 7d
          --set PATH=VALUE  change any key of the scenario, as in fleet.0.count=5; repeatable;
                            '${NAME}' in a value is that variable of the environment
          --threads N       run sites side by side on N threads; changes no result
          --out FILE        the run database (default: results/NAME.sqlite)
          --calls WHICH     keep single calls as rows: none, errors or all (default: none)
          --json            the summary as JSON on stdout
          --metrics H:P     let Prometheus fetch figures of a live run at http://H:P/metrics
          --quiet           no progress on the terminal
          --check-twice     first run it twice and name the first event that differs
        """

    private static let plan = """
        usage: fleetsim plan SCENARIO [options]

        Simulates every design of the scenario’s ‘plan’ under the same drivers, several times
        over, and prints the table: bays, limits, sharing rules and arrivals with what came of
        them, and the smallest design that meets the targets. Exit code 1 if none does.

          --replications N  simulate each design so often, each time with other drivers
          --seed N          draw everything from another seed
          --set PATH=VALUE  change any key of the scenario, as in plan.horizon=7d; repeatable
          --threads N       replications side by side; changes no result
          --out FILE        the run database (default: results/NAME.sqlite)
          --format F        md, csv, json or html (default: md)
          --quiet           no progress on the terminal
        """

    private static let serve = """
        usage: fleetsim serve-csms [SCENARIO] [options]

        The reference CSMS as a server, until Ctrl-C. With a scenario: the reference CSMS of
        that one, with its tags, service times, commands and restarts.

          --listen HOST:PORT      where (default: 127.0.0.1:9210)
          --speed X               simulated seconds per real second (default: 1)
          --password P            what chargers must give; without it none is asked for. With
                                  '${NAME}' it is that variable of the environment
          --password-file FILE    the same, as the first line of a file
          --known-only            let in only the chargers of the scenario
          --tls-certificate FILE  speak TLS, with this certificate (PEM)
          --tls-key FILE          the key to it, if it is in a file of its own
          --client-ca FILE        let in only chargers with a certificate by this authority
          --certified-names       and only under the common name of the certificate
          --workers K             threads, each with as many sockets as one process may open
          --max-strangers N       at most N chargers that are not in the scenario (default: 100000)
          --max-half-open N       at most N connections without an upgrade yet (default: 4096), and
                                  a quarter of it from one address when others want in
          --set PATH=VALUE        change any key of the scenario; repeatable
        """

    private static let check = """
        usage: fleetsim check SCENARIO... [--set PATH=VALUE]

        Prints every problem as file:line:column: problem, suggestion. Exit code 2 if there are any.
        """

    private static let report = """
        usage: fleetsim report DB [options]

          --format F   html, md, json, csv or junit (default: html)
          --run N      which run of the file (default: the last)
          --log P      instead, the log of sessions per user as CSV: session by session, or summed
                       up by day, week, month or year
          --table T    with --format csv: only that table; without it calls, verdicts and status
          --business T tags, with commas between, whose sessions are business and not private
          -o FILE      write there and not on stdout; with --format csv a folder gets a file for
                       each table
          --force      let -o replace a file that is no such report
        """

    private static let fit = """
        usage: fleetsim fit SESSIONS.csv [options]

        Reads a log of sessions and prints arrivals that a scenario takes as they are: hours,
        days, stays, energies and how they depend on each other, with how well the laws fit.
        Commas, semicolons or tabs; dates of several kinds; decimal points or commas. Rows that
        make no sense are left out and told.

          --arrival COLUMN     when cars were plugged in (guessed where it is not said)
          --departure COLUMN   when they were unplugged
          --duration COLUMN    how long they stayed, in place of a departure
          --energy COLUMN      what they took
          --user COLUMN        who came
          --site COLUMN        where
          --dates ORDER        day-first or month-first, for dates such as 3/4/2026
          --time-zone OFFSET   the clock of the place, as in +1h, for a log that keeps UTC
          --daylight-saving W  none, eu or us (default: none)
          -o FILE              write there and not on stdout
          --force              let -o replace a file that is no such fit
        """
}
