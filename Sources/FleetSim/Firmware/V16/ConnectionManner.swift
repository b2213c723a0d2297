/// How a charger calls, as far as its configuration says.
struct ConnectionManner {
    /// The password of its own, where it was given one.
    var password: [UInt8]?
    /// How often it makes sure that the connection is alive; nil: never.
    var pingInterval: SimDuration?
}
