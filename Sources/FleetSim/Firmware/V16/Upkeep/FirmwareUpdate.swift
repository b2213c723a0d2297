/// An update of the firmware: under way, or the last one that ended.
struct FirmwareUpdate {
    enum Phase: UInt8 {
        /// Waits for the moment to fetch the file.
        case scheduled
        case downloading
        /// A download failed; the next attempt is due after a while.
        case paused
        /// Waits for the moment to install.
        case installScheduled
        /// Waits for connectors that are still in use.
        case awaitingIdle
        case installing
        /// Installed, about to restart.
        case rebooting
        /// The new firmware runs; the CSMS does not know it yet.
        case booting
        case ended

        /// Whether an update can go on to another phase, or stay in this one with another status.
        func mayBecome(_ next: Phase) -> Bool {
            switch self {
            case .scheduled: next == .scheduled || next == .downloading || next == .ended
            case .downloading: next.rawValue <= Phase.awaitingIdle.rawValue || next == .ended
            case .paused: next == .downloading || next == .ended
            case .installScheduled: next == .awaitingIdle || next == .ended
            case .awaitingIdle: next == .awaitingIdle || next == .installing || next == .ended
            case .installing: next == .rebooting || next == .ended
            case .rebooting: next == .booting
            case .booting: next == .ended
            case .ended: false
            }
        }
    }

    /// Of a signed update; a plain one has none.
    let requestID: Int?
    let location: String
    /// Whether what came with the request can be a signature at all.
    let hasReadableSignature: Bool
    /// The earliest moments to fetch it and to install it, by the charger's clock.
    let retrieveDate: DateTime
    let installDate: DateTime?
    var retries: Retries
    private(set) var phase = Phase.scheduled
    /// In the words of signed updates, which know more than plain ones.
    private(set) var status = SignedFirmwareStatus.downloadScheduled
    /// Whether the CSMS knows the status.
    var isTold = true

    init(
        requestID: Int?,
        location: String,
        hasReadableSignature: Bool = true,
        retrieveDate: DateTime,
        installDate: DateTime? = nil,
        retries: Retries
    ) {
        self.requestID = requestID
        self.location = location
        self.hasReadableSignature = hasReadableSignature
        self.retrieveDate = retrieveDate
        self.installDate = installDate
        self.retries = retries
    }

    var isSigned: Bool { requestID != nil }

    /// What is being installed cannot be taken back.
    var canBeCanceled: Bool {
        switch phase {
        case .scheduled, .downloading, .paused, .installScheduled, .awaitingIdle, .ended: true
        case .installing, .rebooting, .booting: false
        }
    }

    /// Whether connectors are kept out of service for it.
    var holdsConnectors: Bool {
        switch phase {
        case .awaitingIdle, .installing, .rebooting: true
        case .scheduled, .downloading, .paused, .installScheduled, .booting, .ended: false
        }
    }

    mutating func enter(_ phase: Phase, _ status: SignedFirmwareStatus? = nil) {
        assert(self.phase.mayBecome(phase), "an update goes step by step")
        self.phase = phase
        guard let status else { return }
        self.status = status
        isTold = false
    }

    /// What the clock says when it goes on; nil when it does not wait for the clock.
    var waitsFor: DateTime? {
        switch phase {
        case .scheduled: retrieveDate
        case .installScheduled: installDate
        case .downloading, .paused, .awaitingIdle, .installing, .rebooting, .booting, .ended: nil
        }
    }

    /// The status as a call; nil where a plain update has no word for it.
    var report: OutgoingCall? {
        guard let requestID else { return FirmwareStatus(status).map(OutgoingCall.firmwareStatus) }
        return .signedFirmwareStatus(status, requestID: requestID)
    }

    /// The version that the file's name tells: `2.1.0` of `…/fw-2.1.0.bin`.
    var version: String? {
        let path = location.prefix { $0 != "?" && $0 != "#" }
        let name = path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        let numbers = name.split { !($0.isASCII && $0.isNumber) && $0 != "." }
        let versions = numbers.map { $0.split(separator: ".").joined(separator: ".") }
        return versions.first { $0.contains(".") && $0.utf8.count <= Self.longestVersion }
    }

    /// What BootNotification has room for.
    private static let longestVersion = 50
}

extension FirmwareStatus {
    init?(_ status: SignedFirmwareStatus) {
        switch status {
        case .idle: self = .idle
        case .downloading: self = .downloading
        case .downloaded: self = .downloaded
        case .downloadFailed: self = .downloadFailed
        case .installing: self = .installing
        case .installed: self = .installed
        case .installationFailed, .installVerificationFailed: self = .installationFailed
        case .downloadScheduled, .downloadPaused, .signatureVerified, .invalidSignature,
            .installScheduled, .installRebooting:
            return nil
        }
    }
}
