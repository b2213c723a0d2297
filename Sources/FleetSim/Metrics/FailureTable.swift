/// Why connections failed, how often, and how many chargers that has kept out altogether.
package struct FailureTable: Equatable, Sendable {
    package struct Row: Equatable, Sendable {
        /// `connect-failed`, `link-fault` or `link-closed`.
        package let kind: String
        package let reason: String
        package fileprivate(set) var count = 0
        /// Chargers that have never had a connection and whose last attempt failed so, as it stands
        /// at the end of the window.
        package fileprivate(set) var keptOut = 0
    }

    private var rows: [Row] = []

    package init() {}

    /// By kind and reason.
    package var inOrder: [Row] {
        rows.filter { $0.count > 0 || $0.keptOut > 0 }
            .sorted { ($0.kind, $0.reason) < ($1.kind, $1.reason) }
    }

    /// How many chargers have tried and never had a connection.
    package var keptOut: Int { rows.reduce(0) { $0 + $1.keptOut } }

    package mutating func add(_ kind: String, _ reason: String, count: Int, keptOut: Int = 0) {
        let found = rows.firstIndex { $0.kind == kind && $0.reason == reason }
        let index = found ?? rows.count
        if found == nil { rows.append(Row(kind: kind, reason: reason)) }
        rows[index].count += count
        rows[index].keptOut += keptOut
        assert(rows[index].count >= 0 && rows[index].keptOut >= 0, "failures are counted up")
    }

    package mutating func merge(_ other: FailureTable) {
        for row in other.rows {
            add(row.kind, row.reason, count: row.count, keptOut: row.keptOut)
        }
    }

    /// Chargers that are kept out are counted anew at the end of each window.
    package mutating func forgetKeptOut() {
        for index in rows.indices { rows[index].keptOut = 0 }
    }

    package mutating func clear() { rows.removeAll(keepingCapacity: true) }
}
