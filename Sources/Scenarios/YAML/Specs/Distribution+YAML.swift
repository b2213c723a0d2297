extension Distribution {
    /// A law of the quantity, or a bare quantity for one that never varies.
    ///
    /// A standard deviation may be a quantity of another kind, as hours are to times of day.
    static func notation(
        of quantity: Notation<Double>,
        spread: Notation<Double>? = nil,
        named name: String
    ) -> Notation<Self> {
        let law = Notation.variants(by: "law", variants(of: quantity, spread ?? quantity))
        return Notation<Distribution>(schema: ["anyOf": [quantity.schema, law.schema]]) {
            node,
            problems in
            guard node.scalar == nil else {
                return quantity.read(node, &problems).map(Distribution.constant)
            }
            return law.read(node, &problems)
        }.named(name)
    }

    private static func variants(
        of quantity: Notation<Double>,
        _ spread: Notation<Double>
    ) -> [Variant<Distribution>] {
        let positive = quantity.refusing { $0 > 0 ? nil : Complaint("this must be more than zero") }
        return [
            Variant("constant", parameters(("value", quantity))) { .constant($0[0]) },
            Variant("uniform", parameters(("from", quantity), ("to", quantity), isRising: true)) {
                .uniform(from: $0[0], to: $0[1])
            },
            Variant("exponential", parameters(("mean", quantity))) { .exponential(mean: $0[0]) },
            Variant("normal", parameters(("mean", quantity), ("sd", spread))) {
                .normal(mean: $0[0], sd: $0[1])
            },
            Variant("lognormal", parameters(("median", positive), ("sigma", .number(0...10)))) {
                .lognormal(median: $0[0], sigma: $0[1])
            },
            Variant("weibull", parameters(("shape", .shape), ("scale", positive))) {
                .weibull(shape: $0[0], scale: $0[1])
            },
            Variant("mixture", mixture(of: positive)) { .mixture($0) },
            Variant("gamma", parameters(("shape", .shape), ("mean", positive))) {
                .gamma(shape: $0[0], mean: $0[1])
            },
            Variant(
                "triangular",
                parameters(("from", quantity), ("mode", quantity), ("to", quantity), isRising: true)
            ) {
                .triangular(from: $0[0], mode: $0[1], to: $0[2])
            },
            Variant("quantiles", quantiles(of: quantity)) { .quantiles($0) },
        ]
    }

    /// The named parameters of a law as a row of numbers; none has a default.
    private static func parameters(
        _ parameters: (key: String, notation: Notation<Double>)...,
        isRising: Bool = false
    ) -> Record<[Double]> {
        let keys = parameters.map(\.key)
        let rising = Rule<[Double]>(keys) { values in
            zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
                ? nil : Complaint("\(keys.map(\.quoted).listed("and")) must not fall")
        }
        let fields = parameters.enumerated().map { index, parameter in
            Field(
                parameter.key,
                \[Double].[index],
                parameter.notation,
                meanings[parameter.key] ?? "",
                isRequired: true
            )
        }
        return Record(
            Array(repeating: 0, count: keys.count),
            fields,
            rules: isRising ? [rising] : []
        )
    }

    private static let meanings = [
        "value": "The value it always has.",
        "from": "The least value.",
        "to": "The greatest value.",
        "mode": "The likeliest value.",
        "mean": "The mean.",
        "sd": "The standard deviation.",
        "median": "The value that half of them stay below.",
        "sigma": "The standard deviation of the logarithm.",
        "shape": "The shape: 1 makes it exponential.",
        "scale": "The value that 63.2 % of them stay below.",
    ]

    private static func mixture(of positive: Notation<Double>) -> Record<[Part]> {
        let part = Record(
            Part(1, median: 1, sigma: 1),
            [
                Field("share", \.share, .share, "Its weight among them; absent: 100%."),
                Field("median", \.median, positive, meanings["median"] ?? "", isRequired: true),
                Field(
                    "sigma",
                    \.sigma,
                    .number(0.001...10),
                    meanings["sigma"] ?? "",
                    isRequired: true
                ),
            ]
        )
        let parts = Notation<[Part]>.list(of: part.notation, minimum: 1).refusing { parts in
            parts.contains { $0.share > 0 } ? nil : Complaint("all these shares are zero")
        }
        return Record(
            [],
            [
                Field(
                    "of",
                    \.self,
                    parts,
                    "Log-normal laws, of which one is chosen by its share.",
                    isRequired: true
                )
            ]
        )
    }

    private static func quantiles(of quantity: Notation<Double>) -> Record<[Quantile]> {
        Record(
            [],
            [
                Field(
                    "values",
                    \.self,
                    .quantiles(of: quantity),
                    "The value at each probability from 0% to 100%, straight lines between them.",
                    isRequired: true
                )
            ]
        )
    }
}

extension Notation<Double> {
    /// Beyond these a law is a spike or a wall that no sampler follows faithfully.
    fileprivate static let shape = Notation.number(0.01...1000)
}

extension Notation<[Distribution.Quantile]> {
    fileprivate static func quantiles(of quantity: Notation<Double>) -> Notation {
        Notation<[(Double, Double)]>.pairs(.share, quantity)
            .map { $0.map(Distribution.Quantile.init) }
            .refusing(complaint)
    }

    @Sendable private static func complaint(_ points: [Distribution.Quantile]) -> Complaint? {
        guard points.first?.probability == 0, points.last?.probability == 1 else {
            return Complaint("quantiles begin at 0% and end at 100%")
        }
        let isRising = zip(points, points.dropFirst()).allSatisfy {
            $0.probability < $1.probability && $0.value <= $1.value
        }
        return isRising ? nil : Complaint("quantiles are written in rising order")
    }
}
