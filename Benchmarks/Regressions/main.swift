import FleetSim
import Foundation
import Report

// How often `compare` and `nightly` are right, on runs whose true difference is known.
//
// A run is a series of response times: lognormal, each like the one before (an autoregressive series of
// order one, 0.9, of normal scores), times a level of the run's own whose logarithm has a standard
// deviation of 5 %. Four measures are judged: p50, p99, failed calls, throughput.

let trials = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 500
let callsPerRun = CommandLine.arguments.dropFirst(2).first.flatMap(Int.init) ?? 3_000

/// A generator of its own: 64 bits of state, normal scores by the polar method.
struct Scores {
    private var state: UInt64
    private var spare: Double?

    init(_ seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 }

    mutating func word() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
        return word ^ word >> 31
    }

    mutating func unit() -> Double { Double(word() >> 11) * 0x1p-53 }

    mutating func normal() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        while true {
            let (x, y) = (2 * unit() - 1, 2 * unit() - 1)
            let length = x * x + y * y
            guard length > 0, length < 1 else { continue }
            let factor = (-2 * log(length) / length).squareRoot()
            spare = y * factor
            return x * factor
        }
    }
}

/// One value a measure of one run.
struct Run {
    var p50: Double
    var p99: Double
    var failed: Double
    var throughput: Double

    /// `slower` raises every response time: 0.2 by a fifth.
    init(_ scores: inout Scores, slower: Double = 0) {
        let level = exp(0.05 * scores.normal()) * (1 + slower)
        var histogram = Histogram()
        var score = scores.normal()
        var failures = 0
        for _ in 0..<callsPerRun {
            score = 0.9 * score + (1 - 0.81).squareRoot() * scores.normal()
            histogram.record(Int64(20_000 * level * exp(0.5 * score)))
            if scores.unit() < 0.001 { failures += 1 }
        }
        let quantiles = histogram.quantiles([0.5, 0.99])
        p50 = Double(quantiles[0])
        p99 = Double(quantiles[1])
        failed = Double(failures) / Double(callsPerRun)
        throughput = 50 * exp(0.01 * scores.normal())
    }

    func value(of measure: Measure) -> Double {
        switch measure.figure {
        case .percentile(let percent): percent == 50 ? p50 : p99
        case .failed: failed
        case .throughput: throughput
        }
    }
}

func runs(_ count: Int, _ scores: inout Scores, slower: Double = 0) -> [Run] {
    (0..<count).map { _ in Run(&scores, slower: slower) }
}

func percent(_ part: Int) -> String {
    String(format: "%5.1f %%", 100 * Double(part) / Double(trials))
}

/// The measures that a comparison of two sides finds worse.
func worse(_ base: [Run], _ new: [Run]) -> [Measure] {
    JudgedValues.worse(
        Measure.primary.map { measure in
            (measure, base.map { $0.value(of: measure) }, new.map { $0.value(of: measure) })
        }
    )
}

func compareTrials(_ size: Int, slower: Double) -> (any: Int, p99: Int) {
    var found = (any: 0, p99: 0)
    for trial in 0..<trials {
        var scores = Scores(UInt64(trial) &* 1_000_003 &+ UInt64(size))
        let base = runs(size, &scores)
        let measures = worse(base, runs(size, &scores, slower: slower))
        if !measures.isEmpty { found.any += 1 }
        if measures.contains(Measure(.percentile(99))) { found.p99 += 1 }
    }
    return found
}

print("\(trials) trials, \(callsPerRun) calls a run, four measures judged")
print("compare              worse: any   p99")
for (size, slower) in [(5, 0.0), (10, 0.0), (5, 0.2), (10, 0.1), (10, 0.2)] {
    let found = compareTrials(size, slower: slower)
    print(
        "\(size) runs a side, +\(Int(slower * 100)) %:  \(percent(found.any))  \(percent(found.p99))"
    )
}

/// Nights until the first finding that is worse, the change coming before night `change`; nil: none.
func nightsToFinding(_ nights: Int, change: Int, slower: Double, _ scores: inout Scores) -> Int? {
    let measures = Measure.primary
    var history = measures.map { _ in [(night: Int, values: [Double])]() }
    for night in 1...nights {
        let slow = night >= change ? slower : 0
        var tonight = runs(5, &scores, slower: slow)
        func judges() -> [SeriesJudge] {
            measures.indices.map { index in
                let measure = measures[index]
                return SeriesJudge(
                    .init(scenario: "simulated", likeness: "", measure: measure),
                    history[index],
                    [],
                    NightReport.rule(for: measure.figure, floor: 0.05, drift: 0.03)
                )
            }
        }
        let judged = judges()
        let isSuspect = measures.indices.contains { index in
            judged[index].needsSecondLook(tonight.map { $0.value(of: measures[index]) })
        }
        if isSuspect {
            tonight += runs(5, &scores, slower: slow)
            let isWorse = measures.indices.contains { index in
                judged[index].result(
                    tonight.map { $0.value(of: measures[index]) },
                    night: night,
                    hadSecondLook: true
                ).state.isWorse
            }
            if isWorse { return night }
        }
        for index in measures.indices {
            history[index].append((night, tonight.map { $0.value(of: measures[index]) }))
        }
    }
    return nil
}

func nightTrials(_ nights: Int, change: Int, slower: Double) -> [Int?] {
    (0..<trials).map { trial in
        var scores = Scores(UInt64(trial) &* 7_919 &+ 17)
        return nightsToFinding(nights, change: change, slower: slower, &scores)
    }
}

print("nightly, five runs a night, the change on night 41 of it")
let quiet = nightTrials(120, change: .max, slower: 0)
print("no change, 120 nights: a false alarm in \(percent(quiet.count { $0 != nil }))")
let large = nightTrials(41, change: 41, slower: 0.2)
print("+20 %: found on the first night in \(percent(large.count { $0 == 41 }))")
let small = nightTrials(60, change: 41, slower: 0.05)
print("+5 %: found within 20 nights in \(percent(small.count { ($0 ?? 0) >= 41 }))")
print("+5 %: found before there was a change in \(percent(small.count { ($0 ?? 99) < 41 }))")
