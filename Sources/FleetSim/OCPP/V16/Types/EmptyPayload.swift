/// A payload that says nothing but that the message arrived.
package struct EmptyPayload: Payload {
    package init() {}

    package init(members: inout JSONMembers) {}

    package func write(members: inout JSONWriter) {}
}
