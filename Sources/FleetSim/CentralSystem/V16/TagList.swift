/// The tags that the reference CSMS knows, and what it says of each.
struct TagList {
    private struct Entry {
        var status: AuthorizationStatus
        var group: Int32?
    }

    /// How many tags a group has: a family's, or a small firm's.
    private static let groupSize = 4

    private var known: [IdToken: Entry] = [:]
    private let seed: UInt64
    let count: Int

    /// The share of swapped ones was entered with the bytes of the card's number reversed; others
    /// are no cards, and always accepted.
    init(
        count: Int,
        blocked: Double,
        expired: Double,
        grouped: Double = 0,
        swapped: Double = 0,
        others: [Token] = [],
        seed: UInt64
    ) {
        self.count = count
        self.seed = seed
        known.reserveCapacity(count)
        for number in 0..<count {
            var random = RandomStream(seed: seed, entity: UInt64(number), purpose: .tagStatus)
            let draw = random.unit()
            var entry = Entry(
                status: draw < blocked ? .blocked : draw < blocked + expired ? .expired : .accepted
            )
            if random.chance(grouped) { entry.group = Int32(number / Self.groupSize) }
            known[Self.entry(number, swapped: swapped, seed: seed)] = entry
        }
        for token in others { known[IdToken(token)] = Entry(status: .accepted) }
    }

    func status(of tag: IdToken) -> AuthorizationStatus { known[tag]?.status ?? .invalid }

    func info(of tag: IdToken) -> IdTagInfo {
        guard let entry = known[tag] else { return IdTagInfo(status: .invalid) }
        return IdTagInfo(
            status: entry.status,
            parentIdTag: entry.group.flatMap { IdToken("GROUP\($0)") }
        )
    }

    func tag(_ number: Int) -> IdToken { IdToken(TokenList.token(number, seed: seed)) }

    /// The tag as it was typed into the CSMS.
    private static func entry(_ number: Int, swapped: Double, seed: UInt64) -> IdToken {
        let card = TokenList.token(number, seed: seed)
        var random = RandomStream(seed: seed, entity: UInt64(number), purpose: .cardEntry)
        return IdToken(random.chance(swapped) ? card.byteReversed : card)
    }
}
