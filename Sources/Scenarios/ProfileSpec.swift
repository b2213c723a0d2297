/// A charging profile that the CSMS sets, with times counted from when it is sent.
package struct ProfileSpec: Equatable, Sendable {
    package enum Purpose: String, CaseIterable, Sendable {
        case chargePointMax = "ChargePointMaxProfile"
        case txDefault = "TxDefaultProfile"
        case tx = "TxProfile"
    }

    package enum Kind: String, CaseIterable, Sendable {
        case absolute = "Absolute"
        case daily = "Daily"
        case weekly = "Weekly"
        case relative = "Relative"
    }

    /// A limit per phase or of the whole.
    package enum Limit: Equatable, Sendable {
        case amperes(Double)
        case watts(Double)
    }

    package struct Period: Equatable, Sendable {
        package var from: Duration = .zero
        package var limit = Limit.amperes(16)
        package var phases: Int?

        package init() {}
    }

    package var id = 1
    package var stackLevel = 0
    package var purpose = Purpose.txDefault
    package var kind = Kind.absolute
    package var duration: Duration?
    package var validFor: Duration?
    package var periods: [Period] = [Period()]

    package init() {}
}
