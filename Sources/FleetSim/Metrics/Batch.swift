/// What one window of a run measured, ready for one transaction of the run database.
///
/// A recorder fills it, shards' batches are merged into one, and whoever stores it reads it in the
/// order it stands in: every array is sorted by what identifies its rows, never by chance.
package struct Batch {
    package var start = SimTime.zero
    package var end = SimTime.zero
    package var calls = CallTable()
    package var connections = ConnectionCounts()
    package var sessions: [SessionRecord] = []
    package var notables: [Notable] = []
    /// Single calls, as far as the run keeps them.
    package var singles: [CallRecord] = []
    /// How many events the kernels handled.
    package var handled = 0

    package init() {}
}

/// How a call ended.
package enum Outcome: UInt8, CaseIterable, Sendable {
    /// Answered with a CALLRESULT that grants what was asked.
    case ok
    /// Answered with a CALLERROR.
    case error
    /// Not answered in time.
    case timeout
    /// Answered with a CALLRESULT that refuses.
    case rejected
    /// The connection went before the answer came.
    case lost

    package var name: String { "\(self)" }
}

/// Who made a call, seen from the charger.
package enum Direction: UInt8, CaseIterable, Sendable {
    case out, `in`

    package var name: String { self == .out ? "out" : "in" }
}

/// Connections in one window, and how many stood at its end.
package struct ConnectionCounts: Equatable, Sendable {
    package var connecting = 0
    package var connected = 0
    package var failed = 0
    package var opened = 0
    package var closed = 0
    package var handshake = Histogram()

    package init() {}
}

/// One visit of an EV, from arrival to leaving.
package struct SessionRecord: Equatable, Sendable {
    package enum Outcome: UInt8, CaseIterable, Sendable {
        case served, short, balked, reneged, refused, faulted

        package var name: String { "\(self)" }
    }

    /// The index of the site and of the visit there: together they identify it.
    package var site: Int32
    package var visit: Int32
    /// Fleet-wide index; nil for a car that never got a bay.
    package var charger: Int32?
    package var connector: Int32?
    package var tag: String?
    package var arrived: SimTime
    package var plugged: SimTime?
    package var started: SimTime?
    package var stopped: SimTime?
    package var left: SimTime?
    package var requestedMilliwattHours: Int64
    package var deliveredMilliwattHours: Int64
    package var outcome: Outcome
    /// OCPP's stop reason, when there was a transaction.
    package var reason: String?
    package var transaction: Int32?
}

/// Something worth a row of its own.
package struct Notable: Equatable, Sendable {
    package var at: SimTime
    /// Fleet-wide index; nil when it concerns no single charger.
    package var charger: Int32?
    package var kind: String
    package var detail: String

    package init(at: SimTime, charger: Int32?, kind: String, detail: String) {
        self.at = at
        self.charger = charger
        self.kind = kind
        self.detail = detail
    }
}

/// One call with its three times.
package struct CallRecord: Equatable, Sendable {
    package var charger: Int32
    package var action: Action
    package var direction: Direction
    package var intended: SimTime
    /// nil: it never left.
    package var sent: SimTime?
    /// nil: no answer came.
    package var replied: SimTime?
    package var outcome: Outcome
    /// The CALLERROR's code, when there was one.
    package var error: String?
}
