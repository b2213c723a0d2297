/// What goes over the links of one thread, written down as it happens.
///
/// A line for each thing: when, at which charger, what; a frame with its length, then as it is, but
/// for passwords.
struct Recording {
    private(set) var bytes: [UInt8] = []
    private let firstCharger: Int

    init(firstCharger: Int) {
        self.firstCharger = firstCharger
    }

    /// Notes what came in, and over which of the charger's connections.
    mutating func note(_ arrival: Arrival, frame: UnsafeRawBufferPointer?) {
        switch arrival.what {
        case .opened(let handshake):
            begin("+", arrival.charger, arrival.at)
            add(Int64(arrival.connection))
            add(handshake.nanoseconds)
        case .refused(let byOwnLine):
            begin("x", arrival.charger, arrival.at)
            add(Int64(arrival.connection))
            if byOwnLine { addOwnLine() }
        case .closed(let byOwnLine):
            begin("-", arrival.charger, arrival.at)
            add(Int64(arrival.connection))
            if byOwnLine { addOwnLine() }
        case .frame:
            begin("<", arrival.charger, arrival.at)
            add(Int64(arrival.connection))
            if let frame { FrameSecrets.withMasked(frame) { add($0) } }
        }
        bytes.append(UInt8(ascii: "\n"))
    }

    mutating func sent(_ frame: UnsafeRawBufferPointer, by charger: Int, at now: SimTime) {
        begin(">", charger, now)
        add(frame)
        bytes.append(UInt8(ascii: "\n"))
    }

    /// Hands out what was written since this was last asked.
    mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: false) }
        return bytes
    }

    /// What stands behind the end of a connection that the scenario's faults of lines have caused.
    static let ownLine = "line"

    private mutating func addOwnLine() { bytes.append(contentsOf: " \(Self.ownLine)".utf8) }

    private mutating func begin(_ kind: StaticString, _ charger: Int, _ now: SimTime) {
        bytes.append(contentsOf: "\(now.nanoseconds) \(firstCharger + charger) \(kind)".utf8)
    }

    private mutating func add(_ number: Int64) {
        bytes.append(contentsOf: " \(number)".utf8)
    }

    private mutating func add(_ frame: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: " \(frame.count) ".utf8)
        bytes.append(contentsOf: frame)
    }
}
