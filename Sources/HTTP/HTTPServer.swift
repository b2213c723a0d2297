import CMicroHTTPD
import FleetSim

/// A small server that only shows things: GET and HEAD, a bounded number of connections, none of which may idle.
package final class HTTPServer {
    package enum Threads: Sendable {
        /// One for all that is asked: an answer must be there at once.
        case one
        /// One for each connection, so that an answer may take its time, or never end.
        case onePerConnection
    }

    package let address: SocketAddress
    private let answers: Answers
    private let daemon: OpaquePointer

    /// Opens the port and answers from then on, each question on a thread of the server.
    package init(
        at endpoint: SocketAddress,
        threads: Threads,
        answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse
    ) throws {
        // From the call on the socket is the server's, which closes it.
        let socket = try ListeningSocket(at: endpoint)
        let answers = Answers(answer)
        let context = Unmanaged.passUnretained(answers).toOpaque()
        let daemon = fleetsim_http_serve(
            socket.descriptor,
            threads == .one ? 0 : 1,
            Callers.maximum(threads),
            { context, connection, path, method, _, _, _, _ in
                guard let context, let connection, let path, let method else { return .NO }
                let answers = Unmanaged<Answers>.fromOpaque(context).takeUnretainedValue()
                return answers.answer(String(cString: method), String(cString: path), connection)
            },
            { context, connection, _, event in
                guard let context, let connection else { return }
                let answers = Unmanaged<Answers>.fromOpaque(context).takeUnretainedValue()
                let socket = fleetsim_http_socket(connection)
                switch event {
                case .CONNECTION_NOTIFY_STARTED: answers.callers.add(socket)
                case .CONNECTION_NOTIFY_CLOSED: answers.callers.remove(socket)
                @unknown default: break
                }
            },
            context
        )
        guard let daemon else { throw NotServing() }
        address = socket.address
        self.answers = answers
        self.daemon = daemon
    }

    deinit {
        answers.end()
        // This waits for the threads, which are the last to ask for answers.
        MHD_stop_daemon(daemon)
    }
}

/// libmicrohttpd did not start.
private struct NotServing: Error, CustomStringConvertible {
    let description = "the server could not be started"
}
