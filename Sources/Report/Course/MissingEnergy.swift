import FleetSim

/// The energy that drivers wanted and did not get, by what stood in the way, over all visits that are over.
package struct MissingEnergy: Equatable {
    package struct Sum: Equatable {
        package var cause: Shortfall.Cause
        package var wattHours: Double
        package var sessions: Int
    }

    /// In the order of the causes.
    package var sums: [Sum]

    package var wattHours: Double { sums.reduce(0) { $0 + $1.wattHours } }

    /// Those that are worth a word, the greatest first.
    var greatestFirst: [Sum] {
        sums.filter { $0.wattHours > 0.5 }.sorted {
            ($0.wattHours, $1.cause.rawValue) > ($1.wattHours, $0.cause.rawValue)
        }
    }
}

extension Database {
    /// Why energy was missing in a run; nil: no visit was over, or an older version did not say.
    func missingEnergy(of run: Int) throws(DatabaseError) -> MissingEnergy? {
        guard try Schema.version(of: self) >= Schema.versionWithSites else { return nil }
        var missing = MissingEnergy(sums: [])
        var isKnown = false
        try read(Self.missingEnergyQuery, run) { row in
            isKnown = !row.isNull(at: 0)
            for (index, cause) in Shortfall.Cause.allCases.enumerated() {
                let column = Int32(index * 2)
                missing.sums.append(
                    MissingEnergy.Sum(
                        cause: cause,
                        wattHours: row.real(at: column),
                        sessions: row.amount(at: column + 1)
                    )
                )
            }
        }
        return isKnown ? missing : nil
    }

    private static var missingEnergyQuery: String {
        """
        SELECT \(Shortfall.Cause.allCases.map {
            "sum(missing_\($0.name)_wh), sum(missing_\($0.name)_wh > 0.5)"
        }.joined(separator: ", "))
        FROM session WHERE run = ?
        """
    }
}
