/// The first element of a frame.
package enum MessageType: Int, Sendable {
    case call = 2
    case result = 3
    case error = 4
}
