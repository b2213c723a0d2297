extension Dimension {
    /// In watts, or in volt-amperes: without reactive power they are the same.
    package static let apparentPower = Dimension(
        noun: "a power",
        units: [
            Unit(symbol: "W"), Unit(symbol: "VA"), Unit(symbol: "kW", times: 1e3),
            Unit(symbol: "kVA", times: 1e3), Unit(symbol: "MW", times: 1e6),
            Unit(symbol: "MVA", times: 1e6),
        ],
        usual: "kW"
    )
}

extension Notation where Value: Sendable {
    /// What flows through a line, as a current or as a power; their units tell which.
    static func flow(
        currents: ClosedRange<Double>,
        powers: ClosedRange<Double>,
        current: @escaping @Sendable (Double) -> Value,
        power: @escaping @Sendable (Double) -> Value
    ) -> Notation {
        let amperes = Dimension.current.notation(currents)
        let watts = Dimension.apparentPower.notation(powers)
        let symbols = Dimension.current.symbols + Dimension.apparentPower.symbols
        let schema: JSONValue = [
            "type": "string",
            "pattern": .string(
                #"^[0-9]+(\.[0-9]+)? ?(\#(symbols.joined(separator: "|")))$"#
            ),
        ]
        return Notation(schema: .definition("currentOrPower", schema)) { node, problems in
            let unit = (node.scalar ?? "").reversed().prefix { !$0.isDigit && $0 != " " }
            guard unit.contains("W") || unit.contains("V") else {
                return amperes.read(node, &problems).map(current)
            }
            return watts.read(node, &problems).map(power)
        }
    }
}

extension Notation<Double> {
    /// Up to a hundred megawatts: more than any one connection carries.
    static let sitePower = Dimension.apparentPower.notation(0...100e6)
}
