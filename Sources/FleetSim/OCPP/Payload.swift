/// The last element of a call or of its confirmation.
///
/// A message is a file in V16 and a case of `Action`: the request with its fields, read and written
/// in the schema's order, its confirmation inside it, and the enumerations only they use below it.
package protocol Payload: JSONRecord {}

/// What can be written as the payload of a CALL.
package protocol CallContent: JSONWritableRecord {
    static var action: Action { get }
    /// What a peer reads it as.
    static var readAs: any Payload.Type { get }
}

/// A request: the payload of a CALL, which knows its action and what confirms it.
package protocol CallPayload: Payload, CallContent {
    associatedtype Confirmation: Payload
}

extension CallPayload {
    package static var readAs: any Payload.Type { Self.self }
}
