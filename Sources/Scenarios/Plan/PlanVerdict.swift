/// Whether something keeps a target, as far as replications tell.
package enum PlanVerdict: String, CaseIterable, Sendable {
    case met, missed
    /// The interval holds the bound: more replications would tell, or a design that is further from it.
    case undecided

    /// By how sure it is, from 0 to 1, that the target is kept.
    ///
    /// At a bound that is met exactly, one plan in forty says that it is met, and one that it is missed.
    package init(certainty: Double) {
        self =
            certainty >= Self.sure ? .met : certainty <= 1 - Self.sure ? .missed : .undecided
    }

    /// The certainty at which the nearer end of an interval at 95 % lies at the bound.
    package static let sure = 0.975

    /// What is to be said of several targets together.
    package init(of verdicts: some Sequence<PlanVerdict>) {
        self = verdicts.reduce(.met) { all, one in
            switch (all, one) {
            case (.missed, _), (_, .missed): .missed
            case (.undecided, _), (_, .undecided): .undecided
            case (.met, .met): .met
            }
        }
    }
}
