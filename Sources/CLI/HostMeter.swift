import FoundationEssentials
import Glibc
import Report

/// What the machine is and how hard this process works on it.
struct HostMeter {
    let facts: HostFacts
    private var lastCPU: Double
    private var lastWall = ContinuousClock.now
    /// Where cores that others have matter: in real time.
    private let watchesPressure: Bool
    private var lastPressure: Int64?

    init(watchesPressure: Bool) {
        self.watchesPressure = watchesPressure
        lastPressure = watchesPressure ? Self.pressure() : nil
        let process = ProcessInfo.processInfo
        facts = HostFacts(
            name: process.hostName,
            cores: Self.cores,
            commit: Release.commit
        )
        lastCPU = Self.cpuSeconds()
    }

    /// The use since the last sample.
    mutating func sample() -> ProcessUsage {
        let cpu = Self.cpuSeconds()
        assert(cpu >= lastCPU, "what a process has used only grows")
        let wall = ContinuousClock.now
        let seconds = (wall - lastWall) / .seconds(1)
        let percent = seconds > 0 ? (cpu - lastCPU) / seconds * 100 : 0
        lastCPU = cpu
        lastWall = wall
        let pressure = watchesPressure ? Self.pressure() : nil
        defer { lastPressure = pressure }
        return ProcessUsage(
            cpuPercent: percent,
            residentBytes: Self.residentBytes(),
            pressureMicroseconds: pressure.flatMap { now in lastPressure.map { now - $0 } }
        )
    }

    static var cores: Int { ProcessInfo.processInfo.activeProcessorCount }

    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// For how long some program of the machine had to wait for a core; nil where Linux does not say.
    private static func pressure() -> Int64? {
        let path = "/proc/pressure/cpu"
        guard let text = try? String(contentsOfFile: path, encoding: .ascii),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("some ") }),
            let total = line.split(separator: " ").first(where: { $0.hasPrefix("total=") })
        else { return nil }
        return Int64(total.dropFirst("total=".count))
    }

    /// Resident memory now; the kernel gives it in pages.
    private static func residentBytes() -> Int64 {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
        else { return 0 }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
