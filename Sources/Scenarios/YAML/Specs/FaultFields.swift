/// When a fault comes, how many it affects and for how long.
struct FaultFields: Sendable {
    var at = Duration.zero
    var share = 1.0
    var duration: Duration?
    var connector = 1
    var error = ConnectorError.other
    var over = Duration.zero
    var up = Distribution.constant(1)
    var down = Distribution.constant(1)
    var delay = Distribution.constant(0)
    var rate = 100
    var site: String?

    /// How long it lasts, where that has to be said.
    var time: Duration { duration ?? .zero }

    static let site = Field<FaultFields>(
        "site",
        \.site,
        .text(1...40),
        "Only at sites so called, or at one of several by its number, such as depot-2; absent: anywhere."
    )
    static let sites = Field<FaultFields>(
        "share",
        \.share,
        .share,
        "The share of the sites that it affects; absent: 100%."
    )

    static let start = Field<FaultFields>(
        "at",
        \.at,
        .duration(),
        "When it happens.",
        isRequired: true
    )
    static let beginning = Field<FaultFields>(
        "at",
        \.at,
        .duration(),
        "When it happens; absent: at the start."
    )
    static let part = Field<FaultFields>(
        "share",
        \.share,
        .share,
        "The share of the chargers that it affects; absent: 100%."
    )
    static let cards = Field<FaultFields>(
        "share",
        \.share,
        .share,
        "The share of the CSMS's cards with their bytes in the wrong order; absent: 100%."
    )
}
