/// Which end of a connection one is: clients mask what they send, servers never do.
enum WebSocketRole {
    case client
    case server
}
