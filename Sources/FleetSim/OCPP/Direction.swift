/// Who made a call, seen from the charger.
package enum Direction: UInt8, CaseIterable, Sendable {
    case out, `in`

    package var name: String { self == .out ? "out" : "in" }
}
