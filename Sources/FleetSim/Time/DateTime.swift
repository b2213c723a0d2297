/// A moment of the world's calendar, in milliseconds since 1970 began in Greenwich.
///
/// It stays within the years 1 to 9999, which four digits can say; a moment outside is held at the
/// nearer end.
package struct DateTime: Hashable, Comparable, Sendable {
    package let unixMilliseconds: Int64

    package init(unixMilliseconds: Int64) {
        self.unixMilliseconds = min(max(unixMilliseconds, Self.first), Self.last)
    }

    /// 0001-01-01T00:00:00.000Z.
    private static let first: Int64 = -62_135_596_800_000
    /// 9999-12-31T23:59:59.999Z.
    private static let last: Int64 = 253_402_300_799_999

    package static func < (left: DateTime, right: DateTime) -> Bool {
        left.unixMilliseconds < right.unixMilliseconds
    }
}
