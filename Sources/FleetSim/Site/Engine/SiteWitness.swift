/// Is told what happens at a site.
protocol SiteWitness {
    /// Whether visits are told with all that is known of their drivers.
    static var wantsTags: Bool { get }

    /// The site is like that from now on.
    mutating func record(_ step: SiteStep)

    /// A visit is over.
    mutating func record(_ session: SessionRecord, _ account: VisitAccount)
}

extension SiteTally: SiteWitness {
    static var wantsTags: Bool { false }
}
