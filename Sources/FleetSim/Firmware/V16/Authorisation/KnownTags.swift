/// What a charger knows of tags: the list that the CSMS has given it, and what it was told besides.
///
/// What stands in a list that it takes does not stand in the cache as well (OCPP 1.6 §3.5.3).
struct KnownTags {
    private(set) var list = LocalList()
    private var cache = AuthorisationCache()

    /// The list counts before the cache, each where it is used.
    func record(of tag: IdToken, inList: Bool, inCache: Bool) -> TagRecord? {
        if inList, let listed = list.record(of: tag) { return listed }
        return inCache ? cache.record(of: tag) : nil
    }

    mutating func take(
        _ update: SendLocalList,
        room: LocalList.Room,
        shelf: inout ListShelf
    ) -> UpdateStatus {
        let status = list.take(update, room: room, shelf: &shelf)
        if status == .accepted { cache.forget(list) }
        return status
    }

    mutating func remember(_ tag: IdToken, _ info: IdTagInfo) { cache.remember(tag, info) }

    mutating func clearCache() { cache.clear() }
}
