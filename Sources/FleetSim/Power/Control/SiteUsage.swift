import Scenarios

/// What flows through each node of a site, summed over a window.
struct SiteUsage {
    /// A node of the site's tree, and what hangs there.
    struct Node {
        var parent: Int?
        /// The least of its lines' limits; nil: it has none.
        var milliamperes: Int64?
    }

    struct OutletWiring {
        var node: Int
        var rotation: LineOrder
        /// Of its charger, from a line to neutral.
        var volts: Int64
    }

    /// What a window has come to at one node.
    struct Row: Equatable {
        var node: Int
        var limit: Int64?
        /// Mean currents, in milliamperes; negative where the sun feeds in.
        var current: PerLine
        /// Mean powers: what flowed, and what would have without limits of the site.
        var milliwatts: Int64
        var wantedMilliwatts: Int64
    }

    /// What EVs draw at a node, and what of it has flowed in this window, times nanoseconds.
    private struct Sum {
        var drawn = PerLine.zero
        var milliwatts: Int64 = 0
        var wantedMilliwatts: Int64 = 0
        var since: SimTime
        var flowed: [Int128] = [0, 0, 0]
        var energy: Int128 = 0
        var wanted: Int128 = 0

        mutating func account(until now: SimTime) {
            assert(now >= since, "what flowed is summed forward in time")
            let span = Int128((now - since).nanoseconds)
            for line in Line.allCases { flowed[line.rawValue] += Int128(drawn[line]) * span }
            energy += Int128(milliwatts) * span
            wanted += Int128(wantedMilliwatts) * span
            since = now
        }

        mutating func forget() {
            flowed = [0, 0, 0]
            energy = 0
            wanted = 0
        }
    }

    private let nodes: [Node]
    private let outlets: [OutletWiring]
    /// Where there are no chargers.
    private let volts: Int64
    private var intakes: [SiteElectricity.Intake]
    private var sums: [Sum]
    private var begin = SimTime.zero

    init(nodes: [Node], outlets: [OutletWiring], volts: Int64) {
        self.nodes = nodes
        self.outlets = outlets
        self.volts = volts
        intakes = Array(repeating: .none, count: outlets.count)
        sums = nodes.map { _ in Sum(since: .zero) }
    }

    /// Notes what the car at an outlet draws, and would draw, from now on.
    mutating func note(_ intake: SiteElectricity.Intake, at outlet: Int, _ now: SimTime) {
        let before = intakes[outlet]
        guard intake != before else { return }
        intakes[outlet] = intake
        let lines = outlets[outlet].rotation.lines
        let volts = outlets[outlet].volts
        var next: Int? = outlets[outlet].node
        while let node = next {
            sums[node].account(until: now)
            for line in lines.prefix(Int(before.phases)) { sums[node].drawn[line] -= before.drawn }
            for line in lines.prefix(Int(intake.phases)) { sums[node].drawn[line] += intake.drawn }
            sums[node].milliwatts += (intake.drawnInAll - before.drawnInAll) * volts
            sums[node].wantedMilliwatts += (intake.askedInAll - before.askedInAll) * volts
            assert(sums[node].milliwatts >= 0, "a car that stops drawing drew")
            next = nodes[node].parent
        }
    }

    /// What EVs draw at a node at the moment.
    func drawn(at node: Int) -> PerLine { sums[node].drawn }

    /// Ends the window, with what flowed beside EVs.
    mutating func close(at end: SimTime, _ flows: [SiteElectricity.Flow]) -> [Row] {
        assert(end >= begin, "windows follow each other")
        for node in sums.indices { sums[node].account(until: end) }
        for flow in flows { add(flow, until: end) }
        let span = Int128(max(1, (end - begin).nanoseconds))
        let rows = nodes.indices.map { node in
            let means = sums[node].flowed.map { Int64($0 / span) }
            return Row(
                node: node,
                limit: nodes[node].milliamperes,
                current: PerLine(means[0], means[1], means[2]),
                milliwatts: Int64(sums[node].energy / span),
                wantedMilliwatts: Int64(sums[node].wanted / span)
            )
        }
        begin = end
        for node in sums.indices { sums[node].forget() }
        return rows
    }

    /// Adds what a flow came to in the window, at its node and above.
    private mutating func add(_ flow: SiteElectricity.Flow, until end: SimTime) {
        var time = begin
        var sum: [Int128] = [0, 0, 0]
        while time < end {
            let next = min(flow.profile.nextChange(after: time) ?? end, end)
            let load = flow.profile.load(at: time)
            for line in Line.allCases {
                sum[line.rawValue] += Int128(load[line]) * Int128((next - time).nanoseconds)
            }
            time = next
        }
        let energy = sum.reduce(0, +) * Int128(volts)
        var next: Int? = flow.node
        while let node = next {
            for line in 0..<3 { sums[node].flowed[line] += sum[line] }
            sums[node].energy += energy
            sums[node].wanted += energy
            next = nodes[node].parent
        }
    }
}

extension SiteElectricity.Intake {
    fileprivate var drawnInAll: Int64 { drawn * Int64(phases) }
    fileprivate var askedInAll: Int64 { asked * Int64(phases) }
}
