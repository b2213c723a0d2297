/// What the CSMS of a live run sent, by what it was: told of where it is a flood.
package struct ReceivedFrames: Equatable, Sendable {
    /// What a charger is sent beyond its answers that often is a flood, in real time.
    ///
    /// A CSMS that is well sends a few commands a minute, and a ping now and then.
    static let floodRate = 20
    /// A longer frame counts as several.
    static let bytesPerFrame = 4_096

    /// All frames, and those of them that answered an open call.
    package var all = 0
    package var answers = 0
    /// Calls, those of unknown actions among them.
    package var calls = 0
    /// Answers to no open call, and what cannot be read.
    package var stray = 0
    package var unreadable = 0
    /// Of WebSocket, which are no frames of OCPP.
    package var pings = 0
    /// How many chargers were flooded, as far as windows are closed.
    package var flooded = 0

    package init() {}

    var unasked: Int { all - answers }

    package mutating func merge(_ other: ReceivedFrames) {
        all += other.all
        answers += other.answers
        calls += other.calls
        stray += other.stray
        unreadable += other.unreadable
        pings += other.pings
        flooded += other.flooded
        assert(unasked >= 0, "no more frames answer than there are")
    }

    mutating func count(_ misfit: Misfit) {
        switch misfit {
        case .badFrame: unreadable += 1
        case .lateReply, .unexpectedReply: stray += 1
        case .badConfirmation, .unmadeCalls: break
        }
    }

    /// The flood as an event; nil: there was none.
    ///
    /// Of a window it says how many chargers were flooded, of a whole run only what came.
    package func flood(_ kind: String = Notable.flood, at end: SimTime) -> Notable? {
        guard flooded > 0 else { return nil }
        let parts = [
            (stray, "answered no open call"), (unreadable, "could not be read"),
            (calls, "were calls"),
        ].filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }
        let which = parts.isEmpty ? "" : ", of which \(parts.joined(separator: ", "))"
        let frames =
            unasked > 0 ? [counted(unasked, "frame") + " that answered nothing" + which] : []
        let all = frames + (pings > 0 ? [counted(pings, "ping")] : [])
        let chargers =
            kind == Notable.flood
            ? "; \(counted(flooded, "charger")) got more than \(Self.floodRate) a second" : ""
        return Notable(
            at: end,
            charger: nil,
            kind: kind,
            detail: "the CSMS sent \(all.joined(separator: ", and "))\(chargers)"
        )
    }

    private func counted(_ count: Int, _ thing: String) -> String {
        "\(count.grouped) \(thing)\(count == 1 ? "" : "s")"
    }
}

extension Batch {
    /// Names the flood, if the window saw one.
    mutating func tellFlood() {
        guard let flood = received.flood(at: end) else { return }
        notables.append(flood)
        notables.sort(by: Notable.precedes)
    }
}
