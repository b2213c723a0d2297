extension Scenario {
    /// The tokens that a site's drivers present; nil: they are drawn from those of the reference CSMS.
    package func tokenList(of site: SiteSpec) -> TokenListSpec? {
        site.tokens ?? tokens?.at(site.site)
    }

    /// Every token that a list names, once, in the order of the lists.
    package var listedTokens: [ListedToken] {
        var seen: Set<String> = []
        let lists = [tokens].compactMap(\.self) + fleet.compactMap(\.tokens)
        return lists.flatMap(\.tokens).filter { seen.insert($0.text.lowercased()).inserted }
    }

    /// Whether some drivers have tokens that no list names.
    package var drawsTokens: Bool { tokens == nil && fleet.contains { $0.tokens == nil } }
}
