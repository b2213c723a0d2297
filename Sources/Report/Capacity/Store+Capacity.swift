import FoundationEssentials
import Planning

extension Store {
    /// Notes what a search is about, before its first trial.
    package mutating func beginSearch(
        _ axis: CapacityAxis,
        phases: String,
        atLeast: Double?
    ) throws(DatabaseError) {
        try add { database, run throws(DatabaseError) in
            try database.prepare(
                "INSERT INTO capacity (run, axis, phases, at_least) VALUES (?, ?, ?, ?)"
            ).run(run, axis.rawValue, phases, atLeast)
        }
    }

    /// Adds a trial of the search that is under way.
    package mutating func write(
        _ trial: Trial,
        at index: Int,
        of axis: CapacityAxis
    ) throws(DatabaseError) {
        try add { database, run throws(DatabaseError) in
            try database.prepare(
                """
                INSERT INTO trial (run, id, axis, load, direction, verdict, seed, figures)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """
            ).run(
                run,
                index,
                axis.rawValue,
                trial.load,
                trial.direction.rawValue,
                trial.verdict.rawValue,
                Int64(bitPattern: trial.seed),
                StoredJSON.text(of: trial)
            )
        }
    }

    /// Adds what the search has found.
    package mutating func write(_ answer: CapacityAnswer) throws(DatabaseError) {
        try add { database, run throws(DatabaseError) in
            try database.prepare("UPDATE capacity SET answer = ? WHERE run = ?")
                .run(StoredJSON.text(of: answer), run)
        }
    }
}

/// Values that stand in a column as JSON, with their members in the order of their names.
enum StoredJSON {
    static func text(of value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        guard let data = try? encoder.encode(value) else {
            preconditionFailure("a value with a number that is none")
        }
        return String(decoding: data, as: UTF8.self)
    }

    static func value<Value: Decodable>(_ type: Value.Type, of text: String) -> Value? {
        try? JSONDecoder().decode(type, from: Data(text.utf8))
    }
}
