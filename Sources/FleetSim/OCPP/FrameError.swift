/// Why bytes are no frame that can be handled.
package struct FrameError: Error, Equatable {
    package enum Problem: Equatable, Sendable {
        /// Not a JSON array, or one that breaks off or goes on wrongly.
        case malformed(String)
        /// OCPP 1.6 says to ignore such a message.
        case unknownMessageType(Int)
        case missingID
        case idTooLong
    }

    package let problem: Problem
    /// The type of the message, where it could be read and exists.
    package let type: MessageType?
    /// Its id, where it could be read; a call with one can be answered with a CALLERROR.
    package let id: MessageID?

    init(_ problem: Problem, type: MessageType? = nil, id: MessageID? = nil) {
        self.problem = problem
        self.type = type
        self.id = id
    }

    package var detail: String {
        switch problem {
        case .malformed(let what): "malformed frame: \(what)"
        case .unknownMessageType(let number): "unknown message type \(number)"
        case .missingID: "the message has no id"
        case .idTooLong: "the message's id is longer than 36 characters"
        }
    }
}
