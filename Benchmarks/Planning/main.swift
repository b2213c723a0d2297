import FleetSim
import Foundation
import Scenarios

// What a site without chargers costs: `PlanningBenchmark SCENARIO DAYS TIMES` plays the first site
// of a scenario by events, so often, and prints what one of the runs took on one thread.
let words = CommandLine.arguments
guard words.count == 4, let days = Int64(words[2]), let times = Int(words[3]), times > 0 else {
    print("usage: PlanningBenchmark SCENARIO DAYS TIMES")
    exit(2)
}
do {
    let plan = try SitesPlan(ScenarioFile.load(path: words[1]).scenario)
    let end = SimTime.zero + .seconds(days * 86_400)
    var visits = 0
    var delivered: Int64 = 0
    let before = clock()
    for time in 1...UInt64(times) {
        let tally = plan.sites[0].tally(seed: time, until: end)
        visits += tally.visits.arrivals
        delivered += tally.visits.deliveredMilliwattHours
    }
    let seconds = Double(clock() - before) / Double(CLOCKS_PER_SEC)
    print("sessions \(visits / times)")
    print("delivered_kwh \(Double(delivered) / Double(times) / 1e6)")
    print("cpu_seconds \(seconds / Double(times))")
    print("us_per_session \(seconds / Double(max(1, visits)) * 1e6)")
    print("peak_kib \(peakKibibytes())")
} catch {
    print("\(error)")
    exit(1)
}

/// The most memory that the process has had.
func peakKibibytes() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
}
