/// The central system has a charger forget the drivers it remembers (OCPP 1.6 §5.4).
package struct ClearCache: CallPayload {
    package static var action: Action { .clearCache }

    package typealias Confirmation = StatusConfirmation<GenericStatus>

    package init() {}

    package init(members: inout JSONMembers) {}

    package func write(members: inout JSONWriter) {}
}
