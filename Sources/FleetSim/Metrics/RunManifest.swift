/// What identifies a run before it has begun.
package struct RunManifest: Equatable, Sendable {
    package var scenario: String
    package var scenarioText: String
    package var seed: UInt64
    package var kind: RunKind
    /// Simulated seconds per real second, where time is real.
    package var speed: Double?
    /// Where the CSMS is; nil: the reference one in the process.
    package var csms: String?
    package var version: String
    package var threads: Int
    package var chargers: [ChargerEntry]
    /// The parts of the run that are measured for themselves.
    package var phases: [Phase] = []
    /// The trees of the sites whose power has limits, by the index of the site.
    package var supplies: [Int32: SupplyEntry] = [:]

    /// The sites, by their index.
    package var sites: [SiteEntry] = []
    /// What the scenario lets go wrong, when.
    package var faults: [FaultEntry] = []
    /// How long a window is; the end of a phase may cut one short.
    package var window: SimDuration?
    /// The command that does the run again, without what is secret.
    package var command: String?

    /// A site by its name, with the number of its chargers and of the cars that they take.
    package struct SiteEntry: Equatable, Sendable {
        package var name: String
        package var chargers: Int
        package var bays: Int

        package init(name: String, chargers: Int, bays: Int) {
            self.name = name
            self.chargers = chargers
            self.bays = bays
        }
    }

    /// A fault of the scenario, with the time at which it is over where that is known.
    package struct FaultEntry: Equatable, Sendable {
        package var at: SimTime
        package var until: SimTime?
        package var kind: String
        /// The share of chargers, or of sites, from 0 to 1.
        package var share: Double
        /// Only at the sites so called; nil: anywhere.
        package var site: String?

        package init(
            at: SimTime,
            until: SimTime? = nil,
            kind: String,
            share: Double = 1,
            site: String? = nil
        ) {
            self.at = at
            self.until = until
            self.kind = kind
            self.share = share
            self.site = site
        }
    }

    /// The tree of a site, by the names of its nodes.
    package struct SupplyEntry: Equatable, Sendable {
        package var name: String
        package var nodes: [String]

        package init(name: String, nodes: [String]) {
            self.name = name
            self.nodes = nodes
        }
    }

    /// One row of the run database's list of chargers; its index is the charger's index.
    package struct ChargerEntry: Equatable, Sendable {
        package var identity: String
        package var model: String
        package var site: String
        package var connectors: Int
        package var ocpp = "1.6"

        package init(identity: String, model: String, site: String, connectors: Int) {
            self.identity = identity
            self.model = model
            self.site = site
            self.connectors = connectors
        }
    }

    package init(
        scenario: String,
        scenarioText: String,
        seed: UInt64,
        version: String,
        threads: Int,
        chargers: [ChargerEntry],
        kind: RunKind = .virtual
    ) {
        self.scenario = scenario
        self.scenarioText = scenarioText
        self.seed = seed
        self.version = version
        self.threads = threads
        self.chargers = chargers
        self.kind = kind
    }
}
