/// How a fleet falls into parts by one trait: worked out once, before a run begins.
package struct SubsetColumn: Sendable {
    /// More parts than these are put together with their neighbours.
    package static let maximumParts = 200

    /// The names of the parts; none where all chargers are alike.
    let names: [String]
    /// The part of each charger; empty where there are none.
    private let parts: [UInt8]

    /// The values of the trait, charger by charger; nil: it is not known of one.
    ///
    /// Of more than 200 values neighbours make a part, by the order in which they first stand.
    package init(_ values: some Collection<String?>) {
        var indices: [String: Int] = [:]
        var distinct: [String] = []
        var ofChargers: [Int32] = []
        ofChargers.reserveCapacity(values.count)
        // Chargers of one site or model stand together.
        var last: (value: String, index: Int)?
        for value in values {
            guard let value else {
                ofChargers.append(-1)
                continue
            }
            if last?.value != value {
                let index = indices[value] ?? distinct.count
                if index == distinct.count {
                    indices[value] = index
                    distinct.append(value)
                }
                last = (value, index)
            }
            ofChargers.append(Int32(last?.index ?? -1))
        }
        guard distinct.count > 1 else {
            names = []
            parts = []
            return
        }
        let each = (distinct.count + Self.maximumParts - 1) / Self.maximumParts
        names = stride(from: 0, to: distinct.count, by: each).map { first in
            let end = min(first + each, distinct.count) - 1
            return first == end ? distinct[first] : "\(distinct[first]) … \(distinct[end])"
        }
        assert(names.count <= Self.maximumParts, "the number of a part is a byte")
        parts = ofChargers.map { $0 < 0 ? Self.noPart : UInt8(Int($0) / each) }
    }

    /// Where all chargers are alike.
    package init() {
        names = []
        parts = []
    }

    func part(of charger: Int) -> Int? {
        guard !names.isEmpty, parts[charger] != Self.noPart else { return nil }
        return Int(parts[charger])
    }

    private static let noPart = UInt8.max
}
