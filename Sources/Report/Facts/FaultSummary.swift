/// Something that the scenario let go wrong; times in microseconds.
package struct FaultSummary: Equatable {
    package var at: Int
    /// nil: it took no time, or lasted for good.
    package var until: Int?
    package var kind: String
    package var share: Double
    package var site: String?
}
