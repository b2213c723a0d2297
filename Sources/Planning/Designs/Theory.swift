import FleetSim
import Scenarios
import Statistics

/// What queueing theory says of a design, where its assumptions hold, and else which does not.
package struct Theory: Equatable, Sendable {
    /// The model's name; nil where none fits.
    package let model: String?
    package let values: [Value]
    /// The assumptions that fail, as clauses.
    package let failing: [String]

    package struct Value: Equatable, Sendable {
        package let figure: PlanFigure
        package let value: Double
    }

    package subscript(figure: PlanFigure) -> Double? {
        values.first { $0.figure == figure }?.value
    }

    fileprivate init(_ model: String, _ values: [(PlanFigure, Double)]) {
        self.model = model
        self.values = values.map { Value(figure: $0.0, value: $0.1) }
        assert(values.allSatisfy { !($0.1 < -1e-6) }, "no figure of a queue is negative")
        failing = []
    }

    fileprivate init(failing: [String]) {
        model = nil
        values = []
        self.failing = failing
    }

    package init(of site: SiteSpec) {
        let question = Question(site)
        let failing = question.failing
        self = failing.isEmpty ? question.answer : Theory(failing: failing)
    }
}

/// A site as a queue.
private struct Question {
    let site: SiteSpec
    let arrivals: ArrivalSpec
    let servers: Int
    /// How many come in an hour.
    let perHour: Double
    /// How long a bay is taken on average when power is no matter, in hours.
    let stay: Double

    init(_ site: SiteSpec) {
        self.site = site
        arrivals = site.arrivals
        servers = site.baysPerSite
        perHour = arrivals.perDay(bays: site.baysPerSite) / 24
        stay = (arrivals.dwell.mean + arrivals.handling.unplug.mean) / 3_600
    }

    private var offered: Double { perHour * stay }

    /// What no closed form here allows.
    var failing: [String] {
        guard arrivals.sessions == nil, arrivals.timetable == nil else {
            return ["who comes is listed"]
        }
        var failing: [String] = []
        if !arrivals.isEven { failing.append("the rate of arrivals follows the clock") }
        if arrivals.overdispersion != 1 { failing.append("some days bring more than others") }
        if arrivals.arrivalCorrelation != 0 || !arrivals.dwellByHour.isEmpty {
            failing.append("stays depend on the hour")
        }
        if perHour <= 0 { failing.append("no driver comes") }
        switch arrivals.leaving {
        case .afterDwell: break
        case .asPlanned:
            if patience != nil { failing.append("who waits for a bay stays shorter") }
        case .clock: failing.append("stays end by the clock")
        case .full(let overstay): failing += failingOfSharing(overstay)
        }
        return failing + failingOfUsers
    }

    /// How long a driver waits for a bay; nil: not at all.
    private var patience: Distribution? {
        if case .constant(0)? = arrivals.patience { nil } else { arrivals.patience }
    }

    private var failingOfUsers: [String] {
        guard let users = arrivals.users else { return [] }
        var failing: [String] = []
        if users.days != nil { failing.append("each driver comes once a day") }
        if patience != nil { failing.append("the drivers are few, and they wait") }
        if case .full = arrivals.leaving {
            failing.append("the drivers are few, and their cars share power")
        } else if !arrivals.dwell.isExponential {
            failing.append("the drivers are few, and their stays are not exponential")
        }
        return failing
    }

    var answer: Theory {
        if case .full = arrivals.leaving { return shared }
        if arrivals.users != nil { return group }
        guard let patience = patience else { return loss }
        return waiting(patience)
    }
}

// Who finds no bay goes on.
extension Question {
    private var loss: Theory {
        let queue = ErlangB(servers: servers, offered: offered)
        return Theory(
            "Erlang B",
            [
                (.blocked, queue.blocking),
                (.occupied, queue.carried / Double(servers)),
            ]
        )
    }

    private var group: Theory {
        guard let users = arrivals.users, let count = arrivals.users(bays: servers), count > 0
        else {
            return Theory(failing: ["no driver comes"])
        }
        // A driver who is plugged in does not come: those who are away come more often instead.
        let present = users.plugIns * stay
        guard present < 1 else { return Theory(failing: ["drivers come while they are there"]) }
        let queue = KnownGroup(
            sources: count,
            servers: servers,
            offered: present / (1 - present)
        )
        return Theory(
            "a known group",
            [
                (.blocked, queue.callCongestion),
                (.occupied, queue.carried / Double(servers)),
            ]
        )
    }
}

// Who finds no bay waits.
extension Question {
    /// No driver waits longer than this many stays.
    private static let endless = 50.0

    private func waiting(_ patience: Distribution) -> Theory {
        if case .constant(let seconds) = patience, seconds >= Self.endless * stay * 3_600 {
            return arrivals.balksAt.map(finiteLine) ?? endlessLine
        }
        guard case .exponential(let mean) = patience, arrivals.dwell.isExponential else {
            return Theory(failing: ["stays and patience are not both exponential"])
        }
        guard arrivals.balksAt == nil else {
            return Theory(failing: ["drivers give up, and go on at the sight of a line too"])
        }
        let queue = ErlangA(
            servers: servers,
            offered: offered,
            serviceRate: 1 / stay,
            patienceRate: 3_600 / mean
        )
        return Theory(
            "Erlang A",
            [
                (.reneged, queue.abandoning),
                (.waiting, queue.waiting), (.waitMean, queue.meanWait * 3_600),
                (.lineMean, queue.meanLine),
            ]
        )
    }

    private func finiteLine(_ length: Int) -> Theory {
        guard arrivals.dwell.isExponential else {
            return Theory(failing: ["stays are not exponential, and the line has an end"])
        }
        let queue = FiniteLine(
            servers: servers,
            capacity: servers + length,
            offered: offered,
            serviceRate: 1 / stay
        )
        return Theory(
            "M/M/c/K",
            [
                (.blocked, queue.blocking), (.waiting, queue.waiting),
                (.waitMean, queue.meanWait * 3_600), (.lineMean, queue.meanLine),
            ]
        )
    }

    private var endlessLine: Theory {
        guard let queue = ErlangC(servers: servers, offered: offered, serviceRate: 1 / stay) else {
            return Theory(failing: ["more come than bays can serve"])
        }
        if arrivals.dwell.isExponential {
            return Theory(
                "Erlang C",
                [
                    (.waiting, queue.waiting), (.waitMean, queue.meanWait * 3_600),
                    (.waitP95, queue.wait(quantile: 0.95) * 3_600),
                    (.waitP99, queue.wait(quantile: 0.99) * 3_600), (.lineMean, queue.meanLine),
                    (.occupied, offered / Double(servers)),
                ]
            )
        }
        guard case .constant = arrivals.dwell,
            let fixed = FixedService(servers: servers, offered: offered, service: stay)
        else {
            return Theory(failing: ["stays are neither exponential nor all alike"])
        }
        return Theory(
            "M/D/c",
            [
                (.waiting, fixed.waiting), (.waitMean, fixed.meanWait * 3_600),
                (.lineMean, fixed.meanLine), (.occupied, offered / Double(servers)),
            ]
        )
    }
}

// Cars that leave when they are full, and share the site's power.
extension Question {
    private func failingOfSharing(_ overstay: Distribution) -> [String] {
        var failing: [String] = []
        if overstay != .constant(0) { failing.append("cars stay when they are full") }
        if arrivals.handling != .none { failing.append("plugging in takes time") }
        if patience != nil {
            failing.append("cars share power, and drivers wait for bays")
        }
        if arrivals.vehicles.count != 1 { failing.append("cars differ in what they can take") }
        failing += failingOfCars
        guard let power = site.power, let cars = carsAtFullPower else {
            return failing + ["no limit is shared"]
        }
        if power.control.isByCSMS { failing.append("a CSMS shares power by messages") }
        if !power.groups.isEmpty { failing.append("there is more than one limit") }
        if !power.loads.isEmpty || !power.solar.isEmpty { failing.append("other loads change") }
        if power.sharing != .maxMin, power.sharing != .equal {
            failing.append("power is not shared in equal parts")
        }
        if cars < 1 || cars != cars.rounded() {
            failing.append("the limit is no whole number of cars")
        }
        if let limit = power.minimumAmperes, limit < Self.minimumAmperes * Double(servers) {
            failing.append("an equal part could be too little to charge with")
        }
        if power.margin != 0 { failing.append("cars stay below the limit") }
        if power.pace != .immediate { failing.append("chargers do not get more at once") }
        if power.slot != nil || power.constraints != nil {
            failing.append("power is shared slot by slot")
        }
        return failing
    }

    /// Why cars do not take at once, and all the time, what there is for them.
    private var failingOfCars: [String] {
        var failing: [String] = []
        if arrivals.tariff != nil || site.chargers.contains(where: { $0.green != nil }) {
            failing.append("cars wait for cheap hours or the sun")
        }
        if arrivals.vehicles.contains(where: { $0.waits != .zero || $0.reacts != .zero }) {
            failing.append("cars do not begin at once")
        }
        if arrivals.vehicles.contains(where: { $0.losses != .none || $0.battery != nil }) {
            failing.append("cars do not take all that they are given")
        }
        return failing
    }

    /// Below this no car charges.
    private static let minimumAmperes = 6.0

    private var ampereOfCar: Double? {
        guard let vehicle = arrivals.vehicles.first, let group = site.chargers.first,
            site.chargers.count == 1, vehicle.phases == 3, group.model.hardware.phases == 3
        else { return nil }
        return min(vehicle.amperes, group.amperes)
    }

    private var carsAtFullPower: Double? {
        guard let limit = site.power?.minimumAmperes, let amperes = ampereOfCar else { return nil }
        return limit / amperes
    }

    private var shared: Theory {
        guard let cars = carsAtFullPower, let amperes = ampereOfCar, let group = site.chargers.first
        else { return Theory(failing: ["no limit is shared"]) }
        let watts = amperes * Double(3 * group.model.hardware.volts)
        let offered = perHour * arrivals.energy.mean / watts
        let power = SharedPower(cars: Int(cars), bays: servers, offered: offered)
        return Theory(
            "processor sharing",
            [
                (.blocked, power.blocking),
                (.occupied, power.meanNumber / Double(servers)),
            ]
        )
    }
}

extension ArrivalSpec {
    /// Whether as many come in any hour of the week.
    fileprivate var isEven: Bool {
        guard let weekend else { return false }
        return [weekday, weekend, sunday ?? weekend, dayRates].allSatisfy { Set($0).count == 1 }
    }
}

extension Distribution {
    fileprivate var isExponential: Bool {
        if case .exponential = self { return true }
        return false
    }
}
