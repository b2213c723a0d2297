/// The highest mean of a power over windows of one length, which end where the clock says.
package struct WindowPeak: Equatable, Sendable {
    package let length: SimDuration
    /// When the current window is over.
    private var end: SimTime
    /// Milliwatts times nanoseconds, of the current window and of the greatest so far.
    private var sum: Int128 = 0
    private var greatest: Int128 = 0

    /// Windows of a length from a moment on, the first of which may be cut short.
    init(length: SimDuration, from begin: SimTime, clockAtZero: SimDuration) {
        assert(length > .zero, "a window has a length")
        self.length = length
        let intoWindow = (begin.nanoseconds + clockAtZero.nanoseconds) % length.nanoseconds
        end = begin + (length - SimDuration(nanoseconds: intoWindow))
    }

    /// Adds a power that lasted; spans follow each other without a gap.
    mutating func add(_ milliwatts: Int64, from begin: SimTime, until time: SimTime) {
        assert(milliwatts >= 0 && time >= begin, "cars draw, forward in time")
        guard time >= end else {
            sum += Int128(milliwatts) * Int128(time.nanoseconds - begin.nanoseconds)
            return
        }
        sum += Int128(milliwatts) * Int128(end.nanoseconds - begin.nanoseconds)
        greatest = max(greatest, sum)
        let whole = (time.nanoseconds - end.nanoseconds) / length.nanoseconds
        if whole > 0 {
            greatest = max(greatest, Int128(milliwatts) * Int128(length.nanoseconds))
        }
        let lastEnd = end + length * whole
        sum = Int128(milliwatts) * Int128(time.nanoseconds - lastEnd.nanoseconds)
        end = lastEnd + length
        assert(end > time, "a window that is over is counted")
    }

    /// The greatest mean; what came since the last window ended does not count.
    package var milliwatts: Int64 { Int64(greatest / Int128(length.nanoseconds)) }
}
