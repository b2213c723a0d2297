/// A command's arguments, taken apart by what its page says.
///
/// Options are long and take their value after a space or `=`; `--` ends them.
struct Arguments {
    private(set) var positional: [String] = []
    private var given: [(name: String, value: String)] = []
    private var raised: [String] = []
    private let page: CommandPage

    init(_ arguments: [String], _ page: CommandPage) throws(Failure) {
        self.page = page
        var rest = arguments[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                positional += rest
                break
            }
            guard argument.hasPrefix("-"), argument != "-" else {
                positional.append(argument)
                continue
            }
            try take(argument, from: &rest)
        }
        guard !positional.contains("") else { throw usage("an argument is empty") }
        // The program has chosen by it before; here it is only seen whether it could.
        _ = try choice("--color", ColourUse.self)
    }

    private mutating func take(
        _ argument: String,
        from rest: inout ArraySlice<String>
    ) throws(Failure) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        guard let option = page.option(name) else {
            guard !page.coming.contains(name) else {
                throw usage("\(name) is not available in this version")
            }
            let known = page.allOptions.flatMap(\.names)
            throw usage("unknown option ‘\(name)’" + NearestWord.hint(for: name, among: known))
        }
        guard let kind = option.value else {
            guard parts.count == 1 else { throw usage("\(name) takes no value") }
            raised.append(option.name)
            return
        }
        guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
            throw usage("\(name) needs a value: \(name) \(kind.placeholder)")
        }
        // As of a variable that is not set: what it stood for would be left out without a word.
        guard !value.isEmpty else {
            throw usage("\(name) has an empty value: \(name) \(kind.placeholder)")
        }
        guard option.isRepeatable || !given.contains(where: { $0.name == option.name }) else {
            throw usage("\(name) is there twice, and takes one value")
        }
        given.append((option.name, value))
    }

    func has(_ flag: String) -> Bool {
        assert(page.option(flag) != nil, "\(page.name) has no \(flag)")
        // What was given is kept by an option's first name: asked for by another it is never found.
        assert(page.option(flag)?.name == flag, "\(flag) is another name of an option")
        return raised.contains(flag)
    }

    /// The value of an option; the last of one that is repeatable.
    func value(_ name: String) -> String? { values(name).last }

    func values(_ name: String) -> [String] {
        assert(page.option(name) != nil, "\(page.name) has no \(name)")
        assert(page.option(name)?.name == name, "\(name) is another name of an option")
        return given.filter { $0.name == name }.map(\.value)
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
        guard let text = value(name) else { return nil }
        guard let number = Int(text), range.contains(number) else {
            throw usage(
                "\(name) takes a whole number from \(range.lowerBound) to \(range.upperBound), "
                    + "not ‘\(text)’"
            )
        }
        return number
    }

    /// A number of bytes with its unit.
    func size(_ name: String) throws(Failure) -> Int? {
        guard let text = value(name) else { return nil }
        guard let size = ByteCount.read(text), size > 0 else {
            throw usage(
                "\(name) takes a size as in 20GB (\(ByteCount.names)), not ‘\(text)’"
            )
        }
        return size
    }

    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String,
        _ type: Choice.Type
    ) throws(Failure) -> Choice? where Choice.RawValue == String {
        guard let text = value(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let all = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            let hint = NearestWord.hint(for: text, among: Choice.allCases.map(\.rawValue))
            throw usage("\(name) takes one of \(all), not ‘\(text)’\(hint)")
        }
        return choice
    }

    /// The format that is named, or else that of the file to be written, by how its name ends.
    func format<Format: RawRepresentable & CaseIterable>(
        _ type: Format.Type
    ) throws(Failure) -> Format? where Format.RawValue == String {
        if let named = try choice("--format", type) { return named }
        guard let path = value("-o"), let dot = path.lastIndex(of: ".") else { return nil }
        let ending = path[path.index(after: dot)...].lowercased()
        return Format(rawValue: ending == "xml" ? "junit" : ending)
    }

    /// The one argument that a command takes.
    func only(_ what: String) throws(Failure) -> String {
        guard let first = positional.first else { throw usage("which \(what)?") }
        guard positional.count == 1 else {
            throw usage("one \(what) at a time, not also ‘\(positional[1])’")
        }
        return first
    }

    func usage(_ line: String) -> Failure { .usage(line, command: page.name) }
}
