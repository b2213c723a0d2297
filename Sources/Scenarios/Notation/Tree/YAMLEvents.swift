import CYAML

/// Reads YAML text event by event: the one type that speaks with libyaml.
struct YAMLEvents: ~Copyable {
    private let text: UnsafeMutableBufferPointer<UInt8>
    /// libyaml keeps pointers into its parser, so the parser must not move.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    /// Where all of it stands when it is not the text of a file.
    private let origin: Origin?

    init(_ bytes: [UInt8], origin: Origin?) {
        text = .allocate(capacity: bytes.count)
        _ = text.initialize(from: bytes)
        parser = .allocate(capacity: 1)
        self.origin = origin
        guard yaml_parser_initialize(parser) == 1 else {
            preconditionFailure("no memory for a YAML parser")
        }
        yaml_parser_set_input_string(parser, text.baseAddress, text.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    /// The next event; the start of the stream is left out, as it says nothing.
    func next() throws(Diagnostic) -> YAMLEvent {
        while true {
            var event = yaml_event_t()
            guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
            defer { yaml_event_delete(&event) }
            if let translated = translate(event) { return translated }
        }
    }
}

extension YAMLEvents {
    private func translate(_ event: yaml_event_t) -> YAMLEvent? {
        var translated = YAMLEvent(kind: .streamEnd, origin: position(event.start_mark))
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: translated.kind = .documentStart
        case YAML_DOCUMENT_END_EVENT: translated.kind = .documentEnd
        case YAML_STREAM_END_EVENT: translated.kind = .streamEnd
        case YAML_SEQUENCE_END_EVENT: translated.kind = .listEnd
        case YAML_MAPPING_END_EVENT: translated.kind = .mappingEnd
        case YAML_ALIAS_EVENT:
            translated.kind = .alias
            translated.anchor = string(event.data.alias.anchor)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let value = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            translated.kind = .scalar(
                // Escapes write marks too.
                String(decoding: value, as: UTF8.self).withoutPiledMarks,
                isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE
            )
            translated.span = span(event)
            translated.anchor = string(scalar.anchor)
            translated.tag = string(scalar.tag)
        case YAML_SEQUENCE_START_EVENT:
            translated.kind = .listStart
            translated.anchor = string(event.data.sequence_start.anchor)
            translated.tag = string(event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT:
            translated.kind = .mappingStart
            translated.anchor = string(event.data.mapping_start.anchor)
            translated.tag = string(event.data.mapping_start.tag)
        default: return nil
        }
        return translated
    }

    private func string(_ text: UnsafePointer<yaml_char_t>?) -> String? {
        text.map { String(cString: $0) }
    }

    private func position(_ mark: yaml_mark_t) -> Origin {
        origin ?? .position(line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    /// libyaml counts characters, and leaves out the mark of byte order that a text may begin with.
    private func span(_ event: yaml_event_t) -> Range<Int> {
        let first = text.starts(with: [0xEF, 0xBB, 0xBF]) ? 1 : 0
        let start = first + Int(event.start_mark.index)
        return start..<max(start, first + Int(event.end_mark.index))
    }

    /// libyaml's complaint in the form of ours.
    private func failure() -> Diagnostic {
        let state = parser.pointee
        let problem = state.problem.map { String(cString: $0) } ?? "no memory to read it"
        guard state.error != YAML_READER_ERROR else {
            // The reader runs ahead of the marks and knows only a count of bytes.
            let position = text.prefix(state.problem_offset).endPosition
            return Diagnostic(origin: origin ?? position, problem: problem)
        }
        let mistake = YAMLMistake(
            problem,
            state.context.map { String(cString: $0) } ?? "",
            at: mark(state.problem_mark),
            from: mark(state.context_mark),
            of: String(decoding: text, as: UTF8.self)
        )
        let told = mistake.told
        return Diagnostic(
            origin: origin ?? .position(line: told.at.line + 1, column: told.at.column + 1),
            problem: told.problem,
            suggestion: told.suggestion
        )
    }

    private func mark(_ mark: yaml_mark_t) -> YAMLMistake.Mark {
        .init(line: Int(mark.line), column: Int(mark.column))
    }
}
