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
        self.status = status
        self.body = body
        self.headers = headers
    }
}
