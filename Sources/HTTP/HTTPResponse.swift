/// What a server says.
package struct HTTPResponse: Sendable {
    package enum Body: Sendable {
        case text(String)
        /// What comes bit by bit: asked again and again until it ends or the client has gone.
        case stream(@Sendable () -> Step)
    }

    /// What a stream has to say when it is asked.
    package enum Step: Sendable {
        case say(String)
        case nothing
        case end
    }

    package var status: Int
    package var headers: [(name: String, value: String)]
    package var body: Body

    package init(
        _ status: Int,
        _ body: Body,
        _ headers: [(name: String, value: String)] = []
    ) {
        assert(200...599 ~= status, "a client waits on after a status below 200")
        assert(
            headers.allSatisfy { $0.value.utf8.allSatisfy { $0 >= 0x20 } },
            "a field is one line: with a line feed in it, it could add others"
        )
        self.status = status
        self.body = body
        self.headers = headers
    }
}
