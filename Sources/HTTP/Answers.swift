import CMicroHTTPD
import Glibc
import Synchronization

/// Takes questions apart for whom they are asked, and hands the answers over to libmicrohttpd.
final class Answers: Sendable {
    let callers = Callers()
    private let answer: @Sendable (HTTPRequest) -> HTTPResponse
    private let isOver = Atomic(false)

    init(_ answer: @escaping @Sendable (HTTPRequest) -> HTTPResponse) {
        self.answer = answer
    }

    /// Lets no stream go on.
    func end() { isOver.store(true, ordering: .relaxed) }

    func answer(_ method: String, _ path: String, _ connection: OpaquePointer) -> MHD_Result {
        // For HEAD the server itself leaves the body out.
        guard method == "GET" || method == "HEAD" else {
            let refusal = HTTPResponse(405, .text("only GET\n"), [("Allow", "GET, HEAD")])
            return hand(refusal, to: connection)
        }
        guard let query = query(of: connection) else {
            return hand(HTTPResponse(400, .text("this address cannot be read\n")), to: connection)
        }
        let hosts = hosts(of: connection)
        guard hosts.count < 2 else {
            // Which of them counts, others on the way may see otherwise (RFC 9112, §3.2).
            let refusal = HTTPResponse(400, .text("more than one Host\n"))
            return hand(refusal, to: connection)
        }
        let request = HTTPRequest(path: path, query: query, host: hosts.first)
        // The time that an answer takes is not its client's.
        fleetsim_http_may_idle(connection, 0)
        var reply = answer(request)
        fleetsim_http_may_idle(connection, Self.patience)
        if method == "HEAD", case .stream = reply.body { reply.body = .text("") }
        return hand(reply, to: connection)
    }

    /// Seconds within which a client must take something of an answer.
    private static let patience: UInt32 = 20

    /// The fields of the query; nil: one of them is no text.
    private func query(of connection: OpaquePointer) -> [HTTPRequest.Field]? {
        var gathered = Gathered()
        withUnsafeMutablePointer(to: &gathered) { pointer in
            _ = MHD_get_connection_values(
                connection,
                .GET_ARGUMENT_KIND,
                { context, _, name, value in
                    guard let context, let name else { return .NO }
                    let gathered = context.assumingMemoryBound(to: Gathered.self)
                    let field = HTTPRequest.Field(
                        name: String(cString: name),
                        value: value.map { String(cString: $0) } ?? ""
                    )
                    guard let field, gathered.pointee.fields.count < Answers.maximumFields else {
                        gathered.pointee.isReadable = false
                        return .NO
                    }
                    gathered.pointee.fields.append(field)
                    return .YES
                },
                pointer
            )
        }
        assert(gathered.fields.count <= Self.maximumFields, "a query is refused before it is held")
        return gathered.isReadable ? gathered.fields : nil
    }

    /// Every Host that a request names.
    private func hosts(of connection: OpaquePointer) -> [String] {
        var hosts: [String] = []
        withUnsafeMutablePointer(to: &hosts) { pointer in
            _ = MHD_get_connection_values(
                connection,
                .HEADER_KIND,
                { context, _, name, value in
                    guard let context, let name else { return .NO }
                    guard strcasecmp(name, "Host") == 0 else { return .YES }
                    context.assumingMemoryBound(to: [String].self).pointee
                        .append(value.map { String(cString: $0) } ?? "")
                    return .YES
                },
                pointer
            )
        }
        return hosts
    }

    private struct Gathered {
        var fields: [HTTPRequest.Field] = []
        var isReadable = true
    }

    private static let maximumFields = 100

    private func hand(_ reply: HTTPResponse, to connection: OpaquePointer) -> MHD_Result {
        guard let response = response(to: reply) else { return .NO }
        defer { MHD_destroy_response(response) }
        for (name, value) in reply.headers { MHD_add_response_header(response, name, value) }
        return MHD_queue_response(connection, UInt32(reply.status), response)
    }

    private func response(to reply: HTTPResponse) -> OpaquePointer? {
        switch reply.body {
        case .text(let text):
            var bytes = Array(text.utf8)
            return MHD_create_response_from_buffer(bytes.count, &bytes, .RESPMEM_MUST_COPY)
        case .stream(let next):
            return EventStream(next, until: { [self] in isOver.load(ordering: .relaxed) })
                .response()
        }
    }
}
