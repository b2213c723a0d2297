/// The upload of a log or of diagnostics: under way, or the last one that ended.
struct LogUpload {
    enum Phase: UInt8 {
        case uploading
        /// An attempt failed; the next is due after a while.
        case paused
        case ended
    }

    /// Of a GetLog; diagnostics have none.
    let requestID: Int?
    var retries: Retries
    private(set) var phase = Phase.uploading
    private(set) var status = UploadLogStatus.uploading
    /// Whether the CSMS knows the status.
    var isTold = false

    init(requestID: Int?, retries: Retries) {
        self.requestID = requestID
        self.retries = retries
    }

    var isUnderWay: Bool { phase != .ended }
    /// Of a log, and not of diagnostics.
    var isOfLog: Bool { requestID != nil }

    mutating func enter(_ phase: Phase, _ status: UploadLogStatus? = nil) {
        assert(self.phase != .ended, "an upload ends once")
        self.phase = phase
        guard let status else { return }
        self.status = status
        isTold = false
    }

    /// The status as a call.
    var report: OutgoingCall {
        guard let requestID else { return .diagnosticsStatus(DiagnosticsStatus(status)) }
        return .logStatus(status, requestID: requestID)
    }
}

extension DiagnosticsStatus {
    init(_ status: UploadLogStatus) {
        switch status {
        case .idle: self = .idle
        case .uploading: self = .uploading
        case .uploaded: self = .uploaded
        case .uploadFailure, .badMessage, .notSupportedOperation, .permissionDenied:
            self = .uploadFailed
        }
    }
}
