import FleetSim

/// What two runs of one scenario, seed and version agree on.
package struct RunFacts: Equatable {
    package var scenario: String
    package var seed: UInt64
    /// As it is stored, for people to read.
    package var mode: String
    /// nil: one of a later version.
    package var kind: RunKind?
    /// As stored, but `interrupted` for a run under way whose writer does not live any more.
    package var status: String
    /// Why it is not complete, a reason to a line.
    package var statusReason: String?
    /// Simulated seconds per real second; nil: time was virtual.
    package var speed: Double?
    package var simulatedMicroseconds: Int
    package var events: Int
    package var fingerprint: String?
    package var version: String
    package var commit: String?
    package var chargers: Int
    package var sites: Int
}

/// Everything that depends on the machine, the clock and the file a run was written to.
package struct MachineFacts: Equatable {
    /// The run's number in its file, and how many runs there are.
    package var run: Int
    package var runs: Int
    package var startedAt: String
    package var endedAt: String?
    package var wallMicroseconds: Int?
    package var host: String
    package var cores: Int
    package var threads: Int
    package var cpuPercent: Double?
    package var peakResidentBytes: Int?

    /// How much of something there was per second that the machine spent.
    func perWallSecond(_ amount: Double) -> Double? {
        guard let wallMicroseconds, wallMicroseconds > 0 else { return nil }
        return amount * 1_000_000 / Double(wallMicroseconds)
    }
}
