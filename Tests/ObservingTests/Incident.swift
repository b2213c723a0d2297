import FleetSim

@testable import Observing

/// A CSMS of random make, played call by call, in which something goes wrong at a random moment; and what a run
/// observes of it in each second.
///
/// Calls go to one of several workers and through stages, each with a number of places; a call that finds none
/// waits. What follows from the fault is not put in but results from it: queues, wholes that rise with their parts,
/// work that is not done. Beside it there are figures that have nothing to do with it.
struct Incident {
    enum Fault: CaseIterable {
        case slowStage, exhaustedStage, pauses, stuckWorker, rejections, surge, lateSimulator
    }

    static let seconds = 150

    let fault: Fault
    /// When it began and for how many seconds it lasted.
    let began: Int
    private let length: Int
    private(set) var series: [ObservedSeries] = []
    private(set) var slowest: [Double?] = []
    private(set) var failures: [Double?] = []
    /// What has to be found: by name, and labels where they matter.
    private(set) var right: (Suspect) -> Bool = { _ in false }

    private var random: RandomStream

    init(_ fault: Fault, seed: UInt64) {
        self.fault = fault
        random = RandomStream(seed: seed, entity: 7, purpose: .replication)
        began = 70 + Int(random.below(30))
        length = 15 + Int(random.below(15))
        var play = IncidentPlay(fault, began: began, until: began + length, &random)
        play.run()
        observe(play)
        addBystanders()
        scramble()
    }

    /// The break as a report finds it.
    var moment: BreakMoment? {
        let usual = slowest[20..<60].compactMap(\.self).sorted()
        let bound = usual.isEmpty ? 0.1 : 4 * usual[usual.count / 2]
        let isTime = fault != .rejections
        return BreakMoment(
            of: isTime ? slowest : failures,
            beyond: isTime ? bound : nil,
            in: slowest.indices,
            slowest: slowest,
            isTime: isTime
        )
    }
}

extension Incident {
    private mutating func observe(_ play: IncidentPlay) {
        slowest = play.told.map {
            $0.times.isEmpty ? nil : $0.times.sorted()[$0.times.count * 99 / 100]
        }
        failures = play.told.map { Double($0.rejected) }
        var lag = slowest.indices.map { _ in 0.0003 * (1 + random.unit()) }
        if fault == .lateSimulator {
            for second in began..<began + length {
                lag[second] = 0.5 + random.unit()
                slowest[second] = (slowest[second] ?? 0) + lag[second]
            }
        }
        let calls = play.told.map { Double($0.times.count + $0.rejected) }
        series = [
            ObservedSeries(
                source: OwnFigures.source,
                name: OwnFigures.rate,
                origin: .load,
                values: calls
            ),
            ObservedSeries(
                source: OwnFigures.source,
                name: OwnFigures.lag,
                origin: .lag,
                values: lag
            ),
        ]
        let names = ["db_query", "auth_check", "ledger_write", "cache_fetch"]
        for stage in play.stages.indices {
            let name = names[stage]
            let isHit = stage == play.hitStage
            let hasHistogram = isHit && fault == .slowStage || random.unit() < 0.8
            if hasHistogram {
                addHistogram("\(name)_seconds", play.seen.map { $0.stages[stage].times })
            }
            let showsWaiting = isHit && fault == .exhaustedStage || random.unit() < 0.7
            if showsWaiting {
                add("\(name)_waiting", play.seen.map { Double($0.stages[stage].waiting) })
            }
            if random.unit() < 0.7 {
                add("\(name)_in_use", play.seen.map { Double($0.stages[stage].inUse) })
            }
        }
        if random.unit() < 0.9 { addHistogram("request_seconds", play.seen.map(\.times)) }
        add("requests_in_flight", play.seen.map { Double($0.inFlight) })
        add("rate(requests_total)", play.seen.map { Double($0.arrived) })
        add("rate(rejected_total)", play.seen.map { Double($0.rejected) })
        add(
            "rate(errors_total)",
            play.seen.map { Double($0.rejected) + (random.unit() < 0.05 ? 1 : 0) }
        )
        add("rate(gc_pause_seconds)", play.seen.map { Double($0.pauses) })
        add("connections", play.seen.map { _ in Double(play.chargers) })
        for worker in 0..<play.workers {
            let labels = "worker=\"\(worker)\""
            add("worker_waiting", play.seen.map { Double($0.workers[worker].waiting) }, labels)
            add(
                "rate(worker_done_total)",
                play.seen.map { Double($0.workers[worker].done) },
                labels
            )
        }
        add("cpu_percent", play.seen.map { Double($0.times.count) * 0.4 + 3 * random.unit() })
        let (hitStage, hitWorker, fault) = (names[play.hitStage], play.hitWorker, fault)
        right = { suspect in
            switch fault {
            case .slowStage: suspect.name.contains("(\(hitStage)_seconds")
            case .exhaustedStage:
                ["\(hitStage)_waiting", "\(hitStage)_in_use"].contains(suspect.name)
            case .pauses: suspect.name.contains("gc_pause")
            case .stuckWorker: suspect.labels == "worker=\"\(hitWorker)\""
            case .rejections: suspect.name == "rate(rejected_total)"
            case .surge: suspect.name == OwnFigures.rate || suspect.name == "rate(requests_total)"
            case .lateSimulator: suspect.isSimulator
            }
        }
    }

    private mutating func add(_ name: String, _ values: [Double?], _ labels: String = "") {
        series.append(ObservedSeries(source: "csms", name: name, labels: labels, values: values))
    }

    private mutating func addHistogram(_ name: String, _ times: [[Double]]) {
        let bounds = [
            0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, .infinity,
        ]
        func quantile(_ share: Double) -> [Double?] {
            times.map { times in
                PageReader.quantile(
                    share,
                    of: bounds.map { bound in (bound, Double(times.count { $0 <= bound })) }
                )
            }
        }
        add("p50(\(name))", quantile(0.5))
        add("p99(\(name))", quantile(0.99))
        add("rate(\(name))", times.map { Double($0.count) })
    }

    /// Noise, wanderings, waves, steps at other times, constants, rare events.
    private mutating func addBystanders() {
        for number in 0..<Int(5 + random.below(30)) {
            var level = 10 * random.unit()
            let shape = random.below(7)
            let (size, period) = (random.unit(), 10 + 60 * random.unit())
            let change = Int(random.below(UInt64(Self.seconds)))
            let isFar = abs(change - began) > 25
            let values = (0..<Self.seconds).map { second -> Double? in
                let noise = random.unit() - 0.5
                switch shape {
                case 0: return level + size * noise
                case 1:
                    level += size * noise
                    return level
                case 2:
                    let wave = Elementary.cosineAndSine(degrees: 360 * Double(second) / period).sine
                    return level * (1 + 0.5 * size * wave) + noise
                case 3: return isFar && second >= change ? 3 * level + noise : level + noise
                case 4: return level
                case 5: return random.unit() < 0.03 ? 1 : 0
                default: return random.unit() < 0.3 ? nil : level + size * noise
                }
            }
            add(
                number.isMultiple(of: 3) ? "rate(other_\(number)_total)" : "other_\(number)",
                values
            )
        }
    }

    /// Looks that fail, and an order that says nothing.
    private mutating func scramble() {
        for index in series.indices where series[index].origin == .observed {
            for second in 0..<Self.seconds where random.unit() < 0.01 {
                series[index].values[second] = nil
            }
            series.swapAt(index, Int(random.below(UInt64(index + 1))))
        }
    }
}
