/// How the chargers of a make upload logs.
struct UploadHabits: Sendable {
    var time: SimDuration = .seconds(30)
    /// What every upload ends with; nil: it succeeds.
    var failure: UploadLogStatus?
}
