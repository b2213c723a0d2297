/// Is told what happens at a site.
protocol SiteObserver {
    /// Whether visits are told with all that is known of their drivers.
    static var wantsTags: Bool { get }

    /// The site is like that from now on.
    mutating func record(_ state: SiteState)

    /// A visit is over.
    mutating func record(_ session: SessionRecord, _ account: VisitAccount)
}

extension SiteTally: SiteObserver {
    static var wantsTags: Bool { false }
}
