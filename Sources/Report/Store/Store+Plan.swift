import FleetSim
import Planning
import Scenarios

extension Store {
    /// Adds what a plan came to.
    package mutating func write(_ plan: Plan) throws(DatabaseError) {
        assert(
            plan.theories.count == plan.results.count && plan.isOnFront.count == plan.results.count,
            "what is told of designs stands in their order"
        )
        try add { database, run throws(DatabaseError) in
            let rows = try PlanRows(for: database)
            for (index, result) in plan.results.enumerated() {
                try rows.add(result, at: index, of: plan, to: run)
            }
            for marginal in plan.marginals { try rows.add(marginal, to: run) }
            if let words = plan.warmUpCut {
                try database.prepare(
                    "INSERT INTO event (run, at_us, charger, kind, detail) VALUES (?, 0, NULL, ?, ?)"
                ).run(run, PlanEvent.shortWarmUp, words)
            }
        }
    }
}

/// Writes the rows of plans through statements that are prepared once.
private struct PlanRows: ~Copyable {
    fileprivate let design: Statement
    fileprivate let target: Statement
    fileprivate let figure: Statement
    fileprivate let step: Statement
    fileprivate let curve: Statement

    func add(
        _ result: DesignResult,
        at index: Int,
        of plan: Plan,
        to run: Int64
    ) throws(DatabaseError) {
        let (horizon, warmUp) = (SimDuration(plan.spec.horizon), SimDuration(plan.warmUp))
        let theory = plan.theories[index]
        try design.run(
            run,
            index,
            result.design.bays,
            result.design.limit,
            result.design.sharing?.rawValue,
            result.design.arrivals?.name,
            result.cost,
            result.replications,
            result.verdict == .met ? 1 : 0,
            plan.isOnFront[index] ? 1 : 0,
            plan.answers.contains { $0.design == index } ? 1 : 0,
            theory.model,
            theory.failing.isEmpty ? nil : theory.failing.joined(separator: ", "),
            result.verdict.rawValue,
            result.verdict == .undecided ? result.replicationsToDecide : nil,
            horizon.microseconds,
            warmUp.microseconds,
            result.overLimit?.count,
            result.overLimit?.high
        )
        try add(result.verdicts, of: index, to: run)
        try add(result, theory, of: index, to: run)
        try add(result.occupancy, "occupancy", of: index, to: run)
        try add(result.load, "load", of: index, to: run)
        try add(result.binding, "binding", of: index, to: run)
        try add(result.dayLoad, "day_load", of: index, to: run)
        try add(result.dayBays, "day_bays", of: index, to: run)
    }

    private func add(
        _ verdicts: [TargetVerdict],
        of index: Int,
        to run: Int64
    ) throws(DatabaseError) {
        for verdict in verdicts {
            try target.run(
                run,
                index,
                verdict.target.expression,
                verdict.target.figure.rawValue,
                verdict.verdict == .met ? 1 : 0,
                verdict.certainty,
                verdict.verdict.rawValue,
                verdict.replicationsToDecide,
                verdict.beyond.count,
                verdict.beyond.horizons,
                verdict.beyond.low,
                verdict.beyond.high
            )
        }
    }

    /// Each figure with what theory says of it.
    private func add(
        _ result: DesignResult,
        _ theory: Theory,
        of index: Int,
        to run: Int64
    ) throws(DatabaseError) {
        for name in PlanFigure.allCases {
            guard let estimate = result[name] else { continue }
            try figure.run(
                run,
                index,
                name.rawValue,
                name.unit,
                estimate.mean,
                estimate.low,
                estimate.high,
                theory[name],
                estimate.horizons.p95,
                estimate.horizons.highest
            )
        }
    }

    private func add(
        _ values: [Double],
        _ name: String,
        of design: Int,
        to run: Int64
    ) throws(DatabaseError) {
        assert(values.allSatisfy { !$0.isNaN }, "SQLite takes what is no number for NULL")
        for (index, value) in values.enumerated() {
            try curve.run(run, design, name, index, value)
        }
    }

    func add(_ marginal: Marginal, to run: Int64) throws(DatabaseError) {
        let (more, amount): (String, Double) =
            switch marginal.step {
            case .bays(let count): ("bay", Double(count))
            case .amperes(let amperes): ("ampere", amperes)
            }
        for difference in marginal.differences {
            try step.run(
                run,
                marginal.base,
                more,
                amount,
                difference.figure.rawValue,
                difference.figure.unit,
                difference.mean,
                difference.low,
                difference.high
            )
        }
    }
}

extension PlanRows {
    init(for database: borrowing Database) throws(DatabaseError) {
        self.init(
            design: try database.prepare(Insert.design),
            target: try database.prepare(Insert.target),
            figure: try database.prepare(Insert.figure),
            step: try database.prepare(Insert.step),
            curve: try database.prepare(Insert.curve)
        )
    }
}

/// What is written for each row.
private enum Insert {
    static let design = """
        INSERT INTO plan_design (run, id, bays, limit_a, sharing, arrivals, cost, replications,
            meets, on_front, smallest, theory, theory_fails, verdict, needed, horizon_us, warm_up_us,
            over_limit, over_limit_high)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let target = """
        INSERT INTO plan_target (run, design, expression, figure, kept, certainty, verdict, needed,
            beyond, horizons, beyond_low, beyond_high)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let figure = """
        INSERT INTO plan_figure (run, design, figure, unit, mean, low, high, theory, p95, highest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let step = """
        INSERT INTO plan_step (run, design, more, amount, figure, unit, mean, low, high)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    static let curve =
        "INSERT INTO plan_curve (run, design, curve, place, value) VALUES (?, ?, ?, ?, ?)"
}

extension PlanFigure {
    /// As the run database has it.
    var unit: String {
        switch quantity {
        case .time: "s"
        case .power: "W"
        case .energy: "Wh"
        case .current: "A"
        case .share, .number: ""
        }
    }
}
