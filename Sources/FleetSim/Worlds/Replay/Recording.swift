/// What goes over the links of one thread, written down as it happens.
///
/// A line for each thing: when, at which charger, what; a frame with its length, then as it is, but
/// for passwords.
struct Recording {
    private var bytes: [UInt8] = []
    /// Whether something is missing in it, for good: there was no room.
    private var isCut = false
    private let firstCharger: Int
    private let room: RecordingRoom
    /// As much of the room as these bytes may have.
    private var reserved = 0

    init(firstCharger: Int, room: RecordingRoom) {
        self.firstCharger = firstCharger
        self.room = room
    }

    /// Notes what came in, and over which of the charger's connections.
    mutating func note(_ arrival: Arrival, frame: UnsafeRawBufferPointer?) {
        guard makeRoom(for: frame?.count ?? 0) else { return }
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
        assert(bytes.count <= reserved, "what is written has its room")
    }

    mutating func sent(_ frame: UnsafeRawBufferPointer, by charger: Int, at now: SimTime) {
        guard makeRoom(for: frame.count) else { return }
        begin(">", charger, now)
        add(frame)
        bytes.append(UInt8(ascii: "\n"))
        assert(bytes.count <= reserved, "what is written has its room")
    }

    /// Hands out what was written since this was last asked; nil: something of it is missing.
    ///
    /// Taking it gives its room back.
    mutating func take() -> RecordedPiece? {
        guard !isCut else { return nil }
        defer {
            bytes = []
            reserved = 0
        }
        return RecordedPiece(bytes: bytes, reserved: reserved)
    }

    /// Sees to it that a frame of that many bytes can be noted; false: it cannot, nor any after it.
    private mutating func makeRoom(for count: Int) -> Bool {
        guard !isCut else { return false }
        let wanted = bytes.count + count + Self.longestHead
        guard wanted > reserved else { return true }
        let more = max(Self.step, wanted - reserved)
        guard room.take(more) else {
            isCut = true
            room.giveBack(reserved)
            (bytes, reserved) = ([], 0)
            return false
        }
        reserved += more
        return true
    }

    /// More than stands in a line beside its frame.
    private static let longestHead = 128
    private static let step = 64 << 10

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

/// What one thread wrote down in a tick, and how much room that has.
struct RecordedPiece {
    var bytes: [UInt8]
    var reserved: Int
}
