import FleetSim
import Scenarios

/// A kept frame, read: what it is, and which call it answers after how long.
package struct FrameLine: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case call, result, error, connection
        /// Not a frame of OCPP.
        case unreadable
    }

    package var at: SimTime
    package var direction: FrameRecord.Direction
    package var kind: Kind
    package var id: String?
    /// Of an answer: of the call that it answers, if that was kept.
    package var action: String?
    /// How long after the call an answer came.
    package var took: SimDuration?
    /// The code of an error.
    package var code: String?
    /// The payload; of what is not a frame, the text.
    package var body: String
    /// The whole frame.
    package var text: String
}

/// Reads the frames of one charger in their order.
///
/// It knows which calls are open, so that an answer tells what it answers.
package struct FrameReader {
    private struct Call: Hashable {
        var direction: FrameRecord.Direction
        var id: String
    }

    private var open: [Call: (action: String, at: SimTime)] = [:]
    private let speed: Double

    /// Simulated seconds per real one: an answer takes as long as the CSMS took, whatever the speed.
    package init(speed: Double = 1) {
        self.speed = speed
    }

    package mutating func line(of record: FrameRecord) -> FrameLine {
        var line = FrameLine(
            at: record.at,
            direction: record.direction,
            kind: .connection,
            body: record.text,
            text: record.text
        )
        guard record.direction != .connection else { return line }
        var text = record.text
        text.withUTF8 { bytes in
            let frame = UnsafeRawBufferPointer(bytes)
            guard let envelope = try? Envelope.parse(frame) else {
                line.kind = .unreadable
                return
            }
            read(envelope, of: frame, into: &line)
        }
        return line
    }

    private mutating func read(
        _ envelope: Envelope,
        of frame: UnsafeRawBufferPointer,
        into line: inout FrameLine
    ) {
        switch envelope {
        case .call(let id, _, let name, let payload):
            line.kind = .call
            line.id = id.text
            line.action = name.string
            line.body = Self.payload(from: payload.position, of: frame)
            open[Call(direction: line.direction, id: id.text)] = (name.string, line.at)
        case .result(let id, let payload):
            line.kind = .result
            line.body = Self.payload(from: payload.position, of: frame)
            answer(id, &line)
        case .error(let id, _, let name, let description):
            line.kind = .error
            line.code = name.string
            line.body = description.string
            answer(id, &line)
        }
    }

    private mutating func answer(_ id: MessageID, _ line: inout FrameLine) {
        line.id = id.text
        // An answer goes the other way than its call.
        let call = Call(direction: line.direction == .out ? .in : .out, id: id.text)
        guard let called = open.removeValue(forKey: call) else { return }
        line.action = called.action
        let simulated = Double((line.at - called.at).nanoseconds)
        line.took = SimDuration(nanoseconds: Int64((simulated / speed).rounded()))
    }

    /// What stands between a place and the frame's last bracket.
    private static func payload(from start: Int, of frame: UnsafeRawBufferPointer) -> String {
        let end = frame.lastIndex(of: UInt8(ascii: "]")) ?? frame.count
        var text = frame[min(start, end)..<end]
        while let last = text.last, [0x20, 0x0A, 0x0D, 0x09].contains(last) { text.removeLast() }
        return String(decoding: text, as: UTF8.self).withoutPiledMarks
    }
}

extension FrameLine {
    /// In one line for people; the parts in the order in which a terminal shows them.
    package var parts: [(text: String, role: Role)] {
        var parts: [(String, Role)] = [(Self.clock(at), .time)]
        switch kind {
        case .connection: parts.append(("· \(body)", .connection))
        case .unreadable:
            parts.append((arrow, arrowRole))
            parts.append(("not OCPP:", .failure))
            parts.append((body, .body))
        case .call:
            parts.append(("\(arrow) \(action ?? "")", arrowRole))
            parts.append((id ?? "", .time))
            parts.append((body, .body))
        case .result, .error:
            parts.append(("\(arrow) \(action ?? "an answer to no call kept")", arrowRole))
            parts.append((id ?? "", .time))
            let taken = took.map { "after \(Figures.span(microseconds: Int($0.microseconds)))" }
            if kind == .error { parts.append((code ?? "", .failure)) }
            if let taken { parts.append((taken, .time)) }
            if !body.isEmpty { parts.append((body, .body)) }
        }
        return parts.map { ($0.visible, $1) }
    }

    package enum Role: Sendable {
        case time, sent, received, failure, connection, body
    }

    private var arrow: String { direction == .out ? "→" : "←" }
    private var arrowRole: Role { direction == .out ? .sent : .received }

    private static func clock(_ at: SimTime) -> String {
        let microseconds = Int(at.microseconds)
        let clock = Figures.moment(microseconds: microseconds)
        return microseconds % 1_000_000 == 0 ? clock + ".000" : clock
    }

    /// As one object of JSON in one line.
    package var json: String {
        JSON.object([
            ("at_us", .integer(Int(at.microseconds))),
            ("direction", .string(direction.rawValue)),
            ("kind", .string(kind.rawValue)),
            ("id", .optional(id)),
            ("action", .optional(action)),
            ("code", .optional(code)),
            ("took_us", .optional(took.map { Int($0.microseconds) })),
            ("text", .string(text)),
        ]).line
    }
}
