/// What can be read from JSON.
package protocol JSONReadable {
    init(from reader: inout JSONReader) throws(PayloadError)
}

/// What can be written as JSON.
package protocol JSONWritable {
    func write(to writer: inout JSONWriter)
}

/// A value with one form in JSON.
package protocol WireValue: JSONReadable, JSONWritable, Equatable, Sendable {}

/// What is read from a JSON object: its members by name.
///
/// Members are best asked for in the order of the schemas, since a peer that keeps to it is then
/// read in one pass; any other order is read just as well.
package protocol JSONReadableRecord: JSONReadable {
    init(members: inout JSONMembers) throws(PayloadError)
}

/// What is written as a JSON object, its members in the order of the schemas.
package protocol JSONWritableRecord: JSONWritable {
    func write(members: inout JSONWriter)
}

/// A value that is a JSON object.
package protocol JSONRecord: WireValue, JSONReadableRecord, JSONWritableRecord {}

extension JSONReadableRecord {
    @inline(__always)
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = try reader.record { (members: inout JSONMembers) throws(PayloadError) in
            try Self(members: &members)
        }
    }
}

extension JSONReader {
    /// Reads the object here with `read`, which asks for its members.
    @inline(__always)
    mutating func record<Value>(
        _ read: (inout JSONMembers) throws(PayloadError) -> Value
    ) throws(PayloadError) -> Value {
        do throws(PayloadError) {
            var members = try JSONMembers(inOrderOf: self)
            let value = try read(&members)
            try members.close(&self)
            return value
        } catch {
            // Members may come in any order. An object that does not keep ours is read once more,
            // by an index; so is a wrong one, and then for its error.
            return try apart { (reader) throws(PayloadError) in try reader.indexed(read) }
        }
    }

    @inline(never)
    private mutating func indexed<Value>(
        _ read: (inout JSONMembers) throws(PayloadError) -> Value
    ) throws(PayloadError) -> Value {
        var members = try JSONMembers(indexing: self)
        let value = try read(&members)
        try members.close(&self)
        return value
    }
}

extension JSONWritableRecord {
    package func write(to writer: inout JSONWriter) {
        writer.openObject()
        write(members: &writer)
        writer.closeObject()
    }
}

extension Int: WireValue {
    @inline(__always)
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = try reader.integer()
    }

    package func write(to writer: inout JSONWriter) {
        writer.integer(Int64(self))
    }
}

extension Bool: WireValue {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = try reader.boolean()
    }

    package func write(to writer: inout JSONWriter) {
        writer.append(self ? "true" : "false")
    }
}

extension String: WireValue {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = try reader.text().string
    }

    package func write(to writer: inout JSONWriter) {
        writer.text(self)
    }
}

extension Array: JSONReadable where Element: JSONReadable {
    package init(from reader: inout JSONReader) throws(PayloadError) {
        self = []
        try reader.elements { (reader: inout JSONReader) throws(PayloadError) in
            let element = try Element(from: &reader)
            // Most lists of OCPP are this short: they are allocated once, and empty ones never.
            if isEmpty { reserveCapacity(4) }
            append(element)
        }
    }
}

extension Array: JSONWritable where Element: JSONWritable {
    package func write(to writer: inout JSONWriter) {
        writer.openArray()
        for element in self { writer.element(element) }
        writer.closeArray()
    }
}

extension Array: WireValue where Element: WireValue {}
