/// What the CSMS last said of the tags seen at this charger; the oldest leaves when it is full.
struct AuthorisationCache {
    private static let capacity = 32

    private var records: [TagRecord] = []

    mutating func remember(_ tag: IdToken, _ info: IdTagInfo) {
        records.removeAll { $0.tag == tag }
        if records.count == Self.capacity { makeRoom() }
        records.append(TagRecord(tag, info))
        assert(records.count <= Self.capacity, "the oldest leaves when it is full")
    }

    func record(of tag: IdToken) -> TagRecord? {
        records.first { $0.tag == tag }
    }

    /// Drops the tags that a list now speaks for.
    mutating func forget(_ list: LocalList) {
        records.removeAll { list.record(of: $0.tag) != nil }
    }

    mutating func clear() {
        records.removeAll()
    }

    /// Tags that are not accepted go first, then the oldest.
    private mutating func makeRoom() {
        records.remove(at: records.firstIndex { $0.status != .accepted } ?? 0)
    }
}
