/// Which calls of a window become rows of their own, where a run keeps single calls.
///
/// A CSMS out there may send without pause, and has its chargers send: beyond a number in a window a
/// charger's calls are counted only, so that they fill neither memory nor disk.
struct KeptCalls {
    /// Calls that the CSMS makes to one charger in a window.
    static let maximumOfCSMS = 1_000
    /// Calls that one charger makes in a window.
    static let maximumOfCharger = 10_000

    let wish: SingleCalls
    /// How many each charger has had by direction; without one for each nothing is held back.
    private var counts: [(ofCSMS: Int, ofCharger: Int)] = []

    /// Without a number of chargers it holds nothing back, as in virtual time.
    init(_ keeps: SingleCalls, boundedFor chargers: Int?) {
        wish = keeps
        guard keeps != .none, let chargers else { return }
        counts = Array(repeating: (0, 0), count: chargers)
    }

    /// What is kept of a call that is over.
    mutating func keep(
        _ outcome: Outcome,
        _ direction: Direction,
        of charger: Int
    ) -> SingleCalls {
        guard !counts.isEmpty, wish == .all || outcome != .ok else { return wish }
        switch direction {
        case .in:
            counts[charger].ofCSMS += 1
            return counts[charger].ofCSMS > Self.maximumOfCSMS ? .none : wish
        case .out:
            counts[charger].ofCharger += 1
            return counts[charger].ofCharger > Self.maximumOfCharger ? .none : wish
        }
    }

    /// The window is over: tells how many calls are in no row, with chargers by their index here.
    mutating func closeWindow(into batch: inout Batch) {
        var (left, chargers) = (0, 0)
        for charger in counts.indices {
            let own =
                max(0, counts[charger].ofCSMS - Self.maximumOfCSMS)
                + max(0, counts[charger].ofCharger - Self.maximumOfCharger)
            counts[charger] = (0, 0)
            guard own > 0 else { continue }
            left += own
            chargers += 1
        }
        guard left > 0 else { return }
        batch.notables.append(
            Notable(
                at: batch.end,
                charger: nil,
                kind: Notable.callsNotKept,
                detail: "\(left) calls of \(chargers) charger\(chargers == 1 ? "" : "s") in this "
                    + "window are counted, and no rows of their own"
            )
        )
    }
}
