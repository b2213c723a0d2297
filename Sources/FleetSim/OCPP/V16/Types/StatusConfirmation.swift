/// A confirmation that is a status and nothing else, as most of the central system's calls get.
package struct StatusConfirmation<Status: WireEnum>: Payload {
    package var status: Status

    package init(status: Status) {
        self.status = status
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        status = try members.required("status")
    }

    package func write(members: inout JSONWriter) {
        members.member("status", status)
    }
}
