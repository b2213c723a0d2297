/// The machine and the program that a run ran on: nothing here may change its result.
package struct HostFacts: Equatable, Sendable {
    package var name: String
    package var cores: Int
    /// The commit the program was built from, where that is known.
    package var commit: String?
    /// By which it is found out whether the run is still written.
    package var process: WriterProcess

    package init(
        name: String,
        cores: Int,
        commit: String? = nil,
        process: WriterProcess = .current
    ) {
        self.name = name
        self.cores = cores
        self.commit = commit
        self.process = process
    }
}

/// What the process used over a window, as the caller measured it.
package struct ProcessUsage: Equatable, Sendable {
    /// 100 is one core.
    package var cpuPercent: Double
    package var residentBytes: Int64
    /// For how long some program of the machine waited for a core; nil: not known.
    package var pressureMicroseconds: Int64?

    package init(
        cpuPercent: Double,
        residentBytes: Int64,
        pressureMicroseconds: Int64? = nil
    ) {
        self.cpuPercent = cpuPercent
        self.residentBytes = residentBytes
        self.pressureMicroseconds = pressureMicroseconds
    }
}
