/// What the sites of one entry of a fleet are called.
package struct SiteNames: Equatable, Sendable {
    private let name: String
    /// The number of the first; nil: it is the only site of its name.
    private let first: Int?

    fileprivate init(_ name: String, from first: Int?) {
        self.name = name
        self.first = first
    }

    /// The name of a site by its number in the entry, from 0.
    package func name(of number: Int) -> String { first.map { "\(name)-\($0 + number)" } ?? name }
}

extension [SiteSpec] {
    /// The names of each entry's sites: with numbers where several are called alike, as entries are that
    /// have no name.
    package var siteNames: [SiteNames] {
        let counts = siteCounts
        var next: [String: Int] = [:]
        return map { spec in
            guard counts[spec.site, default: 0] > 1 else { return SiteNames(spec.site, from: nil) }
            let first = next[spec.site, default: 1]
            next[spec.site] = first + spec.count
            return SiteNames(spec.site, from: first)
        }
    }

    /// A site whose name another gets with its number.
    var nameComplaint: Complaint? {
        let counts = siteCounts
        for (place, spec) in enumerated() where counts[spec.site] == 1 {
            guard let dash = spec.site.lastIndex(of: "-") else { continue }
            let name = String(spec.site[..<dash])
            let number = spec.site[dash...].dropFirst()
            guard let count = counts[name], count > 1, let index = Int(number),
                1...count ~= index, String(index) == number
            else { continue }
            return Complaint(
                "\(spec.site.quoted) is the name of one of the \(count) sites \(name.quoted)",
                suggestion: "call it otherwise",
                at: ["fleet", .index(place), "site"]
            )
        }
        return nil
    }

    /// How many sites are called so.
    private var siteCounts: [String: Int] {
        reduce(into: [:]) { counts, spec in counts[spec.site, default: 0] += spec.count }
    }
}
