/// An ordered list of measurands in eight bytes.
struct MeasurandList: Equatable {
    static let capacity = 8
    private static let all = Measurand.allCases
    /// A byte each, since that is simpler than the five bits that would do; 0xFF ends the list.
    private(set) var packed: UInt64 = .max

    init() {}

    init(packed: UInt64) {
        self.packed = packed
    }

    init(_ measurands: [Measurand]) {
        assert(Self.all.count < 0xFF, "a byte names a measurand, and 0xFF none")
        for (index, measurand) in measurands.prefix(Self.capacity).enumerated() {
            let code = Self.all.firstIndex(of: measurand) ?? 0
            packed &= ~(0xFF << UInt64(index * 8))
            packed |= UInt64(code) << UInt64(index * 8)
        }
    }

    /// Reads a comma-separated list; nil when an item is none that the charger measures.
    init?(text: String, measured: MeasurandSet) {
        var measurands: [Measurand] = []
        for item in text.split(separator: ",") {
            let name = item.drop { $0 == " " }
            guard let measurand = Self.all.first(where: { $0.rawValue.string == name }),
                measured.contains(measurand), measurands.count < Self.capacity
            else { return nil }
            measurands.append(measurand)
        }
        self.init(measurands)
    }

    var isEmpty: Bool { packed & 0xFF == 0xFF }

    func forEach(_ body: (Measurand) -> Void) {
        for index in 0..<Self.capacity {
            let code = Int(packed >> UInt64(index * 8) & 0xFF)
            guard code < Self.all.count else { return }
            body(Self.all[code])
        }
    }

    var text: String {
        var names: [String] = []
        forEach { names.append($0.rawValue.string) }
        return names.joined(separator: ",")
    }
}
