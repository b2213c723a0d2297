/// The tags that the CSMS has given a charger to authorise by (OCPP 1.6 §3.5.2).
///
/// Sorted, so that a look-up is short and equal lists are equal arrays, which chargers can share.
struct LocalList {
    /// How many tags fit into one update, and into the list.
    struct Room {
        var perUpdate: Int
        var inAll: Int
    }

    private(set) var records: [TagRecord] = []
    private var given = 0

    /// As the CSMS numbered it; an empty list is always version 0.
    var version: Int { records.isEmpty ? 0 : given }

    func record(of tag: IdToken) -> TagRecord? {
        let index = records.partitioningIndex { !($0.tag < tag) }
        guard index < records.count, records[index].tag == tag else { return nil }
        return records[index]
    }

    /// Takes an update as a whole, or leaves everything as it was and says why.
    mutating func take(
        _ update: SendLocalList,
        room: Room,
        shelf: inout ListShelf
    ) -> UpdateStatus {
        if update.updateType == .differential, update.listVersion <= version {
            return .versionMismatch
        }
        let sent = update.localAuthorizationList ?? []
        guard update.listVersion > 0, sent.count <= room.perUpdate else { return .failed }
        let sorted = sent.sorted { $0.idTag < $1.idTag }
        guard zip(sorted, sorted.dropFirst()).allSatisfy({ $0.idTag != $1.idTag }) else {
            return .failed
        }
        let isFull = update.updateType == .full
        // A full list says of every tag what it is worth; only changes can take one out.
        guard !isFull || sorted.allSatisfy({ $0.idTagInfo != nil }) else { return .failed }
        let next = Self.merge(isFull ? [] : records, with: sorted)
        guard next.count <= room.inAll else { return .failed }
        assert(zip(next, next.dropFirst()).allSatisfy { $0.tag < $1.tag }, "sorted by tag")
        records = shelf.shared(next)
        given = update.listVersion
        return .accepted
    }

    /// Two sorted lists as one, in which a change stands for the record of the same tag.
    private static func merge(
        _ records: [TagRecord],
        with changes: [AuthorizationData]
    ) -> [TagRecord] {
        var merged: [TagRecord] = []
        merged.reserveCapacity(records.count + changes.count)
        var rest = records[...]
        for change in changes {
            while let next = rest.first, next.tag < change.idTag {
                merged.append(next)
                rest.removeFirst()
            }
            if rest.first?.tag == change.idTag { rest.removeFirst() }
            if let info = change.idTagInfo { merged.append(TagRecord(change.idTag, info)) }
        }
        assert(
            merged.count + rest.count <= records.count + changes.count,
            "a change adds one record at most"
        )
        return merged + rest
    }
}
