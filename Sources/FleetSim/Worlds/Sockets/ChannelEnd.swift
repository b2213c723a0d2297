/// Why a channel is no more, or never was.
enum ChannelEnd {
    /// No connection came about.
    case unreachable(SystemError)
    /// TLS could not be agreed upon.
    case unsecured(TLSFailure)
    /// The upgrade was answered with something else, or with what is no answer.
    case refused(String)
    /// The peer closed, with the code that it gave.
    case closed(UInt16?)
    /// The peer broke the rules.
    case violated(String)
    /// The connection was gone without a word.
    case lost
    /// The peer reads so slowly that what waits for it has grown beyond measure.
    case clogged

    /// Whether it is to be told of, since no peer that is well would end a channel so.
    var isFault: Bool {
        switch self {
        case .violated, .clogged: true
        case .unreachable, .unsecured, .refused, .closed, .lost: false
        }
    }
}

extension ChannelEnd: CustomStringConvertible {
    var description: String {
        switch self {
        case .unreachable(let error): error.reason
        case .unsecured(let failure): failure.description
        case .refused(let why): why
        case .closed(nil): "closed without a code"
        case .closed(let code?): "closed with code \(code)"
        case .violated(let how): "the peer broke the protocol: \(how)"
        case .lost: "the connection was cut"
        case .clogged: "the peer does not read"
        }
    }
}
