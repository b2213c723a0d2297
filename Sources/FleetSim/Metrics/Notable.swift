/// Something worth a row of its own.
package struct Notable: Equatable, Sendable {
    package var at: SimTime
    /// Fleet-wide index; nil when it concerns no single charger.
    package var charger: Int32?
    package var kind: String
    package var detail: String

    /// The CSMS did not close connections that chargers had closed at the end, or hung up on them.
    package static let closeUnanswered = "close-unanswered"
    /// The CSMS sent far more than chargers asked for: in a window, and in a run in which it did.
    package static let flood = "flood"
    package static let floodInAll = "flood-in-all"
    /// A recording came to its bound before its run ended.
    package static let recordingEnded = "recording-ended"
    /// More single calls were made than become rows.
    package static let callsNotKept = "calls-not-kept"

    package init(at: SimTime, charger: Int32?, kind: String, detail: String) {
        self.at = at
        self.charger = charger
        self.kind = kind
        self.detail = detail
    }

    /// The order of a batch: by time, then by what distinguishes two things at the same time.
    static func precedes(_ one: Notable, _ other: Notable) -> Bool {
        (one.at, one.charger ?? -1, one.kind, one.detail)
            < (other.at, other.charger ?? -1, other.kind, other.detail)
    }
}
