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
        others: [IdToken] = [],
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
        for tag in others { known[tag] = Entry(status: .accepted) }
    }

    func status(of tag: IdToken) -> AuthorizationStatus { known[tag]?.status ?? .invalid }

    func info(of tag: IdToken) -> IdTagInfo {
        guard let entry = known[tag] else { return IdTagInfo(status: .invalid) }
        return IdTagInfo(
            status: entry.status,
            parentIdTag: entry.group.flatMap { IdToken("GROUP\($0)") }
        )
    }

    func tag(_ number: Int) -> IdToken { Self.tag(number, seed: seed) }

    /// The tag as it was typed into the CSMS.
    private static func entry(_ number: Int, swapped: Double, seed: UInt64) -> IdToken {
        let card = tag(number, seed: seed)
        var random = RandomStream(seed: seed, entity: UInt64(number), purpose: .cardEntry)
        return random.chance(swapped) ? card.byteReversed : card
    }

    /// A card's seven-byte UID in hexadecimal: a maker's byte, four that scatter, and two more for
    /// the number's high part, so that no two tags of a run are equal.
    static func tag(_ number: Int, seed: UInt64) -> IdToken {
        token(prefix: "04", number: UInt64(number), seed: seed)
    }

    /// The tag of a driver whom the CSMS does not know.
    static func stranger(_ number: UInt64, seed: UInt64) -> IdToken {
        token(prefix: "08", number: number, seed: seed)
    }

    private static func token(prefix: String, number: UInt64, seed: UInt64) -> IdToken {
        // An odd factor permutes the 48-bit numbers, so different numbers stay different.
        let scattered = (number &* 0x9E37_79B9_7F4B) ^ (seed & 0xFFFF_FFFF_FFFF)
        let digits = String(scattered & 0xFFFF_FFFF_FFFF, radix: 16, uppercase: true)
        let text = prefix + String(repeating: "0", count: 12 - digits.count) + digits
        guard let token = IdToken(text) else { preconditionFailure("‘\(text)’ is no tag") }
        return token
    }
}
