/// The central system has a charger upload a log (security extension, N01).
package struct GetLog: CallPayload {
    package static var action: Action { .getLog }

    package var log: Log
    package var logType: LogType
    package var requestId: Int
    /// How often to try again after a failure.
    package var retries: Int?
    /// Seconds between two attempts.
    package var retryInterval: Int?

    package init(
        log: Log,
        logType: LogType,
        requestId: Int,
        retries: Int? = nil,
        retryInterval: Int? = nil
    ) {
        self.log = log
        self.logType = logType
        self.requestId = requestId
        self.retries = retries
        self.retryInterval = retryInterval
    }

    package init(members: inout JSONMembers) throws(PayloadError) {
        log = try members.required("log")
        logType = try members.required("logType")
        requestId = try members.required("requestId")
        retries = try members.optional("retries", in: .bits32)
        retryInterval = try members.optional("retryInterval", in: .bits32)
    }

    package func write(members: inout JSONWriter) {
        members.member("log", log)
        members.member("logType", logType)
        members.member("requestId", requestId)
        members.member("retries", retries)
        members.member("retryInterval", retryInterval)
    }

    /// Where to, and which part of the log.
    package struct Log: JSONRecord {
        package var remoteLocation: String
        package var oldestTimestamp: DateTime?
        package var latestTimestamp: DateTime?

        package init(
            remoteLocation: String,
            oldestTimestamp: DateTime? = nil,
            latestTimestamp: DateTime? = nil
        ) {
            self.remoteLocation = remoteLocation
            self.oldestTimestamp = oldestTimestamp
            self.latestTimestamp = latestTimestamp
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            remoteLocation = try members.required("remoteLocation", upTo: 512)
            oldestTimestamp = try members.optional("oldestTimestamp")
            latestTimestamp = try members.optional("latestTimestamp")
        }

        package func write(members: inout JSONWriter) {
            members.member("remoteLocation", remoteLocation)
            members.member("oldestTimestamp", oldestTimestamp)
            members.member("latestTimestamp", latestTimestamp)
        }
    }

    /// Whether the log will come, and under which name.
    package struct Confirmation: Payload {
        package var status: LogStatus
        package var filename: String?

        package init(status: LogStatus, filename: String? = nil) {
            self.status = status
            self.filename = filename
        }

        package init(members: inout JSONMembers) throws(PayloadError) {
            status = try members.required("status")
            filename = try members.optional("filename", upTo: 255)
        }

        package func write(members: inout JSONWriter) {
            members.member("status", status)
            members.member("filename", filename)
        }
    }
}

/// Which log.
package enum LogType: WireText, WireEnum {
    case diagnostics = "DiagnosticsLog"
    case security = "SecurityLog"
}

/// What a charger makes of the wish for a log.
package enum LogStatus: WireText, WireEnum {
    case accepted = "Accepted"
    case rejected = "Rejected"
    /// An upload that was under way is given up for this one.
    case acceptedCanceled = "AcceptedCanceled"
}
