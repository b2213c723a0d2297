import Scenarios

// Diagnostics and logs: named, uploaded. No file exists; what counts is the time that it takes.
extension Charger {
    mutating func getDiagnostics(
        _ request: GetDiagnostics,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let latest = min(request.stopTime ?? clock(at: now), clock(at: now))
        let hasAny = request.startTime ?? latest <= latest
        output.result(
            id,
            GetDiagnostics.Confirmation(
                fileName: hasAny ? fileName("diagnostics", at: now) : nil
            )
        )
        guard hasAny else { return false }
        begin(
            LogUpload(
                requestID: nil,
                retries: Retries(request.retries, every: request.retryInterval)
            ),
            to: request.location,
            at: now,
            into: &output
        )
        return true
    }

    /// A log of which nothing falls into the span that was asked for is not sent.
    mutating func getLog(
        _ request: GetLog,
        _ id: MessageID,
        at now: SimTime,
        into output: inout ChargerOutput
    ) -> Bool {
        let isUploading = upkeep.value?.upload?.isUnderWay ?? false
        let hasAny = hasEntries(request, at: now)
        let status: LogStatus =
            !hasAny ? .rejected : isUploading ? .acceptedCanceled : .accepted
        let kind = request.logType == .security ? "security" : "diagnostics"
        output.result(
            id,
            GetLog.Confirmation(status: status, filename: hasAny ? fileName(kind, at: now) : nil)
        )
        guard hasAny else { return false }
        begin(
            LogUpload(
                requestID: request.requestId,
                retries: Retries(request.retries, every: request.retryInterval)
            ),
            to: request.log.remoteLocation,
            at: now,
            into: &output
        )
        return true
    }

    /// The time of an attempt is over, or of the wait for the next.
    mutating func continueUpload(at now: SimTime, into output: inout ChargerOutput) {
        guard let upload = upkeep.value?.upload else { return }
        switch upload.phase {
        case .paused: tryUpload(at: now, into: &output)
        case .uploading:
            guard let failure = type.upload.failure else {
                return enter(.ended, .uploaded, at: now)
            }
            uploadFailed(UploadLogStatus(failure), at: now, into: &output)
        case .ended: break
        }
    }

    mutating func uploadFailed(
        _ status: UploadLogStatus,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        guard var retries = upkeep.value?.upload?.retries, retries.takeOne() else {
            return enter(.ended, status, at: now)
        }
        changeUpkeep { $0.upload?.retries = retries }
        enter(.paused, nil, at: now)
        set(.upload, at: now + retries.interval, into: &output)
    }

    /// Begins an upload in place of the one before.
    private mutating func begin(
        _ upload: LogUpload,
        to location: String,
        at now: SimTime,
        into output: inout ChargerOutput
    ) {
        changeUpkeep { $0.upload = upload }
        guard reaches(location) else { return enter(.ended, .notSupportedOperation, at: now) }
        tryUpload(at: now, into: &output)
    }

    private mutating func tryUpload(at now: SimTime, into output: inout ChargerOutput) {
        enter(.uploading, .uploading, at: now)
        set(.upload, at: now + SimDuration(type.upload.time), into: &output)
    }

    private mutating func enter(
        _ phase: LogUpload.Phase,
        _ status: UploadLogStatus?,
        at now: SimTime
    ) {
        changeUpkeep { $0.upload?.enter(phase, status) }
        reportUpkeep(at: now)
    }

    private func hasEntries(_ request: GetLog, at now: SimTime) -> Bool {
        let latest = min(request.log.latestTimestamp ?? clock(at: now), clock(at: now))
        let oldest = request.log.oldestTimestamp
        switch request.logType {
        case .diagnostics: return oldest ?? latest <= latest
        case .security:
            return securityLog.times.contains {
                let time = clock(at: $0)
                return oldest ?? time <= time && time <= latest
            }
        }
    }

    /// Kind, serial number and time: no two files of a fleet have the same name.
    private func fileName(_ kind: String, at now: SimTime) -> String {
        let time = clock(at: now).text.prefix(19).filter { $0 != "-" && $0 != ":" }
        return "\(kind)-\(serialText)-\(time)Z.log"
    }
}

extension UploadLogStatus {
    fileprivate init(_ failure: UploadBehaviour.Failure) {
        switch failure {
        case .badMessage: self = .badMessage
        case .notSupportedOperation: self = .notSupportedOperation
        case .permissionDenied: self = .permissionDenied
        case .uploadFailure: self = .uploadFailure
        }
    }
}
