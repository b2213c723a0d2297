/// A charger says that it is alive and asks for the time (OCPP 1.6 §4.6).
package struct Heartbeat: CallPayload {
    package static var action: Action { .heartbeat }

    package init() {}

    package init(members: inout JSONMembers) {}

    package func write(members: inout JSONWriter) {}

    /// The central system’s clock.
    package struct Confirmation: Payload {
        package var currentTime: DateTime

        package init(currentTime: DateTime) {
            self.currentTime = currentTime
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            currentTime = try members.required("currentTime")
        }

        package func write(members: inout JSONWriter) {
            members.member("currentTime", currentTime)
        }
    }
}
