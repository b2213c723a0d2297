import FleetSim

/// Answers `GET /metrics` while a run goes on.
package final class MetricsEndpoint {
    private static let path = "/metrics"
    private let server: HTTPServer

    package var address: SocketAddress { server.address }

    /// Opens the port and answers from then on; the page is asked for at each question, on the
    /// thread that answers.
    package init(
        at endpoint: SocketAddress,
        contentType: String,
        page: @escaping @Sendable () -> String
    ) throws {
        server = try HTTPServer(at: endpoint, threads: .one) { request in
            guard request.path == Self.path else {
                return HTTPResponse(404, .text("the metrics are at \(Self.path)\n"))
            }
            return HTTPResponse(200, .text(page()), [("Content-Type", contentType)])
        }
    }
}
