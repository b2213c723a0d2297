/// Calls of a CSMS whose action OCPP does not know: each is answered with NotImplemented.
///
/// Their names are the CSMS's. Those are kept that come first by their bytes: then the same are kept
/// in any order in which shards are merged, and each of them is counted in full.
package struct UnknownCalls: Equatable, Sendable {
    package struct Row: Equatable, Sendable {
        package fileprivate(set) var name: PeerName
        package fileprivate(set) var count = 0
        package fileprivate(set) var bytesReceived = 0

        fileprivate mutating func add(_ other: Row) {
            count += other.count
            bytesReceived += other.bytesReceived
        }
    }

    /// What a charger answers such a call with.
    package static let code = ErrorCode.notImplemented
    package static let answer = "unknown action"

    /// By name, rising.
    private var told: [Row] = []
    private var others = Row(name: .others)

    package init() {}

    /// By name, and then the others.
    package var inOrder: [Row] { told + (others.count > 0 ? [others] : []) }

    package var count: Int { told.reduce(others.count) { $0 + $1.count } }

    package mutating func record(_ name: PeerName, bytes: Int) {
        assert(bytes >= 0, "sizes are not negative")
        add(Row(name: name, count: 1, bytesReceived: bytes))
    }

    mutating func merge(_ other: UnknownCalls) {
        for row in other.inOrder { add(row) }
    }

    /// The same with no more names over the windows of a run than may be told of it.
    package func telling(_ names: inout ToldNames) -> UnknownCalls {
        var calls = UnknownCalls()
        for var row in inOrder {
            row.name = names.tell(row.name)
            calls.add(row)
        }
        assert(calls.count == count, "each call is told")
        return calls
    }

    mutating func clear() { self = UnknownCalls() }

    private mutating func add(_ row: Row) {
        guard row.name != .others else { return others.add(row) }
        let index = told.firstIndex { $0.name >= row.name } ?? told.count
        if index < told.count, told[index].name == row.name { return told[index].add(row) }
        told.insert(row, at: index)
        guard told.count > PeerName.maximumTold, let last = told.popLast() else { return }
        others.add(last)
    }
}

extension UnknownCalls: BatchCoded {
    package static var blank: UnknownCalls { UnknownCalls() }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var rows = inOrder
        try coder.code(&rows)
        let told = rows.filter { $0.name != .others }
        try BatchCoder.demandRising(told) { $0.name < $1.name }
        guard told.count <= PeerName.maximumTold, rows.count - told.count <= 1 else {
            throw .outOfRange
        }
        self = UnknownCalls()
        for row in rows { add(row) }
    }
}

extension UnknownCalls.Row: BatchCoded {
    package static var blank: UnknownCalls.Row { UnknownCalls.Row(name: .others) }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        try coder.code(&name)
        try coder.code(&count)
        try coder.code(&bytesReceived)
        guard count >= 0, bytesReceived >= 0 else { throw .outOfRange }
    }
}
