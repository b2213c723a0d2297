/// What a recording says of the run that it is of, before the first frame.
package struct RecordingHead: Equatable, Sendable {
    package var seed: UInt64
    /// What the chargers' clocks said at time zero, in milliseconds since 1970.
    package var start: Int64
    package var chargers: Int
    package var speed: Double
    var edition = Edition.second

    /// How a recording is written, by its first line.
    enum Edition: String, CaseIterable {
        /// Calls timed out by simulated time, however fast that went; whose fault the end of a
        /// connection was is not said.
        case first = "fleetsim recording 1"
        case second = "fleetsim recording 2"
    }

    /// The first lines of the file.
    package var text: String {
        "\(edition.rawValue)\nseed \(seed)\nstart \(start)\nchargers \(chargers)\nspeed \(speed)\n\n"
    }

    /// The last line of a file that ends before its run.
    package static func ending(at end: SimTime) -> String {
        "\(end.nanoseconds) end \(RunResult.Status.interrupted.rawValue) 0\n"
    }

    /// The last line of the file: whether the run came to its end, and the fold of its trace.
    package static func ending(_ result: RunResult) -> String {
        "\(result.reached.nanoseconds) end \(result.status.rawValue) \(result.fingerprint)\n"
    }

    package init(_ plan: FleetPlan, speed: Double) {
        self.init(
            seed: plan.scenario.seed,
            start: plan.scenario.start.unixMilliseconds,
            chargers: plan.chargers.count,
            speed: speed
        )
    }

    init(seed: UInt64, start: Int64, chargers: Int, speed: Double) {
        self.seed = seed
        self.start = start
        self.chargers = chargers
        self.speed = speed
    }

    /// The number of a charger in an event has 24 bits.
    private static let maximumChargers = 1 << 24

    /// Reads the lines up to the empty one.
    init(_ lines: [Substring]) throws(RecordingError) {
        guard lines.count == 5, let edition = Edition(rawValue: String(lines[0])) else {
            throw .notOne
        }
        guard let seed = Self.value("seed", lines[1]).flatMap({ UInt64($0) }),
            let start = Self.value("start", lines[2]).flatMap({ Int64($0) }),
            let chargers = Self.value("chargers", lines[3]).flatMap({ Int($0) }),
            let speed = Self.value("speed", lines[4]).flatMap({ Double($0) }),
            1...Self.maximumChargers ~= chargers, speed > 0, speed.isFinite
        else { throw .head }
        self.init(seed: seed, start: start, chargers: chargers, speed: speed)
        self.edition = edition
    }

    private static func value(_ name: String, _ line: Substring) -> Substring? {
        line.hasPrefix(name + " ") ? line.dropFirst(name.count + 1) : nil
    }
}

/// Why a file is no recording that can be replayed.
package enum RecordingError: Error, Equatable, Sendable, CustomStringConvertible {
    case notOne
    case head
    case line(at: Int)
    case charger(Int, at: Int)
    case backwards(at: Int)
    case unfinished

    package var description: String {
        switch self {
        case .notOne: "this is no recording of fleetsim"
        case .head: "the head of the recording cannot be read"
        case .line(let byte): "what stands at byte \(byte) is no line of a recording"
        case .charger(let charger, let byte): "there is no charger \(charger) (byte \(byte))"
        case .backwards(let byte): "time goes backwards at byte \(byte)"
        case .unfinished: "the recording has no end: its run was killed"
        }
    }
}
