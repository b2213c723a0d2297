import FleetSim

/// Adds up the rows of `call_window`: per kind of call, per direction, and over time.
struct CallTally {
    /// One row, its histograms decoded.
    struct Row {
        var window: Int
        var action: String
        var direction: Direction
        var outcome: Outcome
        var count: Int
        var bytesSent: Int
        var bytesReceived: Int
        /// Of open calls: those older than their charger waits for an answer.
        var overdue: Int
        /// Due to reply and sent to reply; of calls without a reply their ages.
        var latency: Histogram?
        var service: Histogram?
        /// The true maximum of the latency, which the histogram knows only to its bucket.
        var longest: Int
    }

    private var kinds: [CallLine] = []
    private var indices: [Kind: Int] = [:]
    private var directions = Direction.allCases.map { CallLine(action: nil, direction: $0) }
    private(set) var timeline: Timeline
    private var slot: Int?
    private var slotLatency = ResponseTimes()
    private var slotService = ResponseTimes()
    /// How often each latency came up over time.
    private(set) var heat: LatencyHeat
    private var rates: WindowRates
    /// Up to the window that begins then, rows are sums over several; nil: none are.
    private let summed: Int?
    private var courses: ActionCourses

    private var phaseLines: [CallLine]
    private let bounds: [PhaseSummary]

    init(
        timeline: Timeline,
        phases: [PhaseSummary] = [],
        windows: [Int]? = nil,
        end: Int = 0,
        summedUpTo summed: Int? = nil
    ) {
        self.summed = summed
        self.timeline = timeline
        heat = LatencyHeat(timeline)
        rates = WindowRates(starts: windows, end: end)
        courses = ActionCourses(timeline)
        bounds = phases
        phaseLines = phases.map { _ in CallLine(action: nil, direction: .out) }
    }

    /// Adds a row; rows come in the order of their windows.
    mutating func add(_ row: Row) {
        let kind = Kind(action: row.action, direction: row.direction)
        let index = indices[kind] ?? kinds.count
        if index == kinds.count {
            indices[kind] = index
            kinds.append(CallLine(action: row.action, direction: row.direction))
        }
        kinds[index].add(row)
        directions[Int(row.direction.rawValue)].add(row)
        if row.direction == .out, let phase = bounds.index(of: row.window) {
            phaseLines[phase].add(row)
        }
        addToTimeline(row)
        courses.add(row, slot: slot)
    }

    /// Ends the last window and slot: no rows follow.
    mutating func close() {
        courses.close()
        noteRates(rates.close())
        closeSlot()
    }

    private mutating func closeSlot() {
        if let slot { timeline.slots[slot].note(slotLatency, slotService) }
        if let slot { heat.add(slotLatency, slot: slot) }
        slotLatency = ResponseTimes()
        slotService = ResponseTimes()
    }

    private mutating func noteRates(_ busiest: WindowRates.Rates?) {
        guard let busiest, let slot = timeline.slot(of: busiest.window) else { return }
        timeline.slots[slot].peakOut = max(timeline.slots[slot].peakOut, busiest.out)
        timeline.slots[slot].peakIn = max(timeline.slots[slot].peakIn, busiest.in)
    }

    /// Notes the busiest window of a slot, of which only the sums are read.
    mutating func note(peak: WindowRates.Rates) {
        noteRates(peak)
        rates.note(peak)
    }

    /// The window with the most calls of chargers per second.
    var busiest: WindowRates.Rates? { rates.busiest }

    /// Each action over time, those with the most calls first.
    var actions: [ActionCourse] { courses.inOrder }

    /// Response and service time of what chargers called, share by share.
    var curves: [PercentileCurve] {
        let calls = directions[Int(Direction.out.rawValue)]
        return [
            PercentileCurve("Response time", calls.latency),
            PercentileCurve("Service time", calls.service),
        ].compactMap(\.self)
    }

    /// By action, then what chargers call before what the CSMS calls.
    var calls: [CallSummary] {
        kinds.sorted {
            ($0.action ?? "", $0.direction.rawValue) < ($1.action ?? "", $1.direction.rawValue)
        }
        .map(\.summary)
    }

    /// The phases with the calls that chargers made in them.
    var phases: [PhaseSummary] {
        zip(bounds, phaseLines).map { phase, line in
            var phase = phase
            phase.calls = line.summary
            return phase
        }
    }

    var totals: [CallSummary] { directions.map(\.summary) }
}

extension CallTally {
    private struct Kind: Hashable {
        var action: String
        var direction: Direction
    }

    private mutating func addToTimeline(_ row: Row) {
        let isWindow = summed.map { row.window > $0 } ?? true
        if isWindow, let ended = rates.add(row) { noteRates(ended) }
        guard let slot = timeline.slot(of: row.window) else { return }
        if slot != self.slot {
            closeSlot()
            self.slot = slot
        }
        if row.direction == .out {
            if let latency = row.latency {
                slotLatency.add(latency, row.outcome, longest: row.longest)
            }
            if let service = row.service {
                slotService.add(service, row.outcome, longest: row.longest)
            }
        }
        timeline.slots[slot].count(row)
    }
}

extension CallTally.Row {
    /// Calls that brought no answer in time, or an error for one.
    var failures: Int {
        switch outcome {
        case .ok, .rejected: 0
        case .error, .timeout, .lost: count
        case .open: overdue
        }
    }
}

extension Timeline.Slot {
    fileprivate mutating func note(_ latency: ResponseTimes, _ service: ResponseTimes) {
        if latency.count > 0 {
            let figures = latency.quantiles([0.5, 0.9, 0.99]).map(\.microseconds)
            (latencyP50, latencyP90, latencyP99) = (figures[0], figures[1], figures[2])
            latencyMax = latency.max.microseconds
        }
        if service.count > 0 {
            let figures = service.quantiles([0.5, 0.9, 0.99]).map(\.microseconds)
            (serviceP50, serviceP90, serviceP99) = (figures[0], figures[1], figures[2])
            serviceMax = service.max.microseconds
        }
    }

    fileprivate mutating func count(_ row: CallTally.Row) {
        switch row.direction {
        case .out: callsOut += row.count
        case .in: callsIn += row.count
        }
        if row.direction == .out { failures += row.failures }
        // One whose token is not accepted has its number all the same, and is stopped under it.
        guard row.outcome == .ok || row.outcome == .rejected else { return }
        if row.action == Action.startTransaction.name { transactionsBegun += row.count }
        if row.action == Action.stopTransaction.name { transactionsEnded += row.count }
    }
}
