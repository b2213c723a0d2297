import CSQLite
import FleetSim

/// What can stand for a `?` in SQL.
package protocol SQLBindable {
    /// Binds itself and gives SQLite's code.
    func bind(to statement: OpaquePointer, at index: Int32) -> Int32
}

extension Int64: SQLBindable {
    package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, self)
    }
}

extension Int: SQLBindable {
    package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int64(statement, index, Int64(self))
    }
}

extension Int32: SQLBindable {
    package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_int(statement, index, self)
    }
}

extension Double: SQLBindable {
    package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        sqlite3_bind_double(statement, index, self)
    }
}

extension String: SQLBindable {
    package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        var text = self
        return text.withUTF8 { bytes in
            // Without a byte the pointer may be nil, which would bind NULL.
            bytes.withMemoryRebound(to: CChar.self) { characters in
                characters.isEmpty
                    ? sqlite3_bind_text(statement, index, "", 0, nil)
                    : sqlite3_bind_text(
                        statement,
                        index,
                        characters.baseAddress,
                        Int32(clamping: characters.count),
                        sqliteCopies
                    )
            }
        }
    }
}

extension [UInt8]: SQLBindable {
    package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        withUnsafeBytes { bytes in
            bytes.isEmpty
                ? sqlite3_bind_zeroblob(statement, index, 0)
                : sqlite3_bind_blob(
                    statement,
                    index,
                    bytes.baseAddress,
                    Int32(clamping: bytes.count),
                    sqliteCopies
                )
        }
    }
}

extension SimTime: SQLBindable {
    package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        microseconds.bind(to: statement, at: index)
    }
}

extension TransactionID: SQLBindable {
    /// A text is bound as bytes, which a strict column of integers refuses, so that a run fails rather
    /// than keep another id: as text it would take "017" for 17.
    package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        number?.bind(to: statement, at: index) ?? Array(text.utf8).bind(to: statement, at: index)
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    package func bind(to statement: OpaquePointer, at index: Int32) -> Int32 {
        self?.bind(to: statement, at: index) ?? sqlite3_bind_null(statement, index)
    }
}

/// Tells SQLite to copy bytes before the call returns: what C calls SQLITE_TRANSIENT.
private let sqliteCopies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
