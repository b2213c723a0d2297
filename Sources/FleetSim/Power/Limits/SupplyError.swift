/// Why limits cannot be built from their description.
enum SupplyError: Error, Equatable {
    /// A node's parent must stand before it.
    case parentNotBefore(node: String)
    case unknownNode(Int, outlet: Int)
    case unknownOutlet(Int, limit: String)
    /// Negative, not a number, or far beyond what any site has.
    case unusableLimit(String)
    case unusableOutlet(Int)
    /// Together its outlets could draw more than is reckoned with.
    case tooMany(limit: String)
}
