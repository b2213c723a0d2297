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
    static let maximumReservations = 256
    /// How many of the certificates that a station names are kept.
    static let maximumCertificates = 128

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
    /// Of which type the certificates are.
    private var certificateUse: CertificateUse?
    /// Those that the station named last.
    private(set) var certificates: [CertificateHashData] = []
    var password = StationPassword()

    // What the station has granted.

    mutating func note(_ reservation: Reservation) {
        assert(reservation.until >= reservation.since, "a reservation lasts")
        reservations.removeAll { $0.until <= reservation.since }
        if reservations.count >= Self.maximumReservations { reservations.removeFirst() }
        reservations.append(reservation)
        assert(reservations.count <= Self.maximumReservations)
    }

    mutating func dropLastReservation() { _ = reservations.popLast() }

    /// A profile is in force at a connector, in place of the one with its number.
    mutating func note(_ profile: ChargingProfile, at connector: Int) {
        profiles.removeAll { $0.profile.chargingProfileId == profile.chargingProfileId }
        profiles.append((connector, profile))
    }

    mutating func dropProfiles(where isConcerned: (ChargingProfile, _ connector: Int) -> Bool) {
        profiles.removeAll { isConcerned($0.profile, $0.connector) }
    }

    /// The list has the version that the last change brought.
    mutating func noteNextList() { listVersion = nextListVersion }

    mutating func note(listVersion version: Int) { listVersion = max(0, version) }

    /// The station did not take a change of its list, and needs the whole one.
    mutating func owe(wholeList entries: Int) { owedList = entries }

    mutating func note(certificates named: [CertificateHashData], of use: CertificateUse) {
        certificates = Array(named.prefix(Self.maximumCertificates))
        certificateUse = use
    }

    func lastCertificate(of use: CertificateUse) -> CertificateHashData? {
        certificateUse == use ? certificates.last : nil
    }

    mutating func dropLastCertificate() { _ = certificates.popLast() }

    /// The whole list that the station needs, which is then no longer owed.
    mutating func takeOwedList() -> Int? {
        defer { owedList = nil }
        return owedList
    }

    /// A transaction begins, and uses the reservation that it names or that its connector is kept by.
    ///
    /// Gives the reservation if it is another tag's. What was begun offline may have been begun
    /// after the reservation had ended unheard, so that is not judged.
    mutating func begin(_ request: StartTransaction, group: IdToken?) -> Reservation? {
        let named = reservations.firstIndex { $0.id == request.reservationId }
        let index =
            named
            ?? reservations.firstIndex {
                $0.connector == request.connectorId
                    && ($0.since..<$0.until).contains(request.timestamp)
            }
        guard let index else { return nil }
        let reservation = reservations[index]
        let isAllowed = reservation.isFor(request.idTag, group: group)
        if isAllowed || named != nil { reservations.remove(at: index) }
        return isAllowed || !reservation.isCertain ? nil : reservation
    }

    /// A connector out of use ends its reservation, and the charger as a whole all of them.
    mutating func take(note report: StatusNotification) {
        guard report.status == .unavailable || report.status == .faulted else { return }
        reservations.removeAll { report.connectorId == 0 || $0.connector == report.connectorId }
    }

    /// Whether the last reservation still stands will be known when its end is answered.
    mutating func doubtLastReservation() {
        if let last = reservations.indices.last { reservations[last].isCertain = false }
    }

    /// The station restarts, is no longer heard, or not in order: what is left of them is unknown.
    mutating func doubtReservations() {
        for index in reservations.indices { reservations[index].isCertain = false }
    }
}
