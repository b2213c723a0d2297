/// Why a channel is no more, or never was.
enum ChannelEnd {
    /// No connection came about.
    case unreachable(SystemError)
    /// TLS could not be agreed upon.
    case unsecured(TLSFailure)
    /// The upgrade was answered with what is no answer, or by what speaks TLS.
    case refused(String)
    /// The upgrade was answered with another status than the one that opens a WebSocket.
    case turnedAway(status: Int, reason: String, location: String?)
    /// The peer hung up on the upgrade, over TLS or not.
    case unanswered(overTLS: Bool)
    /// It was there only to see whether the peer speaks TLS.
    case looked(foundTLS: Bool)
    /// The peer closed, with the code and the words that it gave.
    case closed(UInt16?, String)
    /// The peer broke the rules.
    case violated(String)
    /// The connection was gone without a word.
    case lost
    /// The peer reads so slowly that what waits for it has grown beyond measure.
    case clogged

    /// Whether no peer that is well would end an open channel so.
    var isFault: Bool {
        switch self {
        case .closed, .looked: false
        case .unreachable, .unsecured, .refused, .turnedAway, .unanswered, .violated, .lost,
            .clogged:
            true
        }
    }

    /// Whether the CSMS itself refused; a server error may come from what stands before one that is dead.
    var isAnswer: Bool {
        if case .turnedAway(let status, _, _) = self { status < 500 } else { false }
    }
}

extension ChannelEnd: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreachable(let error): error.reason
        case .unsecured(let failure): failure.description
        case .refused(let why): why
        case .turnedAway(let status, let reason, let location):
            // No charger goes there by itself.
            "the CSMS answered \(status)" + (reason.isEmpty ? "" : " \(reason)")
                + (location.map { ", which leads to ‘\($0)’" } ?? "")
        case .unanswered(false): "the peer hung up instead of answering the upgrade"
        case .unanswered(true):
            // A client that speaks TLS 1.3 is let in before its certificate is looked at, and a server of
            // Python's asyncio hangs up without an alert.
            "the peer hung up instead of answering the upgrade: perhaps it wants a client certificate, "
                + "or another one"
        case .looked(let foundTLS): foundTLS ? "TLS is spoken" : "TLS is not spoken"
        case .closed(nil, _): "closed without a code"
        case .closed(let code?, ""): "closed with code \(code)"
        case .closed(let code?, let reason): "closed with code \(code): \(reason)"
        case .violated(let how): "the peer broke the protocol: \(how)"
        case .lost: "the connection was cut"
        case .clogged: "the peer does not read"
        }
    }
}
