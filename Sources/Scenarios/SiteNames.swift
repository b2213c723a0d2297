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

    /// The name and the number in the name of a site that may be one of several called alike: depot-2.
    static func parts(of site: String) -> (name: String, number: Int)? {
        guard let dash = site.lastIndex(of: "-") else { return nil }
        let digits = String(site[dash...].dropFirst())
        guard let number = Int(digits), number > 0, String(number) == digits else { return nil }
        return (String(site[..<dash]), number)
    }
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
        for (entry, spec) in enumerated() where counts[spec.site] == 1 {
            guard let (name, number) = SiteNames.parts(of: spec.site), let count = counts[name],
                count > 1, number <= count
            else { continue }
            return Complaint(
                "\(spec.site.quoted) is the name of one of the \(count) sites \(name.quoted)",
                suggestion: "call it otherwise",
                at: ["fleet", .index(entry), "site"]
            )
        }
        return nil
    }

    /// The name that a site shares with others, by its own: of depot-2 depot; nil: none of several is called so.
    func sharedName(of site: String) -> String? {
        guard let (name, number) = SiteNames.parts(of: site) else { return nil }
        let count = siteCounts[name, default: 0]
        return count > 1 && number <= count ? name : nil
    }

    /// How many sites are called so.
    var siteCounts: [String: Int] {
        reduce(into: [:]) { counts, spec in counts[spec.site, default: 0] += spec.count }
    }
}
