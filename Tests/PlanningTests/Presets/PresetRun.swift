import Scenarios
import Statistics
import Testing

@testable import FleetSim

/// What a preset's drivers do at a site with bays and power for all of them.
struct PresetRun {
    let preset: ArrivalPreset
    let measured: ArrivalPreset.Measured
    /// Of each visit that was over in time.
    let stays: [Double]
    let kilowattHours: [Double]
    let wishes: [Double]
    /// By the hour of the week.
    let arrivals: [Int]

    private struct Visits: SiteObserver {
        static var wantsTags: Bool { false }
        private(set) var sessions: [SessionRecord] = []

        mutating func record(_ state: SiteState) {}
        mutating func record(_ session: SessionRecord, _ account: VisitAccount) {
            sessions.append(session)
        }
    }

    private static let perDay = 1_000.0
    private static let days: Int64 = 84
    /// A stay that began in time ends in these.
    private static let daysToLeave: Int64 = 14

    init(_ preset: ArrivalPreset) throws {
        self.preset = preset
        measured = try #require(preset.measured)
        var arrivals = preset.arrivals
        // How often its users come is the users' affair, and days vary as they vary.
        (arrivals.users, arrivals.perDay, arrivals.overdispersion) = (nil, Self.perDay, 1)
        var group = ChargerGroup(model: try #require(ChargerModel.named("generic-ac")))
        // Fast chargers are here for the power of their cars.
        if case .full = arrivals.leaving { group.model.hardware.amperes = 80 }
        group.count = 2_000
        var site = SiteSpec()
        site.chargers = [group]
        site.arrivals = arrivals
        let model = try SiteModel(
            site,
            number: 0,
            name: "site",
            // A Monday.
            clockStart: Timestamp(unixMilliseconds: 1_767_571_200_000)
        )
        let end = SimTime.zero + .seconds(Self.days * 86_400)
        var engine = model.engine(seed: 12, observer: Visits())
        engine.run(through: end + .seconds(Self.daysToLeave * 86_400))
        let sessions = engine.observer.sessions.filter { $0.arrived < end }
        try #require(sessions.allSatisfy { $0.plugged != nil })
        stays = try sessions.map { session in
            let (plugged, left) = (try #require(session.plugged), try #require(session.left))
            return Double((left - plugged).nanoseconds) / 3.6e12
        }
        kilowattHours = sessions.map { $0.deliveredWattHours / 1_000 }
        wishes = sessions.map { Double($0.requestedMilliwattHours) / 1e6 }
        var hours = Array(repeating: 0, count: 168)
        for session in sessions {
            hours[Int(session.arrived.nanoseconds / 3_600_000_000_000) % 168] += 1
        }
        self.arrivals = hours
    }
}

extension PresetRun {
    /// The shares of the table that are compared.
    static let shares = [0.05, 0.25, 0.5, 0.75, 0.95]

    /// A mean and quantiles, of the source and of the run.
    struct Row {
        var name: String
        var source: [Double]
        var found: [Double]

        var differences: [Double] { zip(source, found).map { $1 / $0 - 1 } }
    }

    var stay: Row {
        Row(
            name: "stay, h",
            source: [measured.dwellMean] + Self.published(measured.dwellHours),
            found: Self.figures(stays)
        )
    }

    var energy: Row {
        Row(
            name: "energy, kWh",
            source: [measured.energyMean] + Self.published(measured.energyKWh),
            found: Self.figures(kilowattHours)
        )
    }

    /// What of the wishes was not delivered.
    var cutOff: Double { 1 - kilowattHours.reduce(0, +) / wishes.reduce(0, +) }

    var correlation: Double { RankCorrelation.spearman(stays, kilowattHours) ?? 0 }

    /// The arrivals of some days of the week against the published hours; nil where no car comes.
    func hours(_ days: Range<Int>, _ weights: [Double]?) throws -> ChiSquare? {
        guard let weights else { return nil }
        let counts = (0..<24).map { hour in days.reduce(0) { $0 + arrivals[$1 * 24 + hour] } }
        let cells = zip(counts, weights).filter { $0.1 > 0 }
        #expect(zip(counts, weights).allSatisfy { $0.1 > 0 || $0.0 == 0 })
        return ChiSquare(observed: cells.map(\.0), weights: cells.map(\.1))
    }

    private static func published(_ values: [Double]) -> [Double] {
        zip(ArrivalPreset.probabilities, values).filter { shares.contains($0.0) }.map(\.1)
    }

    private static func figures(_ sample: [Double]) -> [Double] {
        let sorted = sample.sorted()
        let mean = sample.reduce(0, +) / Double(sample.count)
        return [mean] + shares.map { sorted[Int($0 * Double(sorted.count))] }
    }
}
