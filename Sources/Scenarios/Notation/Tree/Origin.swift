/// Where something a user wrote stands, so that a problem can point at it.
package enum Origin: Hashable, Sendable {
    /// The file itself, when it cannot be read at all.
    case file
    /// Both count from one.
    case position(line: Int, column: Int)
    /// A place in a list that the file names.
    case list(file: String, line: Int, column: Int)
    /// A `--set` of the command line, by its text.
    case override(String)

    /// Sorts problems: the file, then its places from top to bottom, then the lists that it names, then
    /// the command line.
    var order: (rank: Int, file: String, line: Int, column: Int) {
        switch self {
        case .file: (0, "", 0, 0)
        case .position(let line, let column): (1, "", line, column)
        case .list(let file, let line, let column): (2, file, line, column)
        case .override: (3, "", 0, 0)
        }
    }

    func label(file: String) -> String {
        switch self {
        case .file: file.visible
        case .position(let line, let column): "\(file.visible):\(line):\(column)"
        case .list(let file, let line, let column): "\(file.visible):\(line):\(column)"
        case .override(let text): "--set \(text.overrideLabel.clipped)"
        }
    }
}

extension Origin {
    /// How one problem points at another place.
    var lineLabel: String {
        switch self {
        case .file: "the file"
        case .position(let line, _), .list(_, let line, _): "line \(line)"
        case .override: "the same --set"
        }
    }
}
