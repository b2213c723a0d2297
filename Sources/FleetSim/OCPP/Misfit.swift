/// What is wrong with a frame of the CSMS, for a charger can do nothing with it or not all of it.
///
/// A CSMS may send thousands a second: only the first few of a charger, kind and window are told in
/// full.
enum Misfit: String, CaseIterable {
    /// It cannot be read.
    case badFrame = "bad-frame"
    /// The answer to an open call cannot be read.
    case badConfirmation = "bad-confirmation"
    /// It answers a call that is not open any more, or never was.
    case lateReply = "late-reply"
    case unexpectedReply = "unexpected-reply"
    /// It has the charger make calls, of which too many wait already to make them.
    case unmadeCalls = "calls-not-made"
}
