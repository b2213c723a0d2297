/// The authorisation lists that chargers took last.
///
/// An operator sends the same list to all chargers. Each reads its own frame, but who finds its list
/// on the shelf holds that one, so a fleet has one copy and not one per charger.
struct ListShelf {
    /// As many as an operator sends to different parts of a fleet at a time.
    private static let room = 4

    private var lists: [[TagRecord]] = []

    /// The list itself, or one like it that others hold.
    mutating func shared(_ list: [TagRecord]) -> [TagRecord] {
        guard !list.isEmpty else { return [] }
        if let equal = lists.first(where: { $0 == list }) { return equal }
        if lists.count == Self.room { lists.removeFirst() }
        lists.append(list)
        assert(lists.count <= Self.room, "the oldest list makes room")
        return list
    }
}
