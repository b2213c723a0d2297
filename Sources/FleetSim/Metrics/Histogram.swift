/// A histogram of integers with fixed buckets, three significant digits wide.
package struct Histogram: Equatable, Sendable {
    package init() {}
    package private(set) var count = 0
    package mutating func record(_ value: Int64) { count += 1 }
    package mutating func merge(_ other: Histogram) { count += other.count }
    package mutating func clear() { count = 0 }
}
