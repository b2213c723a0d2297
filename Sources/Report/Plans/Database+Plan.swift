import Scenarios

/// A plan read out of a run database; a run that was none has no designs.
extension Database {
    func plan(of run: Int) throws(DatabaseError) -> PlanSummary? {
        let version = try Schema.version(of: self)
        guard version > 4 else { return nil }
        let queries = version > 5 ? PlanQueries.current : .ofVersion5
        var designs = try designs(of: run, queries.designs)
        guard !designs.isEmpty else { return nil }
        try addTargets(of: run, queries.targets, to: &designs)
        try addFigures(of: run, queries.figures, to: &designs)
        try addCurves(of: run, to: &designs)
        var plan = PlanSummary(
            designs: designs,
            steps: try steps(of: run, designs: designs.count)
        )
        try read(Queries.lastEvent, run, PlanEvent.shortWarmUp) { row in
            plan.warmUpCut = row.text(at: 0)
        }
        return plan
    }

    private func designs(
        of run: Int,
        _ query: String
    ) throws(DatabaseError) -> [PlanSummary.Design] {
        try all(query, run) { row throws(DatabaseError) in
            PlanSummary.Design(
                bays: row.amount(at: 0),
                limit: row.optionalReal(at: 1),
                sharing: row.optionalText(at: 2),
                arrivals: row.optionalText(at: 3),
                cost: row.optionalReal(at: 4),
                replications: row.amount(at: 5),
                isOnFront: row.integer(at: 6) != 0,
                isSmallest: row.integer(at: 7) != 0,
                theory: row.optionalText(at: 8),
                failing: row.optionalText(at: 9),
                needed: row.optionalLarge(at: 10),
                horizonMicroseconds: row.optionalLarge(at: 11),
                warmUpMicroseconds: row.optionalLarge(at: 12),
                overLimit: row.optionalLarge(at: 13),
                overLimitHigh: row.optionalReal(at: 14)
            )
        }
    }

    private func addTargets(
        of run: Int,
        _ query: String,
        to designs: inout [PlanSummary.Design]
    ) throws(DatabaseError) {
        try read(query, run) { row throws(DatabaseError) in
            let index = try index(row, among: designs.count, "plan_target")
            designs[index].targets.append(
                PlanSummary.Target(
                    expression: row.text(at: 1),
                    figure: try figure(row.text(at: 2), "plan_target"),
                    verdict: try verdict(row),
                    certainty: row.real(at: 4),
                    needed: row.optionalLarge(at: 6),
                    beyond: row.isNull(at: 7) ? nil : horizons(row)
                )
            )
        }
    }

    private func horizons(_ row: borrowing Statement) -> PlanSummary.Horizons {
        PlanSummary.Horizons(
            count: row.amount(at: 7),
            of: row.amount(at: 8),
            low: row.real(at: 9),
            high: row.real(at: 10)
        )
    }

    /// An older version told only what is met; what it was not sure of stands in the certainty.
    private func verdict(_ row: borrowing Statement) throws(DatabaseError) -> PlanVerdict {
        guard let name = row.optionalText(at: 5) else {
            return row.integer(at: 3) != 0 ? .met : PlanVerdict(certainty: row.real(at: 4))
        }
        guard let verdict = PlanVerdict(rawValue: name) else {
            throw damage("plan_target", "a verdict has no meaning")
        }
        return verdict
    }

    private func addFigures(
        of run: Int,
        _ query: String,
        to designs: inout [PlanSummary.Design]
    ) throws(DatabaseError) {
        try read(query, run) { row throws(DatabaseError) in
            let index = try index(row, among: designs.count, "plan_figure")
            let figure = try figure(row.text(at: 1), "plan_figure")
            designs[index].figures[figure.index] = PlanSummary.Figure(
                mean: row.real(at: 2),
                low: row.real(at: 3),
                high: row.real(at: 4),
                theory: row.optionalReal(at: 5),
                p95: row.optionalReal(at: 6),
                highest: row.optionalReal(at: 7)
            )
        }
    }

    private func addCurves(
        of run: Int,
        to designs: inout [PlanSummary.Design]
    ) throws(DatabaseError) {
        try read(Queries.planCurves, run) { row throws(DatabaseError) in
            let index = try index(row, among: designs.count, "plan_curve")
            let value = row.real(at: 2)
            switch row.text(at: 1) {
            case "occupancy": designs[index].occupancy.append(value)
            case "load": designs[index].load.append(value)
            case "binding": designs[index].binding.append(value)
            case "day_load": designs[index].dayLoad.append(value)
            case "day_bays": designs[index].dayBays.append(value)
            default: throw damage("plan_curve", "a curve has no meaning")
            }
        }
    }

    private func steps(
        of run: Int,
        designs count: Int
    ) throws(DatabaseError) -> [PlanSummary.Step] {
        try all(Queries.planSteps, run) { row throws(DatabaseError) in
            PlanSummary.Step(
                design: try index(row, among: count, "plan_step"),
                kind: row.text(at: 1),
                amount: row.real(at: 2),
                figure: try figure(row.text(at: 3), "plan_step"),
                difference: PlanSummary.Figure(
                    mean: row.real(at: 4),
                    low: row.real(at: 5),
                    high: row.real(at: 6)
                )
            )
        }
    }

    /// The design that a row is about, which is its first column.
    private func index(
        _ row: borrowing Statement,
        among count: Int,
        _ table: String
    ) throws(DatabaseError) -> Int {
        let index = row.amount(at: 0)
        guard index < count else { throw damage(table, "there is no design \(index)") }
        return index
    }

    private func figure(_ name: String, _ table: String) throws(DatabaseError) -> PlanFigure {
        guard let figure = PlanFigure(rawValue: name) else {
            throw damage(table, "a figure has no meaning")
        }
        return figure
    }
}

extension Statement {
    fileprivate func optionalReal(at column: Int32) -> Double? {
        isNull(at: column) ? nil : real(at: column)
    }
}

/// What is read of a plan, in the columns that its file has.
private struct PlanQueries {
    let designs: String
    let targets: String
    let figures: String

    static let current = PlanQueries(
        of: "needed, horizon_us, warm_up_us, over_limit, over_limit_high",
        "verdict, needed, beyond, horizons, beyond_low, beyond_high",
        "p95, highest"
    )

    static let ofVersion5 = PlanQueries(
        of: "NULL, NULL, NULL, NULL, NULL",
        "NULL, NULL, NULL, NULL, NULL, NULL",
        "NULL, NULL"
    )

    private init(of designColumns: String, _ targetColumns: String, _ figureColumns: String) {
        designs = """
            SELECT bays, limit_a, sharing, arrivals, cost, replications, on_front, smallest, theory,
                theory_fails, \(designColumns)
            FROM plan_design WHERE run = ? ORDER BY id
            """
        targets = """
            SELECT design, expression, figure, kept, certainty, \(targetColumns)
            FROM plan_target WHERE run = ? ORDER BY rowid
            """
        figures = """
            SELECT design, figure, mean, low, high, theory, \(figureColumns)
            FROM plan_figure WHERE run = ? ORDER BY design, figure
            """
    }
}

extension Queries {
    fileprivate static let planCurves = """
        SELECT design, curve, value FROM plan_curve WHERE run = ? ORDER BY design, curve, place
        """

    fileprivate static let planSteps = """
        SELECT design, more, amount, figure, mean, low, high FROM plan_step WHERE run = ?
        ORDER BY rowid
        """
}
