/// How the chargers of a type upload logs.
struct UploadBehaviour: Sendable {
    var time: SimDuration = .seconds(30)
    /// What every upload ends with; nil: it succeeds.
    var failure: UploadLogStatus?
}
