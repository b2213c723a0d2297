/// A kind of quantity with the units it may be written in.
package struct Dimension: Sendable {
    struct Unit: Sendable {
        var symbol: String
        /// What one of it is in the base unit: a ratio, so that percentages stay exact.
        var times = 1.0
        var over = 1.0
    }

    /// With its article: `a duration`.
    var noun: String
    /// From small to large; the first is not always the base.
    var units: [Unit]
    /// The unit that a bare number most likely meant.
    var usual: String
    /// Whether `1h30m` is written for a sum.
    var isSummed = false
    /// Whether its base is a number in an hour, be it of one person or of all.
    var isPerHour = false

    var symbols: [String] { units.map(\.symbol) }
}

extension Dimension {
    /// In nanoseconds, the step of the simulated clock.
    package static let duration = Dimension(
        noun: "a duration",
        units: [
            Unit(symbol: "us", times: 1e3), Unit(symbol: "ms", times: 1e6),
            Unit(symbol: "s", times: 1e9), Unit(symbol: "m", times: 60e9),
            Unit(symbol: "h", times: 3600e9), Unit(symbol: "d", times: 86400e9),
        ],
        usual: "s",
        isSummed: true
    )

    /// In watt-hours.
    package static let energy = Dimension(
        noun: "an energy",
        units: [
            Unit(symbol: "Wh"), Unit(symbol: "kWh", times: 1e3), Unit(symbol: "MWh", times: 1e6),
        ],
        usual: "kWh"
    )

    /// In watts.
    package static let power = Dimension(
        noun: "a power",
        units: [Unit(symbol: "W"), Unit(symbol: "kW", times: 1e3), Unit(symbol: "MW", times: 1e6)],
        usual: "kW"
    )

    /// In amperes.
    package static let current = Dimension(
        noun: "a current",
        units: [Unit(symbol: "A")],
        usual: "A"
    )

    /// In volts.
    package static let voltage = Dimension(
        noun: "a voltage",
        units: [Unit(symbol: "V")],
        usual: "V"
    )

    /// From 0 to 1.
    package static let share = Dimension(
        noun: "a percentage",
        units: [Unit(symbol: "%", over: 100)],
        usual: "%"
    )

    /// Per hour.
    package static let rate = Dimension(
        noun: "a rate",
        units: [Unit(symbol: "/d", over: 24), Unit(symbol: "/h")],
        usual: "/h",
        isPerHour: true
    )

    /// Per hour, of what happens to one person.
    package static let frequency = Dimension(
        noun: "a frequency",
        units: [Unit(symbol: "/week", over: 168), Unit(symbol: "/day", over: 24)],
        usual: "/week",
        isPerHour: true
    )

    /// All of them, to say what a quantity is that stands in the wrong place.
    static let all = [duration, energy, power, current, voltage, share, rate, frequency]
}
