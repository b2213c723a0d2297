import Foundation
import Report

/// What the machine is and how hard this process works on it.
struct HostMeter {
    let facts: HostFacts
    private var lastCPU: Double
    private var lastWall = ContinuousClock.now

    init() {
        let process = ProcessInfo.processInfo
        let commit = process.environment["FLEETSIM_COMMIT"] ?? ""
        facts = HostFacts(
            name: process.hostName,
            cores: process.activeProcessorCount,
            commit: commit.isEmpty ? nil : commit
        )
        lastCPU = Self.cpuSeconds()
    }

    /// The use since the last sample.
    mutating func sample() -> ProcessUsage {
        let cpu = Self.cpuSeconds()
        let wall = ContinuousClock.now
        let seconds = (wall - lastWall) / .seconds(1)
        let percent = seconds > 0 ? (cpu - lastCPU) / seconds * 100 : 0
        lastCPU = cpu
        lastWall = wall
        return ProcessUsage(cpuPercent: percent, residentBytes: Self.residentBytes())
    }

    private static func cpuSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Resident memory now; the kernel gives it in pages.
    private static func residentBytes() -> Int64 {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .ascii),
            let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int64($0) })
        else { return 0 }
        return pages * Int64(sysconf(Int32(_SC_PAGESIZE)))
    }
}
