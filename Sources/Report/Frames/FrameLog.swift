import FleetSim

/// The frames that a run kept of the chargers it traced.
package struct FrameLog: ~Copyable {
    /// A charger of which frames are kept.
    package struct Traced: Equatable, Sendable {
        package var identity: String
        package var frames: Int
    }

    private let database: Database
    private let run: Int64

    /// Of one run of a run database, the last unless another is asked for by its number.
    package init(database path: String, run: Int? = nil) throws(ReportError) {
        let database = try Self.told { () throws(DatabaseError) in
            try Database(path: path, access: .read)
        }
        let found = try Self.told { () throws(DatabaseError) in
            try database.run("BEGIN")
            try Schema.check(database)
            return try Self.number(of: run, in: database)
        }
        guard let found else { throw .noSuchRun(path: path, asked: run) }
        self.database = database
        self.run = found
    }

    private static func told<Value: ~Copyable>(
        _ read: () throws(DatabaseError) -> Value
    ) throws(ReportError) -> Value {
        do throws(DatabaseError) { return try read() } catch { throw .database(error) }
    }

    private static func number(
        of asked: Int?,
        in database: borrowing Database
    ) throws(DatabaseError) -> Int64? {
        var found: Int64?
        try database.read(
            "SELECT id FROM run WHERE ?1 IS NULL OR id = ?1 ORDER BY id DESC LIMIT 1",
            asked
        ) { row in found = row.integer(at: 0) }
        return found
    }

    /// Whether the run is of a program that could trace.
    private var hasFrames: Bool {
        get throws(DatabaseError) {
            try Schema.version(of: database) >= Schema.versionWithFrames
        }
    }

    /// Of a run in real time; others are of no speed.
    private var speed: Double {
        get throws(DatabaseError) {
            var speed = 1.0
            try database.read(
                "SELECT speed FROM run WHERE id = ? AND speed BETWEEN 0.001 AND 1000000",
                run
            ) { row in speed = row.real(at: 0) }
            return speed
        }
    }

    /// Which chargers were traced, in the fleet's order.
    package func traced() throws(ReportError) -> [Traced] {
        try Self.told { () throws(DatabaseError) in
            guard try hasFrames else { return [] }
            var traced: [Traced] = []
            try database.read(
                """
                SELECT c.identity, count(*) FROM frame AS f
                JOIN charger AS c ON c.run = f.run AND c.id = f.charger
                WHERE f.run = ? GROUP BY f.charger ORDER BY f.charger
                """,
                run
            ) { row in traced.append(Traced(identity: row.text(at: 0), frames: row.amount(at: 1))) }
            return traced
        }
    }

    /// Which chargers the run has, traced or not.
    package func identities() throws(ReportError) -> [String] {
        try Self.told { () throws(DatabaseError) in
            var identities: [String] = []
            try database.read("SELECT identity FROM charger WHERE run = ? ORDER BY id", run) {
                identities.append($0.text(at: 0))
            }
            return identities
        }
    }

    /// Hands over the frames of a charger in their order; false: the run has no such charger.
    package func read(
        _ identity: String,
        _ take: (FrameLine) -> Void
    ) throws(ReportError) -> Bool {
        try Self.told { () throws(DatabaseError) in
            var charger: Int64?
            try database.read(
                "SELECT id FROM charger WHERE run = ? AND identity = ?",
                run,
                identity
            ) { row in charger = row.integer(at: 0) }
            guard let charger else { return false }
            guard try hasFrames else { return true }
            var reader = FrameReader(speed: try speed)
            try database.read(
                """
                SELECT at_us, direction, text FROM frame WHERE run = ? AND charger = ?
                ORDER BY rowid
                """,
                run,
                charger
            ) { row in
                let record = FrameRecord(
                    charger: Int32(clamping: charger),
                    at: .zero + SimDuration(nanoseconds: 1_000) * Int64(row.large(at: 0)),
                    direction: .init(rawValue: row.text(at: 1)) ?? .connection,
                    text: row.text(at: 2)
                )
                take(reader.line(of: record))
            }
            return true
        }
    }
}
