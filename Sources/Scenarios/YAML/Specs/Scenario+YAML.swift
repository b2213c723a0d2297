extension Scenario {
    /// The keys of the whole file.
    static let record = Record(
        Scenario(),
        [
            Field(
                "name",
                \.name,
                .text(1...100),
                "What reports call it; absent: the file's name."
            ),
            Field("seed", \.seed, .integer(0...UInt64.max), "The seed of all chance; absent: 1."),
            Field(
                "start",
                \.start,
                .timestamp,
                "What the chargers' clocks say at time zero; absent: Monday 2026-01-05T00:00:00Z."
            ),
            Field(
                "duration",
                \.duration,
                .duration(atLeast: .seconds(1)),
                "How long it runs; absent: as long as the load or the listed sessions, or 24h."
            ),
            Field(
                "window",
                \.window,
                .duration(atLeast: .seconds(1)),
                "How long one row of the run database's window tables is; absent: 60s."
            ),
            Field("csms", \.csms, .csms, "The central system that the chargers talk to."),
            Field(
                "fleet",
                \.fleet,
                .list(of: SiteSpec.notation, minimum: 1),
                "The sites with their chargers and drivers; only a list of chargers does without."
            ),
            .chargers,
            .tokens,
            Field(
                "message_ids",
                \.messageIDs,
                MessageIDTemplate.notation,
                "How chargers number their calls, as in {run}-{charger}-{n}; absent: {n}."
            ),
            Field(
                "faults",
                \.faults,
                .list(of: FaultSpec.notation),
                "What goes wrong at known times."
            ),
            Field(
                "load",
                \.load,
                .list(of: LoadPhase.notation),
                "How many chargers are connected when, phase by phase; absent: all, from the start."
            ),
            Field(
                "thresholds",
                \.thresholds,
                .list(of: Threshold.notation),
                "What a run must come to, as in ‘calls.failed < 0.1%’; if it does not, it has failed."
            ),
            Field(
                "default_thresholds",
                \.defaultThresholds,
                .list(of: .word("default threshold")),
                """
                What is expected of a run with a CSMS without being asked for: that the CSMS still \
                answers in its last quarter, and, in real time, that no charger is kept out.
                """
            ),
            Field(
                "trust",
                \.trust,
                TrustSpec.record.notation,
                "When a run in real time is not to be believed: what the simulator may be late by."
            ),
            Field(
                "observe",
                \.observe,
                .list(of: ObserveSpec.notation),
                """
                What a run in real time looks at besides: pages of metrics, processes, commands.
                """
            ),
            Field(
                "capacity",
                \.capacity,
                CapacitySpec.record.notation,
                "How ‘fleetsim capacity’ presses the CSMS."
            ),
            Field(
                "seeding",
                \.seeding,
                SeedSpec.notation.named("seeding"),
                "How ‘fleetsim seed’ tells a CSMS of chargers and tokens; or {file: NAME}."
            ),
            Field(
                "plan",
                \.plan,
                PlanSpec.record.notation.refusing(\.complaint),
                "The designs of a site that ‘fleetsim plan’ compares, and what they have to come to."
            ),
        ],
        rules: [
            Rule(["fleet", "chargers"]) { scenario in
                scenario.fleet.isEmpty ? .missing("fleet") : nil
            },
            Rule(["window", "duration"], \.windowComplaint),
            Rule(["fleet"], \.sizeComplaint),
            Rule(["fleet"], \.fleet.nameComplaint),
            Rule(["fleet", "csms"], \.listComplaint),
            Rule(["csms", "load", "faults"], \.loneComplaint),
            Rule(["plan", "fleet"], \.planComplaint),
            Rule(["csms", "fleet", "chargers"], \.passwordComplaint),
            Rule(["csms", "fleet", "chargers"], \.certificateComplaint),
            Rule(["tokens", "fleet", "csms"], \.tokenComplaint),
            Rule(["message_ids", "fleet", "chargers"], \.messageIDComplaint),
            Rule(["observe"], \.observeComplaint),
        ] + loadRules
    )
}

extension Scenario {
    /// A run database with more rows than this is of no use.
    private static let maximumWindows = 1_000_000
    /// What the memory of a large machine holds.
    private static let maximumChargers = 2_000_000

    fileprivate var windowComplaint: Complaint? {
        let windows = (duration / window).rounded(.up)
        guard windows > Double(Self.maximumWindows) else { return nil }
        return Complaint(
            "the duration makes \(windows.terse) windows, at most \(Self.maximumWindows) are kept",
            suggestion: "choose a longer ‘window’"
        )
    }

    fileprivate var planComplaint: Complaint? {
        guard let plan, !fleet.isEmpty else { return nil }
        let names = fleet.map(\.site)
        let isNamed = Set(names).count == names.count
        guard let name = plan.site else {
            guard fleet.count > 1 else { return plan.complaint(for: fleet[0]) }
            return Complaint(
                "it is not said which site is planned",
                suggestion: isNamed
                    ? "add ‘site’ to it: \(names.joined(separator: ", "))"
                    : "give each its name, and add that of one as ‘site’ to ‘plan’"
            )
        }
        guard names.count(where: { $0 == name }) < 2 else {
            return Complaint(
                "\(name.quoted) is planned, but several sites are called so",
                suggestion: "give each its name"
            )
        }
        guard let site = fleet.first(where: { $0.site == name }) else {
            return Complaint(
                "\(name.quoted) is planned, but no site is called so",
                suggestion: Spelling.suggestion(for: name, among: names)
            )
        }
        return plan.complaint(for: site)
    }

    /// Reports tell sources apart by their names.
    fileprivate var observeComplaint: Complaint? {
        let names = observe.map(\.name)
        let doubled = names.first { name in names.count { $0 == name } > 1 }
        return doubled.map {
            Complaint(
                "two sources to observe are called \($0.quoted)",
                suggestion: "give each a ‘name’"
            )
        } ?? (names.contains("fleetsim") ? Complaint("‘fleetsim’ is the simulator itself") : nil)
    }

    /// A study on fixed data has no chargers that could speak.
    fileprivate var listComplaint: Complaint? {
        guard !csms.isAbsent else { return nil }
        let planned = plan?.index(in: fleet)
        let site = fleet.indices.first { fleet[$0].isFixed && $0 != planned }.map { fleet[$0] }
        guard let site else { return nil }
        return Complaint(
            "the site \(site.site.quoted) is given by files, which is for runs without a CSMS",
            suggestion: "say ‘csms: none’"
        )
    }

    /// Without a CSMS no charger connects, and no link can fail.
    fileprivate var loneComplaint: Complaint? {
        guard csms.isAbsent, !load.isEmpty || !faults.isEmpty else { return nil }
        return Complaint("‘load’ and ‘faults’ are for runs with a CSMS, and there is none")
    }

    fileprivate var sizeComplaint: Complaint? {
        guard chargerCount > Self.maximumChargers else { return nil }
        return Complaint(
            "the fleet has \(chargerCount) chargers, at most \(Self.maximumChargers) fit"
        )
    }
}
