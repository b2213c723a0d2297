/// The answer to a request, put together of the bytes as they come (RFC 9112).
struct HTTPAnswer {
    fileprivate enum Part {
        case head
        /// How many bytes are still to come; nil: until the connection ends.
        case body(Int?)
        case chunkSize
        case chunk(Int)
        /// The line behind a chunk, and what follows the last.
        case chunkEnd, trailer
        case whole
    }

    private let longestHead: Int
    private let longestBody: Int
    private var part = Part.head
    private var line: [UInt8] = []
    private var headBytes = 0
    private var isFirstLine = true
    private var length: Int?
    private var isChunked = false
    private(set) var body: [UInt8] = []

    init(longestHead: Int, longestBody: Int) {
        self.longestHead = longestHead
        self.longestBody = longestBody
    }

    var isWhole: Bool {
        if case .whole = part { true } else { false }
    }

    mutating func take(_ bytes: ArraySlice<UInt8>) throws(LookError) {
        var rest = bytes
        while !rest.isEmpty {
            switch part {
            case .head, .chunkSize, .chunkEnd, .trailer:
                guard let line = try nextLine(of: &rest) else { return }
                try take(line: line)
            case .body(let left): part = try .body(append(&rest, left)).orWhole
            case .chunk(let left):
                let more = try append(&rest, left) ?? 0
                part = more == 0 ? .chunkEnd : .chunk(more)
            case .whole: return
            }
        }
    }

    /// The connection has ended.
    mutating func end() throws(LookError) {
        if case .body(nil) = part { return part = .whole }
        throw LookError(
            isFirstLine ? "it hung up without an answer" : "its answer was cut short"
        )
    }

    private mutating func append(
        _ rest: inout ArraySlice<UInt8>,
        _ left: Int?
    ) throws(LookError) -> Int? {
        let count = min(rest.count, left ?? rest.count)
        guard body.count + count <= longestBody else {
            throw LookError("its page is longer than \(longestBody >> 20) MiB")
        }
        body += rest.prefix(count)
        rest = rest.dropFirst(count)
        return left.map { $0 - count }
    }

    /// The next line without its end; nil: it is still to come.
    private mutating func nextLine(
        of rest: inout ArraySlice<UInt8>
    ) throws(LookError) -> String? {
        let end = rest.firstIndex(of: 0x0A)
        let piece = rest[..<(end ?? rest.endIndex)]
        headBytes += piece.count + 1
        // Sizes of chunks count anew: they are as many as the body asks for.
        guard headBytes <= longestHead else { throw LookError("it does not speak HTTP") }
        line += piece
        rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
        guard end != nil else { return nil }
        defer { line.removeAll() }
        if line.last == 0x0D { line.removeLast() }
        return String(decoding: line, as: UTF8.self)
    }

    private mutating func take(line: String) throws(LookError) {
        switch part {
        case .head:
            if isFirstLine { return try takeStatus(line) }
            guard line.isEmpty else { return try takeField(line) }
            headBytes = 0
            part = isChunked ? .chunkSize : .body(length).orWhole
        case .chunkSize:
            headBytes = 0
            let digits = line.prefix { $0 != ";" && $0 != " " }
            guard let size = Int(digits, radix: 16), (0...Int(Int32.max)).contains(size) else {
                throw LookError("it does not speak HTTP: a chunk without a size")
            }
            part = size == 0 ? .trailer : .chunk(size)
        case .chunkEnd:
            guard line.isEmpty else { throw LookError("it does not speak HTTP: a chunk too long") }
            part = .chunkSize
        case .trailer: if line.isEmpty { part = .whole }
        case .body, .chunk, .whole: break
        }
    }

    private mutating func takeStatus(_ line: String) throws(LookError) {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/1."), let status = Int(words[1]) else {
            throw LookError("it does not speak HTTP")
        }
        guard status == 200 else {
            throw LookError("it answered \(words.dropFirst().joined(separator: " ").prefix(60))")
        }
        isFirstLine = false
    }

    private mutating func takeField(_ line: String) throws(LookError) {
        let sides = line.split(separator: ":", maxSplits: 1)
        guard sides.count == 2 else { return }
        let value = sides[1].filter { $0 != " " && $0 != "\t" }
        switch sides[0].lowercased() {
        case "content-length":
            guard let count = Int(value), count >= 0 else {
                throw LookError("it does not speak HTTP: a length that is none")
            }
            guard count <= longestBody else {
                throw LookError("its page is longer than \(longestBody >> 20) MiB")
            }
            length = count
        case "transfer-encoding": isChunked = value.lowercased() == "chunked"
        case "content-encoding" where value.lowercased() != "identity":
            throw LookError("its page is compressed, which was not asked for")
        default: break
        }
    }
}

extension HTTPAnswer.Part {
    /// Nothing more is to come of a body of which that many bytes are left.
    fileprivate var orWhole: Self {
        if case .body(0) = self { .whole } else { self }
    }
}
