/// A run over simulated time, in slots of equal length, few enough to draw.
package struct Timeline: Equatable {
    package var slotMicroseconds: Int
    package var slots: [Slot]

    /// What happened in one slot.
    package struct Slot: Equatable {
        package var start: Int
        package var callsOut = 0
        package var callsIn = 0
        package var failures = 0
        /// The highest rate of one of its windows, in calls per second.
        package var peakOut = 0.0
        package var peakIn = 0.0
        /// Of what chargers called, due to reply; nil if nothing was answered.
        package var latencyP50: Int?
        package var latencyP90: Int?
        package var latencyP99: Int?
        package var latencyMax: Int?
        /// The same from when it was sent.
        package var serviceP50: Int?
        package var serviceP90: Int?
        package var serviceP99: Int?
        package var serviceMax: Int?
        /// The fewest in any second of it: a dip must not be lost in between.
        package var connected: Int?
        /// The most in any of them.
        package var maximumConnected: Int?
        package var transactionsBegun = 0
        package var transactionsEnded = 0
    }

    static let empty = Timeline(first: 0, last: -1, windowMicroseconds: 1)

    /// Windows are gathered into slots of whole windows, at most as many as a chart has room for.
    init(first: Int, last: Int, windowMicroseconds: Int) {
        let length = max(windowMicroseconds, 1)
        let windows = last < first ? 0 : (last - first) / length + 1
        let windowsPerSlot = (windows + Self.maximumSlots - 1) / Self.maximumSlots
        let slotMicroseconds = length * max(windowsPerSlot, 1)
        self.slotMicroseconds = slotMicroseconds
        let count = windows == 0 ? 0 : min((last - first) / slotMicroseconds + 1, Self.maximumSlots)
        slots = (0..<count).map { Slot(start: first + $0 * slotMicroseconds) }
        assert(slots.allSatisfy { $0.start <= last }, "each slot begins within the run")
    }

    /// Where each slot begins, and last where the last one ends: with the run, if that ended in it.
    func edges(until end: Int) -> [Int] {
        guard let last = slots.last else { return [] }
        return slots.map(\.start) + [min(last.start + slotMicroseconds, max(end, last.start + 1))]
    }

    /// The slot that a window belongs to; nil if it lies outside all of them.
    func slot(of window: Int) -> Int? {
        guard let first = slots.first?.start, window >= first else { return nil }
        let slot = (window - first) / slotMicroseconds
        return slot < slots.count ? slot : nil
    }

    static let maximumSlots = 360
}
