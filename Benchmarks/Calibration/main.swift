import FleetSim
import Foundation
import Planning
import Scenarios
import Statistics
import Synchronization

// Whether what a plan says is so: `CalibrationBenchmark SEEDS [SITE [FIRST]]` plans small sites of which
// the truth is known under as many seeds from FIRST on, all of them or those whose name begins with SITE, and prints how often
// intervals hold it, and how often a target whose bound is the truth is called met or missed.
let verdicts = Mutex<[[String]]>([])
let seeds = CommandLine.arguments.dropFirst().first.flatMap(UInt64.init) ?? 2_000
let wanted = CommandLine.arguments.dropFirst(2).first ?? ""
let first = CommandLine.arguments.dropFirst(3).first.flatMap(UInt64.init) ?? 1
let study = Calibration(seeds: seeds, first: first)
study.print(
    "How often the interval at 95 % holds the true figure",
    ["site", "what of it", "true", "seeds", "bias", "held", "true is above", "true is below"],
    Case.all.filter { $0.name.hasPrefix(wanted) }.flatMap(study.rows)
)

/// A site of which some figures are known.
struct Case {
    var name: String
    var site: SiteSpec
    var plan: PlanSpec
    /// What each figure truly is.
    var truths: [(figure: PlanFigure, value: Double)]
    /// By how much it truly differs with one bay more.
    var differences: [(figure: PlanFigure, value: Double)] = []
    /// Figures whose truth takes long runs to know.
    var measured: [PlanFigure] = []
}

extension Case {
    static var all: [Case] {
        [singleServer, line, renewed, loss, rareLoss, rarestLoss, impatient, energy]
    }

    /// One bay that is taken nine tenths of the time.
    private static var singleServer: Case {
        // Stays are an hour: cars stay a minute at least, which would be much of a short stay.
        let (rate, mean) = (0.9, 3_600.0)
        func wait(_ share: Double) -> Double { log(rate / (1 - share)) / (1 - rate) * mean }
        return Case(
            name: "M/M/1, ρ = 0.9",
            site: .queue(bays: 1, perDay: rate * 86_400 / mean, stay: mean, patience: 1e9),
            plan: .of(replications: 20, days: 180),
            truths: [
                (.waitMean, rate / (1 - rate) * mean), (.waitP50, wait(0.5)),
                (.waitP95, wait(0.95)), (.waitP99, wait(0.99)), (.waiting, rate),
                (.occupied, rate), (.lineMean, rate * rate / (1 - rate)),
            ]
        )
    }

    private static func known(_ queue: ErlangC, stay: Double) -> [(PlanFigure, Double)] {
        [
            (.waitMean, queue.meanWait * 3_600), (.waitP95, queue.wait(quantile: 0.95) * 3_600),
            (.waitP99, queue.wait(quantile: 0.99) * 3_600), (.waiting, queue.waiting),
            (.lineMean, queue.meanLine),
        ]
    }

    /// Four bays of which three are taken, and five.
    private static var line: Case {
        let four = ErlangC(servers: 4, offered: 3, serviceRate: 1)
        let five = ErlangC(servers: 5, offered: 3, serviceRate: 1)
        guard let four, let five else { preconditionFailure("both queues are stable") }
        let (here, more) = (known(four, stay: 3_600), known(five, stay: 3_600))
        return Case(
            name: "M/M/4, ρ = 0.75",
            site: .queue(bays: 4, perDay: 72, stay: 3_600, patience: 1e9),
            plan: .of(replications: 20, days: 14),
            truths: here + [(.occupied, 0.75)],
            differences: zip(here, more).filter { PlanFigure.told.contains($0.0.0) }
                .map { ($0.0, $1.1 - $0.1) }
        )
    }

    /// The same, until an interval is narrow.
    private static var renewed: Case {
        var one = line
        one.name = "M/M/4, until 15 % of wait.p95"
        one.plan.horizon = .seconds(7 * 86_400)
        one.plan.replications = .init(minimum: 10, maximum: 300, until: .init(0.15, of: .waitP95))
        one.truths = one.truths.filter { [.waitMean, .waitP95].contains($0.figure) }
        one.differences = []
        return one
    }

    private static func loss(_ bays: Int, _ offered: Double, _ replications: Int) -> Case {
        func blocked(_ bays: Int) -> Double { ErlangB(servers: bays, offered: offered).blocking }
        return Case(
            name: "M/M/\(bays)/\(bays), \(offered.terse) offered",
            site: .queue(bays: bays, perDay: offered * 24, stay: 3_600),
            plan: .of(replications: replications, days: 7),
            truths: [
                (.blocked, blocked(bays)),
                (.occupied, offered * (1 - blocked(bays)) / Double(bays)),
            ],
            differences: [(.blocked, blocked(bays + 1) - blocked(bays))]
        )
    }

    private static var loss: Case {
        var one = loss(4, 2, 20)
        one.measured = [.peak15, .energyNotServed]
        return one
    }
    /// About eighteen drivers in all are lost, and about one.
    private static var rareLoss: Case { loss(6, 1.5, 20) }
    private static var rarestLoss: Case { loss(8, 1.5, 20) }

    private static var impatient: Case {
        let queue = ErlangA(servers: 4, offered: 4, serviceRate: 1, patienceRate: 1)
        var site = SiteSpec.queue(bays: 4, perDay: 96, stay: 3_600)
        site.arrivals.patience = .exponential(mean: 3_600)
        return Case(
            name: "M/M/4+M, patience as long as stays",
            site: site,
            plan: .of(replications: 20, days: 7),
            truths: [
                (.reneged, queue.abandoning), (.waiting, queue.waiting),
                (.waitMean, queue.meanWait * 3_600), (.lineMean, queue.meanLine),
            ]
        )
    }

    /// Cars that go before they are full, at a connection that is too small for all.
    private static var energy: Case {
        var site = SiteSpec.queue(bays: 4, perDay: 48, stay: 3_600)
        site.arrivals.energy = .lognormal(median: 6_000, sigma: 0.5)
        site.power = PowerSpec()
        site.power?.limit = .currents(l1: 32, l2: 32, l3: 32)
        return Case(
            name: "four bays behind 32 A",
            site: site,
            plan: .of(replications: 20, days: 7),
            truths: [],
            measured: [
                .energyDelivered, .notServedPower, .satisfactionMean, .satisfactionP5, .loadMean,
                .limitBinding,
            ]
        )
    }
}

extension PlanFigure {
    /// Those whose change with one more bay every plan tells.
    static var told: Set<PlanFigure> { Set(shown(with: [.waitP95, .waitMean, .blocked])) }
}

extension PlanSpec {
    static func of(replications: Int, days: Int64) -> PlanSpec {
        var spec = PlanSpec()
        spec.replications = PlanReplications(minimum: replications, maximum: replications)
        spec.horizon = .seconds(days * 86_400)
        return spec
    }
}

extension SiteSpec {
    static func queue(bays: Int, perDay: Double, stay: Double, patience: Double? = nil) -> SiteSpec
    {
        guard let model = ChargerModel.named("generic-ac") else {
            preconditionFailure("there is no generic-ac")
        }
        var site = SiteSpec()
        var group = ChargerGroup(model: model)
        group.count = bays
        site.chargers = [group]
        site.arrivals = ArrivalSpec()
        site.arrivals.perDay = perDay
        site.arrivals.dwell = .exponential(mean: stay)
        site.arrivals.energy = .lognormal(median: 5_000, sigma: 0.5)
        site.arrivals.handling = .none
        site.arrivals.patience = patience.map(Distribution.constant)
        return site
    }
}

/// What became of one true figure over all seeds.
struct Tally: Sendable {
    var count = 0
    var below = 0
    var above = 0
    var sum = 0.0
    var met = 0
    var missed = 0
    var sure = 0

    mutating func add(_ value: Double, _ low: Double, _ high: Double, truth: Double) {
        count += 1
        sum += value
        // What only the last bits tell apart is one number.
        let minimum = 1e-9 * abs(truth)
        if truth > high + minimum { above += 1 }
        if truth < low - minimum { below += 1 }
    }

    mutating func add(_ verdict: TargetVerdict) {
        if verdict.verdict == .met { met += 1 }
        if verdict.verdict == .missed { missed += 1 }
        if verdict.certainty >= 0.999 { sure += 1 }
    }

    static func += (sum: inout Tally, other: Tally) {
        sum.count += other.count
        sum.below += other.below
        sum.above += other.above
        sum.sum += other.sum
        sum.met += other.met
        sum.missed += other.missed
        sum.sure += other.sure
    }
}

struct Calibration: Sendable {
    let seeds: UInt64
    let first: UInt64
    /// More threads than there are processors, as a plan rests while it waits for its own.
    private let threads = 4 * ProcessInfo.processInfo.activeProcessorCount

    func rows(of one: Case) -> [[String]] {
        let truths = one.truths + measured(one)
        var plan = one.plan
        let asked = truths.map(\.figure)
        plan.targets = truths.map { PlanTarget($0.figure, $0.value, expression: "") }
        let spec = plan
        let tallies = Mutex(Array(repeating: Tally(), count: truths.count + one.differences.count))
        let used = Mutex(0)
        let differences = one.differences
        let site = one.site
        Threads.run(threads) { thread in
            var own = Array(repeating: Tally(), count: truths.count + differences.count)
            for seed in stride(from: first + UInt64(thread), to: first + seeds, by: threads) {
                guard let plan = Self.plan(spec, site, seed: seed) else { continue }
                let result = plan.results[0]
                used.withLock { $0 += result.replications }
                for (index, truth) in truths.enumerated() {
                    guard let estimate = result[truth.figure] else { continue }
                    own[index].add(estimate.mean, estimate.low, estimate.high, truth: truth.value)
                    own[index].add(result.verdicts[index])
                }
                for (index, truth) in differences.enumerated() {
                    let found = plan.marginals[0].differences.first { $0.figure == truth.figure }
                    guard let found else { continue }
                    own[truths.count + index]
                        .add(found.mean, found.low, found.high, truth: truth.value)
                }
            }
            tallies.withLock { all in for index in own.indices { all[index] += own[index] } }
        }
        let all = tallies.withLock { $0 }
        let mean = Double(used.withLock { $0 }) / Double(seeds)
        note(one.name, asked, Array(all.prefix(truths.count)), replications: mean)
        let names =
            truths.map(\.figure.rawValue)
            + differences.map { "\($0.figure.rawValue), one bay more" }
        let values = truths.map(\.value) + differences.map(\.value)
        return zip(names, zip(values, all)).map { name, told in
            row(one.name, name, told.0, told.1)
        }
    }

    private func row(_ site: String, _ name: String, _ truth: Double, _ tally: Tally) -> [String] {
        let count = Double(max(1, tally.count))
        let held = 1 - Double(tally.below + tally.above) / count
        return [
            site, name, String(format: "%.5g", truth), "\(tally.count)",
            String(format: "%+.1f %%", 100 * (tally.sum / count - truth) / abs(truth)),
            String(format: "%.1f %%", 100 * held),
            String(format: "%.1f %%", 100 * Double(tally.above) / count),
            String(format: "%.1f %%", 100 * Double(tally.below) / count),
        ]
    }

    /// What no closed form tells is measured: by as many replications as all seeds have together.
    private func measured(_ one: Case) -> [(figure: PlanFigure, value: Double)] {
        guard !one.measured.isEmpty else { return [] }
        var spec = one.plan
        let count = 20 * max(100, Int(seeds))
        spec.replications = PlanReplications(minimum: count, maximum: count)
        guard let plan = Self.plan(spec, one.site, seed: 1 << 40, threads: threads / 4) else {
            return []
        }
        return one.measured.compactMap { figure in
            plan.results[0][figure].map { (figure, $0.mean) }
        }
    }

    private static func plan(
        _ spec: PlanSpec,
        _ site: SiteSpec,
        seed: UInt64,
        threads: Int = 1
    ) -> Plan? {
        let (warmUp, horizon) = (SimDuration(spec.warmUp(for: site)), SimDuration(spec.horizon))
        return Plan.of(spec, for: site, seed: seed, threads: threads) { site in
            let start = Scenario().start
            guard let model = try? SiteModel(site, number: 0, name: "site", clockStart: start)
            else {
                preconditionFailure("the site cannot be built")
            }
            return { seed in
                model.tally(seed: seed, until: .zero + warmUp + horizon, from: .zero + warmUp)
            }
        }
    }

    private func note(
        _ name: String,
        _ figures: [PlanFigure],
        _ tallies: [Tally],
        replications: Double
    ) {
        let rows = zip(figures, tallies).map { figure, tally in
            let count = Double(max(1, tally.count))
            return [name, figure.rawValue, String(format: "%.0f", replications)]
                + [tally.met, tally.missed, tally.sure].map {
                    String(format: "%.2f %%", 100 * Double($0) / count)
                }
        }
        verdicts.withLock { $0 += rows }
    }

    func print(_ heading: String, _ head: [String], _ rows: [[String]]) {
        Self.print(heading, head, rows)
        Self.print(
            "What is said of a target whose bound is the true figure",
            ["site", "figure", "replications", "met", "missed", "certainty ≥ 99.9 %"],
            verdicts.withLock { $0 }
        )
    }

    private static func print(_ heading: String, _ head: [String], _ rows: [[String]]) {
        Swift.print("### \(heading)\n\n| \(head.joined(separator: " | ")) |")
        Swift.print(
            "|" + String(repeating: " --- |", count: 2)
                + String(repeating: " --: |", count: head.count - 2)
        )
        for row in rows { Swift.print("| \(row.joined(separator: " | ")) |") }
        Swift.print("")
    }
}

extension Double {
    fileprivate var terse: String { Int(exactly: self).map { "\($0)" } ?? "\(self)" }
}
