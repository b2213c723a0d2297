/// State that few entities have: eight bytes as long as there is none.
struct Rare<Value> {
    private var storage: [Value]

    init(_ value: Value? = nil) {
        storage = value.map { [$0] } ?? []
    }

    var isNone: Bool { storage.isEmpty }
    var value: Value? { storage.first }

    /// Lends the state to be looked at, if there is one.
    func read<Result>(_ body: (borrowing Value) -> Result) -> Result? {
        storage.isEmpty ? nil : body(storage[0])
    }

    /// Lends the state to be changed in place, if there is one.
    mutating func changeIfAny<Result>(_ body: (inout Value) -> Result) -> Result? {
        storage.isEmpty ? nil : body(&storage[0])
    }

    /// Makes the state if there is none yet, and lends it to be changed in place.
    mutating func change<Result>(
        _ make: @autoclosure () -> Value,
        _ body: (inout Value) -> Result
    ) -> Result {
        if storage.isEmpty { storage = [make()] }
        return body(&storage[0])
    }
}

extension Rare {
    /// The state to be changed in place, made where there is none yet; to be looked at, none is made.
    subscript(orMaking make: @autoclosure () -> Value) -> Value {
        get { storage.first ?? make() }
        _modify {
            if storage.isEmpty { storage = [make()] }
            yield &storage[0]
        }
    }
}

extension Rare: Sendable where Value: Sendable {}
