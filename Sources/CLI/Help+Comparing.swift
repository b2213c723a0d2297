extension Help {
    static let capacity = """
        usage: fleetsim capacity SCENARIO [options]

        Finds the most load at which the scenario’s thresholds are kept, by a dozen trials: short
        ones up to the edge, long ones around it, each with chance of its own. The answer is an
        interval at 95 %, with the threshold that broke first, and whether the CSMS comes back
        after an overload. In virtual time against the reference CSMS; with the URL of a CSMS, by
        --csms or in the scenario, in real time. Load and faults of the scenario are left out.

          --axis A          what grows (default: chargers):
                              chargers    how many are connected, with their heartbeats
                              rate        calls per second: heartbeats and meter values of the
                                          scenario’s chargers come closer together
                              reconnects  chargers per second that come back with the power
                              backlog     seconds without links, after which all come back at once
          --csms URL        the CSMS under test, at ws://… or wss://…
          --yes             press a CSMS on another machine without asking
          --at-least N      exit code 1 if the lower end of the interval is below N
          --from N          the load of the first trial (default: what the scenario has)
          --most N          try no more than that
          --measure D       how long a trial in real time is measured at most (default: 30s)
          --drain D         of axis backlog: how long draining may take (default: 5m)
          --afresh          do not go on with an interrupted search of the same run database
          --workers K       threads of trials in real time
          --source ADDRESS  call from this address of the machine; repeatable, in turn
          --seed N          draw everything from another seed
          --set PATH=VALUE  change any key of the scenario; repeatable
          --out FILE        the run database (default: results/NAME-capacity.sqlite)
          --format F        md, csv, json or html (default: md)
          --quiet           do not tell of each trial
        """

    static let compare = """
        usage: fleetsim compare BASE NEW... [options]
               fleetsim compare --run SCENARIO --csms A --csms B -n 10 [options]

        Says for each measure whether NEW is better or worse than BASE, whether there is no
        difference that matters, or how many runs would decide. The unit is the run: five a side
        can decide, ten find 20 % in p99. Each NEW is held against BASE by itself.

        BASE and NEW are run databases: FILE stands for every run in it, FILE#3 for run 3. Runs of
        a side may lie in several files (--base, --new). Where a scenario has several phases, the
        first is the warm-up and does not count.

        Runs in virtual time with the same seeds are compared exactly: equal, or the first row and
        the first event that differ.

          --base FILE       more runs of the base; repeatable. All other arguments are NEW then
          --new FILE        more runs of one new side; repeatable
          --gate GATE       fail if a change for the worse is beyond a limit, as in 'p99:+10%',
                            'BootNotification.p99:+20%', 'failed:+0.1pp', 'throughput:-5%';
                            repeatable. Without gates: if a judged measure is worse
          --metric M        what is judged; repeatable (default: p50, p99, failed, throughput)
          --floor N%        the smallest change that matters (default: 5%)
          --phase NAME      only that phase of each run; ‘all’ for the whole of it
          --unlike          compare runs of other scenarios, machines or versions all the same
          --incomplete      and runs that were interrupted or cannot be trusted
          --format F        md, json, junit or html (default: md)
          -o FILE           write there and not on stdout

        Making the runs, in turn and in alternating order, each pair with a seed of its own:

          --run SCENARIO    the scenario; twice for two scenarios in virtual time
          --csms URL        a CSMS; the first is the base
          -n N              runs a side (default: 10)
          --out PREFIX      run databases PREFIX-base.sqlite, PREFIX-new.sqlite …
                            (default: results/NAME-compare)
          --seed, --duration, --chargers, --speed, --workers, --set   as of ‘run’

        Exit codes: 0 nothing worse, 1 a gate failed or a judged measure is worse, 2 bad usage,
        unlike runs or unreadable files, 3 too few runs to tell, or runs that failed.
        """

    static let nightly = """
        usage: fleetsim nightly SUITE [options]

        Runs each scenario of a suite several times over, holds the runs against the nights before
        in the history database, runs again before it raises an alarm, looks for the night since
        which a level has moved, and keeps everything in the history. Without a CSMS it runs in
        virtual time with other seeds each night.

          --csms URL        the CSMS under test, in place of the suite's
          --baseline URL    a second CSMS to run in turn with it: tonight is held against that
          --label VERSION   what is tested, as in a version or commit; told with findings
          --history FILE    the history database (default: the suite's, or SUITE.history.sqlite)
          --out FOLDER      write nightly.html, .md, .json and .xml (JUnit) there
          --github          annotations for GitHub Actions (default: if GITHUB_ACTIONS is set)
          --export FILE     the history as CSV, as Apache Otava reads it; runs nothing
          --accept          take what is worse since some night for the new level; runs nothing
          --set PATH=VALUE  change any key of the scenarios; repeatable

        Exit codes: 0 nothing worse, 1 a regression, 2 bad usage or suite, 3 runs that failed or
        cannot be trusted, 130 interrupted.
        """
}
