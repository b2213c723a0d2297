/// The last element of a call or of its confirmation.
package protocol Payload: JSONRecord {}

/// A request: the payload of a CALL, which knows its action and what confirms it.
package protocol CallPayload: Payload {
    associatedtype Confirmation: Payload
    static var action: Action { get }
}
