/// A value with one form in JSON.
package protocol JSONValue: Equatable, Sendable {
    init(from reader: inout JSONReader) throws(PayloadError)
    func write(to writer: inout JSONWriter)
}

/// A value that is a JSON object: its members by name.
///
/// Members are written in the order of the schemas and best asked for in that order too, since a
/// peer that keeps to it is then read in one pass; any other order is read just as well.
package protocol JSONRecord: JSONValue {
    init(members: inout JSONMembers) throws(PayloadError)
    func write(members: inout JSONWriter)
}

extension JSONRecord {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        let start = reader
        do throws(PayloadError) {
            self = try Self.read(&reader, isIndexed: false)
        } catch {
            // Members may come in any order. An object that does not keep ours is read once more,
            // by an index; so is a wrong one, and then for its error.
            reader = start
            self = try Self.read(&reader, isIndexed: true)
        }
    }

    @inline(__always)
    private static func read(
        _ reader: inout JSONReader,
        isIndexed: Bool
    ) throws(PayloadError) -> Self {
        var members = try JSONMembers(of: &reader, isIndexed: isIndexed)
        let record = try Self(members: &members)
        try members.close(&reader)
        return record
    }

    package func write(to writer: inout JSONWriter) {
        writer.openObject()
        write(members: &writer)
        writer.closeObject()
    }
}

extension Int: JSONValue {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = try reader.integer()
    }

    package func write(to writer: inout JSONWriter) {
        writer.integer(Int64(self))
    }
}

extension Bool: JSONValue {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = try reader.boolean()
    }

    package func write(to writer: inout JSONWriter) {
        writer.append(self ? "true" : "false")
    }
}

extension String: JSONValue {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = try reader.text().string
    }

    package func write(to writer: inout JSONWriter) {
        writer.text(self)
    }
}

extension Array: JSONValue where Element: JSONValue {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = []
        try reader.elements { (reader: inout JSONReader) throws(PayloadError) in
            let element = try Element(from: &reader)
            // Most lists of OCPP are this short: they are allocated once, and empty ones never.
            if isEmpty { reserveCapacity(4) }
            append(element)
        }
    }

    package func write(to writer: inout JSONWriter) {
        writer.openArray()
        for element in self { writer.element(element) }
        writer.closeArray()
    }
}
