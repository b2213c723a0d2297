/// A command's arguments, taken apart by what the command knows.
///
/// Options are long and take their value after a space or `=`; `--` ends them.
struct Arguments {
    /// What options a command has.
    struct Known {
        var command: String
        /// Options that take a value.
        var values: [String]
        var flags: [String] = []
        /// Options of the contract that this version does not have yet.
        var coming: [String] = []
    }

    private(set) var positional: [String] = []
    private var given: [(name: String, value: String)] = []
    private var raised: [String] = []
    private let command: String

    init(_ arguments: [String], _ known: Known) throws(Failure) {
        command = known.command
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
            try take(argument, from: &rest, known)
        }
    }

    private mutating func take(
        _ argument: String,
        from rest: inout ArraySlice<String>,
        _ known: Known
    ) throws(Failure) {
        let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(parts[0])
        if known.flags.contains(name) {
            guard parts.count == 1 else { throw usage("\(name) takes no value") }
            raised.append(name)
        } else if known.values.contains(name) {
            guard let value = parts.count == 2 ? String(parts[1]) : rest.popFirst() else {
                throw usage("\(name) needs a value")
            }
            given.append((name, value))
        } else if known.coming.contains(name) {
            throw usage("\(name) is not available in this version")
        } else {
            let near = Spelling.nearest(to: name, among: known.values + known.flags)
            throw usage(
                "unknown option ‘\(name)’" + (near.map { ", did you mean ‘\($0)’?" } ?? "")
            )
        }
    }

    func has(_ flag: String) -> Bool { raised.contains(flag) }

    /// The last value of an option.
    func value(_ name: String) -> String? { given.last { $0.name == name }?.value }

    func values(_ name: String) -> [String] {
        given.filter { $0.name == name }.map(\.value)
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
            throw usage("\(name) takes one of \(all), not ‘\(text)’")
        }
        return choice
    }

    /// The one argument that a command takes.
    func only(_ what: String) throws(Failure) -> String {
        guard let first = positional.first else { throw usage("which \(what)?") }
        guard positional.count == 1 else {
            throw usage("one \(what) at a time, not also ‘\(positional[1])’")
        }
        return first
    }

    func usage(_ line: String) -> Failure { .usage(line, command: command) }
}
