import CMicroHTTPD
import FleetSim

/// Answers `GET /metrics` while a run goes on, on a thread of libmicrohttpd.
package final class MetricsEndpoint {
    package let address: SocketAddress
    private let pages: Pages
    private let daemon: OpaquePointer

    /// Opens the port and answers from then on; the page is asked for at each question, on the
    /// thread that answers.
    package init(
        at place: SocketAddress,
        contentType: String,
        page: @escaping @Sendable () -> String
    ) throws {
        // From the call on the socket is the server's, which closes it.
        let socket = try ListeningSocket(at: place)
        let pages = Pages(contentType: contentType, page: page)
        let context = Unmanaged.passUnretained(pages).toOpaque()
        let daemon = fleetsim_http_serve(
            socket.descriptor,
            UInt32(Callers.most),
            { context, connection, path, method, _, _, _, _ in
                guard let context, let connection, let path, let method else { return .NO }
                let pages = Unmanaged<Pages>.fromOpaque(context).takeUnretainedValue()
                return pages.answer(String(cString: method), String(cString: path), connection)
            },
            { context, connection, _, event in
                guard let context, let connection else { return }
                let pages = Unmanaged<Pages>.fromOpaque(context).takeUnretainedValue()
                let socket = fleetsim_http_socket(connection)
                switch event {
                case .CONNECTION_NOTIFY_STARTED: pages.callers.comes(socket)
                case .CONNECTION_NOTIFY_CLOSED: pages.callers.goes(socket)
                @unknown default: break
                }
            },
            context
        )
        guard let daemon else { throw NotServing() }
        address = socket.address
        self.pages = pages
        self.daemon = daemon
    }

    deinit {
        // This waits for the thread, which is the last to look at the pages.
        MHD_stop_daemon(daemon)
    }
}

/// libmicrohttpd did not start.
private struct NotServing: Error, CustomStringConvertible {
    let description = "the server for metrics could not be started"
}
