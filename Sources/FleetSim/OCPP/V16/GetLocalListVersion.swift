/// The central system asks which version of the authorisation list a charger holds (OCPP 1.6 §5.10).
package struct GetLocalListVersion: CallPayload {
    package static var action: Action { .getLocalListVersion }

    package init() {}

    package init(members: inout JSONMembers) {}

    package func write(members: inout JSONWriter) {}

    /// The version; 0: the list is empty, -1: there is none.
    package struct Confirmation: Payload {
        package var listVersion: Int

        package init(listVersion: Int) {
            self.listVersion = listVersion
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            listVersion = try members.required("listVersion", in: .bits32)
        }

        package func write(members: inout JSONWriter) {
            members.member("listVersion", listVersion)
        }
    }
}
