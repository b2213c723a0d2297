/// How many charging profiles a charger holds, and how large ones.
struct ProfileCapacity {
    var highestLevel: Int
    var profiles: Int
    var periodsPerSchedule: Int
    var units: [ChargingRateUnit]

    /// Whether such a profile fits; how many there are already is another matter.
    func admits(_ profile: ChargingProfile) -> Bool {
        let schedule = profile.chargingSchedule
        return 0...highestLevel ~= profile.stackLevel
            && schedule.chargingSchedulePeriod.count <= periodsPerSchedule
            && units.contains(schedule.chargingRateUnit)
    }
}
