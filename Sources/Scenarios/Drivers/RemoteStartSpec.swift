/// Drivers who plug in and wait for a RemoteStartTransaction, as those do who use an operator's app.
package struct RemoteStartSpec: Equatable, Sendable {
    /// The share of the drivers, from 0 to 1.
    package var share = 1.0
    /// How long such a driver waits, in seconds.
    package var patience = Distribution.constant(300)

    package init() {}
}
