import Scenarios

// What draws at a node beside EVs, out of what a scenario says of it.
extension LoadProfile {
    private static let day: Int64 = 86_400_000_000_000
    /// How often the sun's course is looked at.
    private static let sunStep: Int64 = 300_000_000_000

    /// Days begin at the midnights of the chargers' clock; what feeds in counts negative.
    init(_ spec: LoadSpec, isFedIn: Bool = false, volts: Double, clockStart: DateTime) {
        let sign: Double = isFedIn ? -1 : 1
        func load(_ quantity: LoadSpec.Quantity) -> PerLine {
            let amperes =
                switch quantity {
                case .amperes(let amperes): amperes
                case .watts(let watts): watts / (volts * Double(spec.lines.count))
                }
            var load = PerLine.zero
            for line in Line.allCases where spec.lines.contains(line.rawValue + 1) {
                load[line] = Int64((sign * amperes * 1_000).rounded())
            }
            return load
        }
        func load(_ flow: LoadSeries.Flow) -> PerLine {
            switch flow {
            case .quantity(let quantity): load(quantity)
            case .amperes(let l1, let l2, let l3):
                PerLine(
                    Int64((sign * l1 * 1_000).rounded()),
                    Int64((sign * l2 * 1_000).rounded()),
                    Int64((sign * l3 * 1_000).rounded())
                )
            }
        }
        let steps: [Step]
        switch spec.course {
        case .constant(let quantity):
            self = .constant(load(quantity))
            return
        case .hourly(let hours):
            steps = hours.enumerated().map { hour, quantity in
                Step(from: .seconds(3600 * Int64(hour)), load: load(quantity))
            }
        case .series(let series):
            steps = series.points.map { Step(from: SimDuration($0.at), load: load($0.flow)) }
            guard series.isDaily else {
                self.init(steps, offset: clockStart.since(series.midnight))
                return
            }
        case .clearSky(let sky):
            steps = stride(from: 0, to: Self.day, by: Int(Self.sunStep)).map { time in
                // The sun at its beginning would move the whole day by half a step.
                let middle = SimDuration(nanoseconds: time + Self.sunStep / 2)
                return Step(
                    from: SimDuration(nanoseconds: time),
                    load: load(.watts(sky.watts(at: middle)))
                )
            }
        }
        self.init(
            steps,
            period: SimDuration(nanoseconds: Self.day),
            offset: clockStart.sinceMidnight
        )
    }
}

extension LoadSpec.ClearSky {
    /// What the sun gives so long after midnight.
    fileprivate func watts(at time: SimDuration) -> Double {
        let (rises, sets) = (SimDuration(rises), SimDuration(sets))
        guard rises < time, time < sets else { return 0 }
        let passed = Double((time - rises).nanoseconds) / Double((sets - rises).nanoseconds)
        let height = Elementary.cosineAndSine(degrees: 180 * passed).sine
        return peak * (1 - cloudiness) * height
    }
}

extension DateTime {
    /// Since a midnight, or since that before.
    fileprivate func since(_ midnight: Timestamp?) -> SimDuration {
        guard let midnight else { return sinceMidnight }
        return .milliseconds(unixMilliseconds - midnight.unixMilliseconds)
    }

    var sinceMidnight: SimDuration {
        let day: Int64 = 86_400_000
        return SimDuration(nanoseconds: (unixMilliseconds % day + day) % day * 1_000_000)
    }
}
