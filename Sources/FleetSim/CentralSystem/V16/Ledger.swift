/// What the CSMS has arranged with a station, as far as the station granted it.
struct Ledger {
    struct Reservation {
        var id: Int
        var connector: Int
        var tag: IdToken
        /// Tags of this group may use it too.
        var group: IdToken?
        var since: DateTime
        var until: DateTime
        /// Whether the station has been heard without a break since it granted it.
        var isCertain = true

        func isFor(_ presented: IdToken, group other: IdToken?) -> Bool {
            presented == tag || (group != nil && other == group)
        }
    }

    /// More than a charger has connectors: the oldest makes room for a new one.
    static let mostReservations = 256
    /// How many of the certificates that a station names are kept.
    static let mostCertificates = 128

    private(set) var reservations: [Reservation] = []
    private(set) var profiles: [(connector: Int, profile: ChargingProfile)] = []
    private(set) var listVersion = 0
    /// The version that the next change brings.
    ///
    /// A station may have told any version. The highest one repeats, which stations answer with
    /// VersionMismatch.
    var nextListVersion: Int { min(listVersion, Int(Int32.max) - 1) + 1 }
    /// How many entries the whole list is to have that the station needs, since it did not take a
    /// change of the one it has.
    private(set) var owedList: Int?
    /// Those that the station named last.
    private(set) var certificates: [CertificateHashData] = []
    var password = StationPassword()

    /// Takes note of an answer; whether it grants what was asked.
    mutating func conclude(
        _ command: Command,
        _ at: CommandCircumstances,
        payload: inout JSONReader
    ) throws(PayloadError) -> Bool {
        switch command {
        case .cancelReservation:
            let isDone = try CancelReservation.Confirmation(from: &payload).status == .accepted
            if isDone { _ = reservations.popLast() }
            return isDone
        case .reserve(let connector, let lasts):
            guard try ReserveNow.Confirmation(from: &payload).status == .accepted else {
                return false
            }
            reservations.removeAll { $0.until <= at.now }
            if reservations.count >= Self.mostReservations { reservations.removeFirst() }
            reservations.append(
                Reservation(
                    id: at.newID,
                    connector: connector,
                    tag: at.tag,
                    group: at.tags.info(of: at.tag).parentIdTag,
                    since: at.now,
                    until: at.later(by: lasts)
                )
            )
            return true
        case .sendLocalList(let type, let entries):
            let status = try SendLocalList.Confirmation(from: &payload).status
            if status == .accepted { listVersion = nextListVersion }
            if type == .differential, status == .versionMismatch || status == .failed {
                owedList = entries
            }
            return status == .accepted
        case .getLocalListVersion:
            let version = try GetLocalListVersion.Confirmation(from: &payload).listVersion
            listVersion = max(0, version)
            return version >= 0
        case .setChargingProfile(let connector, let template):
            guard try SetChargingProfile.Confirmation(from: &payload).status == .accepted else {
                return false
            }
            let profile = template.profile(at: at.now, transaction: nil)
            profiles.removeAll { $0.profile.chargingProfileId == profile.chargingProfileId }
            profiles.append((connector, profile))
            return true
        case .clearChargingProfile(let request):
            guard try ClearChargingProfile.Confirmation(from: &payload).status == .accepted else {
                return false
            }
            profiles.removeAll { request.concerns($0.profile, at: $0.connector) }
            return true
        case .changeConfiguration(_, let value):
            let status = try ChangeConfiguration.Confirmation(from: &payload).status
            if command.setsPassword {
                switch status {
                case .accepted: password.take(value)
                case .rejected, .notSupported: password.refuse(value)
                case .rebootRequired: break
                }
            }
            return status == .accepted
        case .getInstalledCertificates:
            let found = try GetInstalledCertificateIds.Confirmation(from: &payload)
            certificates = Array((found.certificateHashData ?? []).prefix(Self.mostCertificates))
            return found.status == .accepted
        case .deleteCertificate:
            let isDone = try DeleteCertificate.Confirmation(from: &payload).status == .accepted
            if isDone { _ = certificates.popLast() }
            return isDone
        default:
            return try command.isGranted(&payload)
        }
    }

    /// The whole list that the station needs, which is then no longer owed.
    mutating func takeOwedList() -> Int? {
        defer { owedList = nil }
        return owedList
    }

    /// A transaction begins, and uses the reservation that it names or that its connector is kept by.
    ///
    /// Gives the reservation if it is another tag's. What was begun offline may have been begun
    /// after the reservation had ended unheard, so that is not judged.
    mutating func begins(_ request: StartTransaction, group: IdToken?) -> Reservation? {
        let named = reservations.firstIndex { $0.id == request.reservationId }
        let place =
            named
            ?? reservations.firstIndex {
                $0.connector == request.connectorId
                    && ($0.since..<$0.until).contains(request.timestamp)
            }
        guard let place else { return nil }
        let reservation = reservations[place]
        let isAllowed = reservation.isFor(request.idTag, group: group)
        if isAllowed || named != nil { reservations.remove(at: place) }
        return isAllowed || !reservation.isCertain ? nil : reservation
    }

    /// A connector out of use ends its reservation, and the charger as a whole all of them.
    mutating func takes(note report: StatusNotification) {
        guard report.status == .unavailable || report.status == .faulted else { return }
        reservations.removeAll { report.connectorId == 0 || $0.connector == report.connectorId }
    }

    /// A call leaves that may change things before its answer is here.
    mutating func asks(_ command: Command) {
        switch command {
        case .cancelReservation:
            if let last = reservations.indices.last { reservations[last].isCertain = false }
        case .changeConfiguration(_, let value) where command.setsPassword:
            password.offer(value)
        default: break
        }
    }

    /// A call was answered with an error, and has changed nothing.
    mutating func noteRefusal(of command: Command) {
        guard case .changeConfiguration(_, let value) = command, command.setsPassword else {
            return
        }
        password.refuse(value)
    }

    /// The station restarts, is no longer heard, or not in order: what is left of them is unknown.
    mutating func doubtReservations() {
        for place in reservations.indices { reservations[place].isCertain = false }
    }
}

extension ClearChargingProfile {
    /// An id alone decides; else all that is given must fit.
    fileprivate func concerns(_ profile: ChargingProfile, at connector: Int) -> Bool {
        if let id { return profile.chargingProfileId == id }
        return connectorId ?? connector == connector
            && chargingProfilePurpose ?? profile.chargingProfilePurpose
                == profile.chargingProfilePurpose
            && stackLevel ?? profile.stackLevel == profile.stackLevel
    }
}

extension Command {
    /// Names of keys are the same in capitals and in small letters.
    fileprivate var setsPassword: Bool {
        guard case .changeConfiguration(let key, _) = self else { return false }
        return key.lowercased() == "authorizationkey"
    }

    /// Whether an answer that changes nothing in the ledger grants what was asked.
    fileprivate func isGranted(_ payload: inout JSONReader) throws(PayloadError) -> Bool {
        switch self {
        case .changeAvailability:
            try ChangeAvailability.Confirmation(from: &payload).status != .rejected
        case .clearCache: try ClearCache.Confirmation(from: &payload).status == .accepted
        case .extendedTrigger:
            try ExtendedTriggerMessage.Confirmation(from: &payload).status == .accepted
        case .remoteStart:
            try RemoteStartTransaction.Confirmation(from: &payload).status == .accepted
        case .remoteStop:
            try RemoteStopTransaction.Confirmation(from: &payload).status == .accepted
        case .reset: try Reset.Confirmation(from: &payload).status == .accepted
        case .trigger: try TriggerMessage.Confirmation(from: &payload).status == .accepted
        case .certificateSigned:
            try CertificateSigned.Confirmation(from: &payload).status == .accepted
        case .installCertificate:
            try InstallCertificate.Confirmation(from: &payload).status == .accepted
        case .getLog: try GetLog.Confirmation(from: &payload).status != .rejected
        case .signedUpdate:
            try SignedUpdateFirmware.Confirmation(from: &payload).status == .accepted
        default: true
        }
    }
}
