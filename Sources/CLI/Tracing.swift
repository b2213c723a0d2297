import FleetSim
import Report
import Scenarios

// Chargers whose frames are kept, and one that is followed.
extension RunCommand {
    /// The chargers named by `--trace` and `--follow`, by their numbers in the fleet.
    func traced(in plan: FleetPlan) throws -> [Int] {
        var traced: [Int] = []
        let follow = arguments.value("--follow")
        for value in arguments.values("--trace") {
            traced += try share(value, of: plan.chargers.count) ?? [number(of: value, in: plan)]
        }
        if let follow { traced.append(try number(of: follow, in: plan)) }
        guard traced.isEmpty || !plan.scenario.csms.isAbsent else {
            throw arguments.usage("--trace keeps messages, and without a CSMS there are none")
        }
        guard follow == nil || plan.scenario.csms.url != nil else {
            throw arguments.usage(
                "--follow is for live runs; of others --trace keeps frames, and "
                    + "‘fleetsim frames’ prints them"
            )
        }
        return traced
    }

    /// `5%`: that share of the chargers, at even distances through the fleet.
    private func share(_ text: String, of chargers: Int) throws -> [Int]? {
        guard text.hasSuffix("%") else { return nil }
        guard let percent = Double(text.dropLast()), percent > 0, percent <= 100 else {
            throw arguments.usage("--trace takes an identity or a share up to 100%, not ‘\(text)’")
        }
        let count = max(1, Int((Double(chargers) * percent / 100).rounded()))
        return (0..<count).map { $0 * chargers / count }
    }

    private func number(of identity: String, in plan: FleetPlan) throws -> Int {
        if let found = plan.chargers.firstIndex(where: { $0.identity == identity }) { return found }
        let hint = NearestWord.hint(for: identity, among: plan.chargers.map(\.identity))
        throw arguments.usage("there is no charger ‘\(identity)’ in this fleet\(hint)")
    }
}

/// Prints the frames of one charger while a live run goes on.
struct FollowedCharger {
    private let charger: Int32
    private var reader: FrameReader

    init(_ charger: Int, speed: Double) {
        self.charger = Int32(charger)
        reader = FrameReader(speed: speed)
    }

    /// The lines for what a tick kept of the charger.
    mutating func lines(of batch: borrowing Batch) -> [[StyledText]] {
        var lines: [[StyledText]] = []
        for record in batch.frames where record.charger == charger {
            lines.append(reader.line(of: record).styled)
        }
        return lines
    }
}
