/// The central system has a charger fetch and install new firmware (OCPP 1.6 §5.19).
package struct UpdateFirmware: CallPayload {
    package static var action: Action { .updateFirmware }

    package typealias Confirmation = EmptyPayload

    /// Where the firmware lies, a URI.
    package var location: String
    /// How often to try again after a failure.
    package var retries: Int?
    /// The earliest moment to fetch it.
    package var retrieveDate: DateTime
    /// Seconds between two attempts.
    package var retryInterval: Int?

    package init(
        location: String,
        retries: Int? = nil,
        retrieveDate: DateTime,
        retryInterval: Int? = nil
    ) {
        self.location = location
        self.retries = retries
        self.retrieveDate = retrieveDate
        self.retryInterval = retryInterval
    }

    static let longestLocation = 4_096

    package init(members: inout JSONMembers) throws(PayloadError) {
        // OCPP names no limit, but a charger keeps it.
        location = try members.required("location", upTo: Self.longestLocation)
        retries = try members.optional("retries", in: .bits32)
        retrieveDate = try members.required("retrieveDate")
        retryInterval = try members.optional("retryInterval", in: .bits32)
    }

    package func write(members: inout JSONWriter) {
        members.member("location", location)
        members.member("retries", retries)
        members.member("retrieveDate", retrieveDate)
        members.member("retryInterval", retryInterval)
    }
}
