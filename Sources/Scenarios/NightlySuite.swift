/// Scenarios that are run every night, and what is made of them.
package struct NightlySuite: Equatable, Sendable {
    /// One scenario of a suite.
    package struct Entry: Equatable, Sendable {
        /// The path of its file, from where the command runs.
        package var path = ""
        /// What it is called in the history; nil: by its file.
        package var ownName: String?
        package var overrides: [String] = []
        /// Runs a night; nil: as many as the suite says.
        package var runs: Int?

        package init() {}

        package var name: String {
            let file = path.split(separator: "/").last ?? ""
            let stem = file.lastIndex(of: ".").map { file[..<$0] } ?? file
            return ownName ?? String(stem)
        }
    }

    /// What a threshold of a scenario does to the night in which a run misses it.
    package enum Thresholds: String, CaseIterable, Sendable {
        case fail, report
    }

    package var name = "nightly"
    package var runs = 5
    /// The CSMS under test, and one to run in turn with it; nil: the reference one, in virtual time.
    package var csms: String?
    package var baseline: String?
    package var history: String?
    /// The least change of one night that raises an alarm, and of a level over many nights.
    package var floor = 0.05
    package var drift = 0.03
    package var thresholds = Thresholds.fail
    /// Measures as `compare` writes them; empty: its own list.
    package var metrics: [String] = []
    /// How many nights of the history, and of run databases, are kept.
    package var nightsKept = 400
    package var databasesKept = 14
    package var entries: [Entry] = []

    package init() {}
}
