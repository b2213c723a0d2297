// Telling the CSMS how far updates and uploads have got.
extension Charger {
    /// Tells what the CSMS does not know yet.
    mutating func reportUpkeep(at now: SimTime) {
        guard canReport, let known = upkeep.value else { return }
        if let update = known.update, !update.isTold {
            if let report = update.report { outbox.append(report, at: now) }
            changeUpkeep { $0.update?.isTold = true }
        }
        if let upload = known.upload, !upload.isTold {
            outbox.append(upload.report, at: now)
            changeUpkeep { $0.upload?.isTold = true }
        }
    }

    /// The report that a trigger asks for: of the update of that kind under way, else that there is none.
    ///
    /// A signed update that failed is told of again, as long as it was the last (L01).
    func firmwareReport(asSigned: Bool) -> OutgoingCall {
        let idle: OutgoingCall =
            asSigned ? .signedFirmwareStatus(.idle, requestID: nil) : .firmwareStatus(.idle)
        guard let update = upkeep.value?.update, update.isSigned == asSigned else { return idle }
        guard update.phase == .ended else { return update.report ?? idle }
        let repeats = asSigned && update.status != .installed
        return repeats ? update.report ?? idle : idle
    }

    /// The report that a trigger asks for: of the upload of that kind under way, else that there is none.
    func uploadReport(ofLog: Bool) -> OutgoingCall {
        if let upload = upkeep.value?.upload, upload.isUnderWay, upload.isOfLog == ofLog {
            return upload.report
        }
        return ofLog ? .logStatus(.idle, requestID: nil) : .diagnosticsStatus(.idle)
    }
}
