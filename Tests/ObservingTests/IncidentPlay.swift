import FleetSim

/// The calls of an incident, one after another.
struct IncidentPlay {
    struct Stage {
        var servers: Int
        var time: Double
        var busy = 0
        var waiting: [Int] = []
        /// Places that something else holds.
        var taken = 0
        var free: Bool { busy + taken < servers }
    }

    /// What is seen in one second.
    struct Second {
        var times: [Double] = []
        var rejected = 0
        var arrived = 0
        var pauses = 0
        var inFlight = 0
        var stages: [(times: [Double], waiting: Int, inUse: Int)] = []
        var workers: [(waiting: Int, done: Int)] = []
    }

    private struct Worker {
        var busy = 0
        var waiting: [Int] = []
    }

    private struct Call {
        var charger: Int
        var worker: Int
        var due: Double
        var begun = 0.0
        var stage = 0
    }

    private enum Event { case call(charger: Int), served(Int), look, fault, end }

    let chargers: Int
    let workers: Int
    let hitStage: Int
    let hitWorker: Int
    private(set) var stages: [Stage]
    /// By the CSMS, at the looks; by the simulator, as calls end.
    private(set) var seen: [Second] = []
    private(set) var told: [Second]

    private let fault: Incident.Fault
    private let (began, until): (Double, Double)
    private let gap: Double
    private let slots: Int
    private let severity: Double
    private var isFaulty = false
    private var pool: [Worker]
    private var calls: [Call] = []
    private var now = 0.0
    private var events = TimeHeap<Event>()
    private var pausedUntil = 0.0
    private var nextPause = 0.0
    private var current: Second
    private var random: RandomStream

    init(_ fault: Incident.Fault, began: Int, until: Int, _ stream: inout RandomStream) {
        (self.fault, self.began, self.until) = (fault, Double(began), Double(until))
        random = RandomStream(seed: stream.next(), entity: 8, purpose: .replication)
        chargers = 40 + Int(random.below(120))
        gap = 1 + 2 * random.unit()
        workers = 2 + Int(random.below(7))
        slots = 8 + Int(random.below(24))
        severity = random.unit()
        let rate = Double(chargers) / gap
        stages = []
        for _ in 0..<1 + Int(random.below(4)) {
            let time = 0.003 + 0.02 * random.unit()
            let busy = 0.1 + 0.4 * random.unit()
            stages.append(Stage(servers: 1 + Int((rate * time / busy).rounded(.up)), time: time))
        }
        hitStage = Int(random.below(UInt64(stages.count)))
        hitWorker = Int(random.below(UInt64(workers)))
        pool = Array(repeating: Worker(), count: workers)
        current = Second()
        told = Array(repeating: Second(), count: Incident.seconds)
        clear()
    }

    mutating func run() {
        for charger in 0..<chargers { events.add(gap * random.unit(), .call(charger: charger)) }
        events.add(1, .look)
        events.add(began, .fault)
        events.add(until, .end)
        while seen.count < Incident.seconds, let (time, event) = events.next() {
            // A CSMS that pauses sees everything later.
            now = max(time, pausedUntil)
            pauseIfDue()
            handle(event)
        }
    }

    private mutating func pauseIfDue() {
        guard fault == .pauses, isFaulty, now >= nextPause, now < until else { return }
        let length = 0.4 + 0.6 * severity
        current.pauses += 1
        now += length
        pausedUntil = now
        nextPause = now + 0.3 + 0.5 * random.unit()
    }

    private mutating func handle(_ event: Event) {
        switch event {
        case .call(let charger): arrive(charger)
        case .served(let call): leaveStage(call)
        case .look: look()
        case .fault: setFault(true)
        case .end: setFault(false)
        }
    }

    private mutating func setFault(_ isOn: Bool) {
        isFaulty = isOn
        switch fault {
        case .exhaustedStage:
            stages[hitStage].taken = isOn ? stages[hitStage].servers : 0
            if !isOn { fill(hitStage) }
        case .stuckWorker where !isOn: admit(hitWorker)
        case .slowStage, .pauses, .stuckWorker, .rejections, .surge, .lateSimulator: break
        }
    }

    private mutating func arrive(_ charger: Int) {
        current.arrived += 1
        guard fault != .rejections || !isFaulty || random.unit() > 0.3 + 0.6 * severity else {
            current.rejected += 1
            note { $0.rejected += 1 }
            return later(charger)
        }
        let worker = charger % workers
        calls.append(Call(charger: charger, worker: worker, due: now))
        pool[worker].waiting.append(calls.count - 1)
        admit(worker)
    }

    private mutating func later(_ charger: Int) {
        let isMore = fault == .surge && isFaulty
        let factor = isMore ? 1 / (4 + 6 * severity) : 1
        events.add(now + gap * factor * (0.8 + 0.4 * random.unit()), .call(charger: charger))
    }

    private mutating func admit(_ worker: Int) {
        let isStuck = fault == .stuckWorker && isFaulty && worker == hitWorker
        while !isStuck, pool[worker].busy < slots, !pool[worker].waiting.isEmpty {
            pool[worker].busy += 1
            enterStage(pool[worker].waiting.removeFirst())
        }
    }

    private mutating func enterStage(_ call: Int) {
        stages[calls[call].stage].waiting.append(call)
        fill(calls[call].stage)
    }

    private mutating func fill(_ stage: Int) {
        while stages[stage].free, !stages[stage].waiting.isEmpty {
            let call = stages[stage].waiting.removeFirst()
            stages[stage].busy += 1
            calls[call].begun = now
            let isSlow = fault == .slowStage && isFaulty && stage == hitStage
            let factor = isSlow ? 15 + 60 * severity : 1
            let spread = 0.5 + random.unit()
            events.add(now + stages[stage].time * factor * spread, .served(call))
        }
    }

    private mutating func leaveStage(_ call: Int) {
        let stage = calls[call].stage
        stages[stage].busy -= 1
        current.stages[stage].times.append(now - calls[call].begun)
        fill(stage)
        calls[call].stage += 1
        guard calls[call].stage == stages.count else { return enterStage(call) }
        let (worker, time) = (calls[call].worker, now - calls[call].due)
        current.times.append(time)
        current.workers[worker].done += 1
        note { $0.times.append(time + 0.002) }
        pool[worker].busy -= 1
        admit(worker)
        later(calls[call].charger)
    }

    private mutating func note(_ change: (inout Second) -> Void) {
        guard Int(now) < told.count else { return }
        change(&told[Int(now)])
    }

    private mutating func look() {
        for stage in stages.indices {
            current.stages[stage].waiting = stages[stage].waiting.count
            current.stages[stage].inUse = stages[stage].busy + stages[stage].taken
            current.inFlight += stages[stage].busy + stages[stage].waiting.count
        }
        for worker in 0..<workers {
            current.workers[worker].waiting = pool[worker].waiting.count
            current.inFlight += pool[worker].waiting.count
        }
        seen.append(current)
        clear()
        events.add(Double(seen.count + 1), .look)
    }

    private mutating func clear() {
        current = Second()
        current.stages = stages.map { _ in ([], 0, 0) }
        current.workers = Array(repeating: (0, 0), count: workers)
    }
}

/// What is due first comes out first; what is due at the same time, in the order in which it came.
private struct TimeHeap<Element> {
    private var nodes: [(time: Double, number: Int, element: Element)] = []
    private var count = 0

    mutating func add(_ time: Double, _ element: Element) {
        nodes.append((time, count, element))
        count += 1
        var index = nodes.count - 1
        while index > 0, isBefore(index, (index - 1) / 2) {
            nodes.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    mutating func next() -> (Double, Element)? {
        guard !nodes.isEmpty else { return nil }
        nodes.swapAt(0, nodes.count - 1)
        let first = nodes.removeLast()
        var index = 0
        while true {
            var minimum = index
            for child in [2 * index + 1, 2 * index + 2]
            where child < nodes.count && isBefore(child, minimum) {
                minimum = child
            }
            guard minimum != index else { return (first.time, first.element) }
            nodes.swapAt(index, minimum)
            index = minimum
        }
    }

    private func isBefore(_ one: Int, _ other: Int) -> Bool {
        (nodes[one].time, nodes[one].number) < (nodes[other].time, nodes[other].number)
    }
}
