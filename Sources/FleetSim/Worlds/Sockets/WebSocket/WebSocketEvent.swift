/// What came in: a message, a control frame, or the end.
///
/// The bytes lie in the buffer that was read into, or in the receiver: until its next call.
enum WebSocketEvent {
    case text(UnsafeRawBufferPointer)
    case binary(UnsafeRawBufferPointer)
    case ping(UnsafeRawBufferPointer)
    case pong(UnsafeRawBufferPointer)
    case close(code: UInt16?, reason: UnsafeRawBufferPointer)
    /// The peer broke the protocol; nothing comes after this.
    case failure(WebSocketError)
}
