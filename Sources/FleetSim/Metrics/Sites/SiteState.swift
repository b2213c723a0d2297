/// What a site is like from a moment on, until the next one.
package struct SiteState: Equatable, Sendable {
    package var time: SimTime
    /// What EVs draw on each line, in milliamperes.
    package var l1: Int64
    package var l2: Int64
    package var l3: Int64
    package var milliwatts: Int64
    /// Bays with a car, and those among them whose car draws power.
    package var occupied: Int32
    package var charging: Int32
    /// Drivers in line for a bay.
    package var waiting: Int32
    /// The nodes of the site's tree whose limit holds a car back: bit 0 is node 0, and bit 63
    /// stands for all from there on.
    package var bindingNodes: UInt64
    /// What cars would draw besides if no limit of the site held them back.
    package var heldBackMilliwatts: Int64

    package init(
        time: SimTime,
        l1: Int64 = 0,
        l2: Int64 = 0,
        l3: Int64 = 0,
        milliwatts: Int64 = 0,
        occupied: Int32 = 0,
        charging: Int32 = 0,
        waiting: Int32 = 0,
        bindingNodes: UInt64 = 0,
        heldBackMilliwatts: Int64 = 0
    ) {
        self.time = time
        self.l1 = l1
        self.l2 = l2
        self.l3 = l3
        self.milliwatts = milliwatts
        self.occupied = occupied
        self.charging = charging
        self.waiting = waiting
        self.bindingNodes = bindingNodes
        self.heldBackMilliwatts = heldBackMilliwatts
    }
}
