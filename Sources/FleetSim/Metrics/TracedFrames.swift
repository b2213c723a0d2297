/// A frame of a charger that is traced, or what became of its connection.
package struct FrameRecord: Equatable, Sendable {
    package enum Direction: String, CaseIterable, Sendable {
        /// From the charger to the CSMS, and back.
        case out, `in`
        /// Not a frame: the connection stands, was refused or is closed; or frames were not kept.
        case connection
    }

    /// Fleet-wide index.
    package var charger: Int32
    package var at: SimTime
    package var direction: Direction
    /// The frame, with passwords masked.
    package var text: String

    package init(charger: Int32, at: SimTime, direction: Direction, text: String) {
        self.charger = charger
        self.at = at
        self.direction = direction
        self.text = text
    }
}

/// Keeps the frames of the chargers that a run is asked to trace.
struct TracedFrames {
    /// Beyond as many in a window a traced charger's frames are counted only: a CSMS that sends without
    /// pause must not fill memory and disk.
    static let maximumPerWindow = 10_000
    /// Of a longer frame the rest is left out.
    static let longestText = 65_536
    /// The same of bytes.
    static let maximumBytesPerWindow = 8 << 20
    /// Bytes of all traced chargers of a live run's thread in a window.
    ///
    /// A run in virtual time has no such bound: what
    /// it keeps would depend on the number of threads.
    static let maximumBytesOfAll = 64 << 20

    /// What is kept of each traced charger, in their order; most runs trace none.
    private let indices: [Int32]
    private let firstCharger: Int
    private var kept: [(frames: Int, bytes: Int, left: Int)]
    private var bytesOfAll = 0
    private let isLive: Bool

    /// Of the chargers that are traced, by their numbers in the whole fleet, those of a shard.
    init(_ traced: [Int], firstCharger: Int, chargers: Int, isLive: Bool = false) {
        let own = traced.filter { firstCharger..<firstCharger + chargers ~= $0 }
        indices = Set(own).sorted().map { Int32($0 - firstCharger) }
        self.firstCharger = firstCharger
        self.isLive = isLive
        kept = Array(repeating: (0, 0, 0), count: indices.count)
    }

    var isEmpty: Bool { indices.isEmpty }

    /// Adds a frame of a charger, if it is one of those that are traced.
    mutating func add(
        _ frame: UnsafeRawBufferPointer,
        _ direction: FrameRecord.Direction,
        of charger: Int,
        at now: SimTime,
        to records: inout [FrameRecord]
    ) {
        guard let index = index(of: charger), admit(index, bytes: frame.count) else { return }
        let text = FrameSecrets.withMasked(frame) { bytes in
            let maximum = min(bytes.count, Self.longestText)
            var text = String(decoding: bytes.prefix(maximum), as: UTF8.self)
            // Where SQLite's text would end.
            if text.utf8.contains(0) { text = String(text.map { $0 == "\0" ? "␀" : $0 }) }
            return bytes.count > maximum ? text + " … (\(bytes.count) bytes)" : text
        }
        records.append(record(charger, now, direction, text))
    }

    /// Adds what became of a charger's connection.
    mutating func add(
        _ what: String,
        of charger: Int,
        at now: SimTime,
        to records: inout [FrameRecord]
    ) {
        guard let index = index(of: charger), admit(index, bytes: what.utf8.count) else { return }
        records.append(record(charger, now, .connection, what))
    }

    /// Tells of whom frames were not kept in the window that ends, and begins the next.
    mutating func closeWindow(at end: SimTime, into records: inout [FrameRecord]) {
        assert(
            kept.reduce(0) { $0 + $1.bytes } == bytesOfAll,
            "what is kept of each adds up to what is kept of all"
        )
        for index in kept.indices {
            let left = kept[index].left
            kept[index] = (0, 0, 0)
            guard left > 0 else { continue }
            let text = "\(left) more frames of this window are not kept"
            records.append(record(Int(indices[index]), end, .connection, text))
        }
        bytesOfAll = 0
    }

    private func record(
        _ charger: Int,
        _ now: SimTime,
        _ direction: FrameRecord.Direction,
        _ text: String
    ) -> FrameRecord {
        FrameRecord(
            charger: Int32(firstCharger + charger),
            at: now,
            direction: direction,
            text: text
        )
    }

    /// Whether another frame is kept in this window.
    private mutating func admit(_ index: Int, bytes: Int) -> Bool {
        let bytes = min(bytes, Self.longestText)
        guard kept[index].frames < Self.maximumPerWindow,
            kept[index].bytes + bytes <= Self.maximumBytesPerWindow,
            !isLive || bytesOfAll + bytes <= Self.maximumBytesOfAll
        else {
            kept[index].left += 1
            return false
        }
        kept[index].frames += 1
        kept[index].bytes += bytes
        bytesOfAll += bytes
        return true
    }

    private func index(of charger: Int) -> Int? {
        var (low, high) = (0, indices.count)
        while low < high {
            let middle = (low + high) / 2
            if indices[middle] < charger { low = middle + 1 } else { high = middle }
        }
        return low < indices.count && indices[low] == charger ? low : nil
    }
}

extension [FrameRecord] {
    /// By time, at one moment by charger; what a charger did at one moment stays in its order.
    mutating func sortByTime() {
        let sorted = enumerated().sorted { one, two in
            (one.element.at, one.element.charger, one.offset)
                < (two.element.at, two.element.charger, two.offset)
        }
        self = sorted.map(\.element)
        assert(zip(self, dropFirst()).allSatisfy { $0.at <= $1.at }, "frames stand by their times")
    }
}
