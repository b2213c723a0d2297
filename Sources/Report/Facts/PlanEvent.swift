/// What a plan keeps as events of its run.
enum PlanEvent {
    /// The warm-up is shorter than the slowest design needs: the sentence that says so.
    static let shortWarmUp = "warm-up-cut"
}
