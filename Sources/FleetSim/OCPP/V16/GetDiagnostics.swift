/// The central system has a charger upload what it knows of its troubles (OCPP 1.6 §5.9).
package struct GetDiagnostics: CallPayload {
    package static var action: Action { .getDiagnostics }

    /// The directory to upload to, a URI.
    package var location: String
    /// How often to try again after a failure.
    package var retries: Int?
    /// Seconds between two attempts.
    package var retryInterval: Int?
    package var startTime: DateTime?
    package var stopTime: DateTime?

    package init(
        location: String,
        retries: Int? = nil,
        retryInterval: Int? = nil,
        startTime: DateTime? = nil,
        stopTime: DateTime? = nil
    ) {
        self.location = location
        self.retries = retries
        self.retryInterval = retryInterval
        self.startTime = startTime
        self.stopTime = stopTime
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        location = try members.required("location")
        retries = try members.optional("retries", in: .bits32)
        retryInterval = try members.optional("retryInterval", in: .bits32)
        startTime = try members.optional("startTime")
        stopTime = try members.optional("stopTime")
    }

    package func write(members: inout JSONWriter) {
        members.member("location", location)
        members.member("retries", retries)
        members.member("retryInterval", retryInterval)
        members.member("startTime", startTime)
        members.member("stopTime", stopTime)
    }

    /// The name of the file that will come; none when there is nothing to upload.
    package struct Confirmation: Payload {
        package var fileName: String?

        package init(fileName: String? = nil) {
            self.fileName = fileName
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            fileName = try members.optional("fileName", upTo: 255)
        }

        package func write(members: inout JSONWriter) {
            members.member("fileName", fileName)
        }
    }
}
