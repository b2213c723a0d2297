import FleetSim

/// The forms a report comes in.
package enum ReportFormat: String, CaseIterable, Sendable {
    case html, md, json, csv, junit
}

/// Reports on one run of a run database, the last unless another is asked for by its number.
package func report(
    database path: String,
    run: Int? = nil,
    format: ReportFormat
) throws(ReportError) -> String {
    let summary = try summary(database: path, run: run)
    return switch format {
    case .html: summary.html()
    case .md: summary.markdown
    case .json: summary.json
    case .csv: summary.csv
    case .junit: summary.junit
    }
}

/// What a report on one run says, before it is rendered.
package func summary(database path: String, run: Int? = nil) throws(ReportError) -> Summary {
    let found: Summary?
    do throws(DatabaseError) {
        let database = try Database(path: path, access: .read)
        // One transaction, so that all of it is of one moment of a run that goes on.
        try database.run("BEGIN")
        try Schema.check(database)
        found = try database.summary(ofRun: run)
    } catch {
        throw .database(error)
    }
    guard let found else { throw .noSuchRun(path: path, asked: run) }
    return found
}
