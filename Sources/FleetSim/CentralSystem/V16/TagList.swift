/// The tags that the reference CSMS knows, and what it says of each.
struct TagList {
    /// A tag that was entered there, as a list has it.
    struct Listed {
        var token: Token
        var status: AuthorizationStatus
        var group: Token?
        /// Whether some driver has it; those of others are only known.
        var isPresented = true
    }

    private enum Group {
        case numbered(Int32)
        /// By its index among the groups of a list.
        case named(Int32)
    }

    private struct Entry {
        var status: AuthorizationStatus
        var group: Group?
    }

    /// How many tags a group has: a family's, or a small firm's.
    private static let groupSize = 4

    private var known: [IdToken: Entry] = [:]
    private var groups: [IdToken] = []
    private let seed: UInt64
    /// Those that its calls are about.
    private let pool: TokenPool

    var count: Int { pool.count }

    /// Numbered tags and listed ones.
    ///
    /// Of both the share of swapped ones was entered with the bytes of the card's number reversed; others
    /// are no cards, and always accepted.
    init(
        count: Int,
        blocked: Double,
        expired: Double,
        grouped: Double = 0,
        swapped: Double = 0,
        listed: [Listed] = [],
        others: [Token] = [],
        seed: UInt64
    ) {
        self.seed = seed
        let presented = listed.filter(\.isPresented).map(\.token)
        pool = presented.isEmpty ? TokenPool(count: max(1, count)) : TokenPool(presented)
        known.reserveCapacity(count + listed.count)
        for number in 0..<count {
            var random = RandomStream(seed: seed, entity: UInt64(number), purpose: .tagStatus)
            let draw = random.unit()
            var entry = Entry(
                status: draw < blocked ? .blocked : draw < blocked + expired ? .expired : .accepted
            )
            if random.chance(grouped) { entry.group = .numbered(Int32(number / Self.groupSize)) }
            let card = TokenList.token(number, seed: seed)
            known[Self.entry(card, number, swapped: swapped, seed: seed)] = entry
        }
        add(listed, swapped: swapped)
        for token in others { known[IdToken(token)] = Entry(status: .accepted) }
    }

    private mutating func add(_ listed: [Listed], swapped: Double) {
        var indices: [IdToken: Int32] = [:]
        for (number, tag) in listed.enumerated() where tag.status != .invalid {
            var entry = Entry(status: tag.status)
            if let group = tag.group.map({ IdToken($0) }) {
                let index = indices[group] ?? Int32(groups.count)
                if indices.updateValue(index, forKey: group) == nil { groups.append(group) }
                entry.group = .named(index)
            }
            known[Self.entry(tag.token, number, swapped: swapped, seed: seed)] = entry
        }
    }

    func status(of tag: IdToken) -> AuthorizationStatus { known[tag]?.status ?? .invalid }

    func info(of tag: IdToken) -> IdTagInfo {
        guard let entry = known[tag] else { return IdTagInfo(status: .invalid) }
        return IdTagInfo(status: entry.status, parentIdTag: entry.group.flatMap(name))
    }

    func tag(_ number: Int) -> IdToken { IdToken(pool.token(number, seed: seed)) }

    private func name(of group: Group) -> IdToken? {
        switch group {
        case .numbered(let number): IdToken("GROUP\(number)")
        case .named(let index): groups[Int(index)]
        }
    }

    /// The tag as it was typed into the CSMS.
    private static func entry(
        _ card: Token,
        _ number: Int,
        swapped: Double,
        seed: UInt64
    ) -> IdToken {
        var random = RandomStream(seed: seed, entity: UInt64(number), purpose: .cardEntry)
        return IdToken(random.chance(swapped) ? card.byteReversed : card)
    }
}
