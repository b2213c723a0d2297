import CSQLite
import FleetSim

/// What can stand for a `?` in SQL.
package protocol SQLBindable {
    /// Binds itself and gives SQLite's code.
    func bind(to statement: OpaquePointer, at place: Int32) -> Int32
}

extension Int64: SQLBindable {
    package func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_int64(statement, place, self)
    }
}

extension Int: SQLBindable {
    package func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_int64(statement, place, Int64(self))
    }
}

extension Int32: SQLBindable {
    package func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_int(statement, place, self)
    }
}

extension Double: SQLBindable {
    package func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        sqlite3_bind_double(statement, place, self)
    }
}

extension String: SQLBindable {
    package func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            // Without a byte the pointer may be nil, which would bind NULL.
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.isEmpty
                    ? sqlite3_bind_text(statement, place, "", 0, nil)
                    : sqlite3_bind_text(
                        statement,
                        place,
                        characters.baseAddress,
                        Int32(clamping: characters.count),
                        sqliteCopies
                    )
            }
        }
    }
}

extension [UInt8]: SQLBindable {
    package func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        withUnsafeBytes { bytes in
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(statement, place, 0)
                : sqlite3_bind_blob(
                    statement,
                    place,
                    bytes.baseAddress,
                    Int32(clamping: bytes.count),
                    sqliteCopies
                )
        }
    }
}

extension SimTime: SQLBindable {
    package func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        microseconds.bind(to: statement, at: place)
    }
}

extension TransactionID: SQLBindable {
    /// A text is bound as bytes, which a strict column of integers refuses, so that a run fails rather
    /// than keep another id: as text it would take "017" for 17.
    package func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        number?.bind(to: statement, at: place) ?? Array(text.utf8).bind(to: statement, at: place)
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    package func bind(to statement: OpaquePointer, at place: Int32) -> Int32 {
        self?.bind(to: statement, at: place) ?? sqlite3_bind_null(statement, place)
    }
}

/// Tells SQLite to copy bytes before the call returns: what C calls SQLITE_TRANSIENT.
private let sqliteCopies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
