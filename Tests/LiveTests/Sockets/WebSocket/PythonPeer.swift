import Foundation
import TestSupport

/// The other end of a conversation: Python's `websockets`, in either role.
struct PythonPeer: Encodable {
    var role: String
    var subprotocols: [String] = ["ocpp1.6"]
    /// What we send, in hexadecimal: a request or an answer, and frames.
    var bytes = ""
    /// As a server: the status to refuse with, or nought.
    var refuse = 0
    /// How long the frames of its messages are; nought leaves them whole.
    var fragment = 0
    // As a client.
    var uri = ""
    var key = ""
    var send: [[String]] = []

    struct Answer: Decodable {
        var out: String
        var events: [[String]]?
        var fields: [[String]]?
        var path: String?
        var subprotocol: String?
        var error: String?
        var closeCode: UInt16?
        var closeReason: String?
    }

    struct Silence: Error {
        let said: String
    }

    func answer() throws -> Answer {
        let line = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
        let (status, said) = try Python.run(
            script: "Tests/Oracles/websocket_peer.py",
            input: line + "\n"
        )
        guard status == 0 else { throw Silence(said: said) }
        return try JSONDecoder().decode(Answer.self, from: Data(said.utf8))
    }
}
