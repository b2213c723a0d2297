/// What the CSMS last said of the tags seen at this charger; the oldest leaves when it is full.
struct AuthorisationCache {
    private static let capacity = 32

    private struct Entry {
        var tag: IdToken
        var status: AuthorizationStatus
        var expiry: DateTime?
    }

    private var entries: [Entry] = []

    mutating func remember(_ tag: IdToken, _ info: IdTagInfo) {
        entries.removeAll { $0.tag == tag }
        if entries.count == Self.capacity { makeRoom() }
        entries.append(Entry(tag: tag, status: info.status, expiry: info.expiryDate))
    }

    /// The known status; an accepted tag past its date counts as expired.
    func status(of tag: IdToken, at now: DateTime) -> AuthorizationStatus? {
        guard let entry = entries.first(where: { $0.tag == tag }) else { return nil }
        if entry.status == .accepted, let expiry = entry.expiry, expiry <= now { return .expired }
        return entry.status
    }

    mutating func clear() {
        entries.removeAll()
    }

    /// Tags that are not accepted go first, then the oldest.
    private mutating func makeRoom() {
        entries.remove(at: entries.firstIndex { $0.status != .accepted } ?? 0)
    }
}
