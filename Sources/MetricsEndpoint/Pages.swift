import CMicroHTTPD

/// What the endpoint has to say to whom.
final class Pages: Sendable {
    private static let path = "/metrics"

    let callers = Callers()
    private let contentType: String
    private let page: @Sendable () -> String

    init(contentType: String, page: @escaping @Sendable () -> String) {
        self.contentType = contentType
        self.page = page
    }

    func answer(_ method: String, _ path: String, _ connection: OpaquePointer) -> MHD_Result {
        // For HEAD the server itself leaves the body out.
        guard method == "GET" || method == "HEAD" else {
            return reply(
                MHD_HTTP_METHOD_NOT_ALLOWED,
                "only GET\n",
                ["Allow": "GET, HEAD"],
                connection
            )
        }
        guard path == Self.path else {
            return reply(MHD_HTTP_NOT_FOUND, "the metrics are at \(Self.path)\n", [:], connection)
        }
        return reply(MHD_HTTP_OK, page(), ["Content-Type": contentType], connection)
    }

    private func reply(
        _ status: Int32,
        _ body: String,
        _ headers: KeyValuePairs<String, String>,
        _ connection: OpaquePointer
    ) -> MHD_Result {
        var bytes = Array(body.utf8)
        guard
            let response = MHD_create_response_from_buffer(bytes.count, &bytes, .RESPMEM_MUST_COPY)
        else { return .NO }
        defer { MHD_destroy_response(response) }
        for (name, value) in headers { MHD_add_response_header(response, name, value) }
        return MHD_queue_response(connection, UInt32(status), response)
    }
}
