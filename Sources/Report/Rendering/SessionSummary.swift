import FleetSim

/// What became of the cars that came.
package struct SessionSummary: Equatable {
    package var count = 0
    /// In the order of `SessionRecord.Outcome`.
    package var outcomes = [Int](repeating: 0, count: SessionRecord.Outcome.allCases.count)
    package var requestedMilliwattHours = 0
    package var deliveredMilliwattHours = 0
    /// What was delivered of what each driver wanted: what a car takes beyond that, since some is lost on
    /// the way, makes up for nothing that another lacks.
    package var servedMilliwattHours = 0
    /// Those whose charge the CSMS asked for, and not the driver.
    package var startedByCSMS = 0
    /// From arriving to plugging in, of those that plugged in.
    package var meanWaitMicroseconds: Int?
    /// From plugging in to leaving.
    package var meanPluggedMicroseconds: Int?

    /// Those that were over before the run was.
    package var over: Int { count - self[.open] }

    package subscript(outcome: SessionRecord.Outcome) -> Int { outcomes[Int(outcome.rawValue)] }
}

/// How chargers got on and off the wire.
package struct ConnectionSummary: Equatable {
    package var opened = 0
    package var closed = 0
    package var failed = 0
    package var connectedAtEnd = 0
    package var maximumConnected = 0
    /// After the first window; nil: there was no other.
    package var minimumConnected: Int?
    /// The worst window's 99th percentile; nil without a handshake.
    package var handshakeP99Microseconds: Int?
    package var connectingAtEnd = 0
    /// When the CSMS last answered a call, in microseconds; nil: never, or not known.
    package var lastAnswer: Int?
    /// Since when it owed answers and gave none; nil: it owed nothing.
    package var silentSince: Int?
    /// How many chargers waited for it at the end.
    package var waiting = 0

    /// Whether any charger asked for a connection.
    package var wasTried: Bool { opened + failed + connectingAtEnd + maximumConnected > 0 }
}

/// The errors of one code that calls of one action were answered with.
package struct CallErrorSummary: Equatable {
    package let action: String
    /// Of the call: `out` was answered by the CSMS, `in` by a charger.
    package let direction: String
    package let code: String
    package private(set) var count = 0
    /// The first few that differ.
    package private(set) var texts: [String] = []

    init(action: String, direction: String, code: String) {
        self.action = action
        self.direction = direction
        self.code = code
    }

    func isAlike(_ other: CallErrorSummary) -> Bool {
        action == other.action && direction == other.direction && code == other.code
    }

    mutating func add(_ more: Int, _ lines: String) {
        count += more
        for line in lines.split(separator: "\n").map(String.init) where !texts.contains(line) {
            guard texts.count < CallErrorTable.maximumTexts else { return }
            texts.append(line)
        }
    }
}

/// Why connections failed, and how many chargers that has kept out altogether.
package struct FailureSummary: Equatable {
    package let kind: String
    package let reason: String
    package let count: Int
    package let keptOut: Int
}
