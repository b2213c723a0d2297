/// How a peer broke RFC 6455, or went beyond what is taken.
enum WebSocketError: Error, Equatable {
    case reservedBits(UInt8)
    case reservedOpcode(UInt8)
    /// A client's frame without a mask.
    case notMasked
    /// A server's frame with one.
    case masked
    case fragmentedControl
    case longControl
    /// A length in more bytes than it needs.
    case wastefulLength(Int)
    /// A length of more than 63 bits.
    case absurdLength
    case nothingToContinue
    case unfinishedMessage
    /// A close frame of one byte: a code has two.
    case halfCloseCode
    case closeCode(UInt16)
    case notUTF8
    case longMessage(limit: Int)
    /// Frames of one message that bring nothing and do not end it.
    case emptyFrames(limit: Int)

    /// What to close the connection with (RFC 6455 §7.4.1).
    var closeCode: UInt16 {
        switch self {
        case .notUTF8: 1007
        case .longMessage: 1009
        case .emptyFrames: 1008
        case .reservedBits, .reservedOpcode, .notMasked, .masked, .fragmentedControl, .longControl,
            .wastefulLength, .absurdLength, .nothingToContinue, .unfinishedMessage, .halfCloseCode,
            .closeCode:
            1002
        }
    }
}

extension WebSocketError: CustomStringConvertible {
    var description: String {
        switch self {
        case .reservedBits(let bits): "reserved bits are set: \(bits)"
        case .reservedOpcode(let opcode): "opcode \(opcode) is reserved"
        case .notMasked: "a client's frame is not masked"
        case .masked: "a server's frame is masked"
        case .fragmentedControl: "a control frame is fragmented"
        case .longControl: "a control frame has more than 125 bytes"
        case .wastefulLength(let length): "the length \(length) is written in too many bytes"
        case .absurdLength: "a length has more than 63 bits"
        case .nothingToContinue: "a continuation without a message"
        case .unfinishedMessage: "a new message before the last one has ended"
        case .halfCloseCode: "a close frame of one byte"
        case .closeCode(let code): "close code \(code) may not be sent"
        case .notUTF8: "text is not UTF-8"
        case .longMessage(let limit): "a message has more than \(limit) bytes"
        case .emptyFrames(let limit): "a message has more than \(limit) frames without a byte"
        }
    }
}
