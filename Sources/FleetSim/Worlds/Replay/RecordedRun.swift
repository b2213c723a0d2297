/// A recording as it was read: what came in, in the order of time, and what each charger sent.
package struct RecordedRun: Sendable {
    /// Something that came in.
    struct Entry: Sendable {
        enum What: Sendable {
            case opened(handshake: SimDuration)
            case refused(byOwnLine: Bool), closed(byOwnLine: Bool)
            case frame(Range<Int>)
        }

        var at: SimTime
        var charger: Int32
        /// Over which of the charger's connections.
        var connection: UInt32
        var what: What
    }

    package let head: RecordingHead
    let bytes: [UInt8]
    private(set) var entries: [Entry] = []
    /// The frames that each charger sent, one after the other.
    private(set) var sent: [[Range<Int>]]
    /// How far the run came, and whether that was its end.
    private(set) var reached = SimTime.zero
    private(set) var isComplete = false
    private(set) var fingerprint: UInt64 = 0

    /// Frames that its chargers sent.
    package var framesSent: Int { sent.reduce(0) { $0 + $1.count } }

    package init(_ bytes: [UInt8]) throws(RecordingError) {
        self.bytes = bytes
        var reader = Reader(bytes: bytes)
        head = try RecordingHead(try reader.head())
        sent = Array(repeating: [], count: head.chargers)
        var isEnded = false
        while !reader.isAtEnd {
            guard !isEnded else { throw .line(at: reader.position) }
            isEnded = try take(&reader)
        }
        guard isEnded else { throw .unfinished }
        // Threads wrote in turns; what one charger saw stays in order.
        var order = Array(entries.indices)
        order.sort { (entries[$0].at, $0) < (entries[$1].at, $1) }
        entries = order.map { entries[$0] }
    }

    /// Takes a line; true if it was the last.
    private mutating func take(_ reader: inout Reader) throws(RecordingError) -> Bool {
        let position = reader.position
        guard let time = reader.number(), let second = reader.word() else {
            throw .line(at: position)
        }
        let at = SimTime(nanoseconds: time)
        if second == "end" {
            guard let status = reader.word(), let fold = reader.word().flatMap({ UInt64($0) }),
                reader.endOfLine()
            else { throw .line(at: position) }
            (reached, isComplete, fingerprint) = (at, status == "complete", fold)
            return true
        }
        guard let charger = Int32(second), let kind = reader.word() else {
            throw .line(at: position)
        }
        guard sent.indices.contains(Int(charger)) else {
            throw .charger(Int(charger), at: position)
        }
        if kind == ">" {
            guard let frame = reader.frame() else { throw .line(at: position) }
            sent[Int(charger)].append(frame)
        } else {
            guard let connection = reader.number().flatMap({ UInt32(exactly: $0) }),
                let what = Self.what(kind, &reader)
            else { throw .line(at: position) }
            entries.append(Entry(at: at, charger: charger, connection: connection, what: what))
        }
        guard reader.endOfLine() else { throw .line(at: position) }
        return false
    }

    private static func what(_ kind: String, _ reader: inout Reader) -> Entry.What? {
        switch kind {
        case "+":
            reader.number().map { .opened(handshake: SimDuration(nanoseconds: $0)) }
        case "x": reader.ownLine().map { .refused(byOwnLine: $0) }
        case "-": reader.ownLine().map { .closed(byOwnLine: $0) }
        case "<": reader.frame().map(Entry.What.frame)
        default: nil
        }
    }
}

extension RecordedRun {
    /// Goes through the lines of a recording.
    private struct Reader {
        let bytes: [UInt8]
        private(set) var position = 0

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        var isAtEnd: Bool { position == bytes.count }

        /// The lines before the empty one.
        mutating func head() throws(RecordingError) -> [Substring] {
            var lines: [Substring] = []
            while lines.count < 8, let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: bytes[position..<end], as: UTF8.self)
                position = end + 1
                if line.isEmpty { return lines }
                lines.append(Substring(line))
            }
            throw .notOne
        }

        /// The next word of the line and the blank behind it.
        mutating func word() -> String? {
            let start = position
            while position < bytes.count, bytes[position] > UInt8(ascii: " ") { position += 1 }
            guard position > start else { return nil }
            defer {
                if position < bytes.count, bytes[position] == UInt8(ascii: " ") { position += 1 }
            }
            return String(decoding: bytes[start..<position], as: UTF8.self)
        }

        mutating func number() -> Int64? {
            word().flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : $0 }
        }

        mutating func frame() -> Range<Int>? {
            guard let count = number().flatMap({ Int(exactly: $0) }),
                count <= bytes.count - position
            else { return nil }
            defer { position += count }
            assert(count >= 0 && position + count <= bytes.count, "a frame lies in the recording")
            return position..<position + count
        }

        /// Whether it is said that the charger's own line was to blame; nil if something else is.
        mutating func ownLine() -> Bool? {
            guard let word = word() else { return false }
            return word == Recording.ownLine ? true : nil
        }

        mutating func endOfLine() -> Bool {
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\n") else {
                return false
            }
            position += 1
            return true
        }
    }
}
