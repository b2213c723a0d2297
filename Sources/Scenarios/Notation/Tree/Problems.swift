/// What goes along while a scenario is read: the mistakes found so far, so that one pass can name
/// them all, and the places outside the file that it may name.
struct Problems {
    /// More than anyone reads, and few enough that a hostile file costs no time.
    static let maximum = 200

    /// Of a list every line that is wrong is told, up to where nothing of it can be right.
    static let maximumOfLists = 100_000

    private var found: [Diagnostic] = []
    /// What is wrong in lists that the file names; each place is told once.
    private var inLists: [Diagnostic] = []
    private var unlisted = 0
    private var unreadable: Set<Origin> = []
    /// What the names of files begin with that stand beside the one that is read.
    private let folder: String
    let environment: Environment
    /// Where the keys of such a file are known; asked for where one is not.
    let indices: @Sendable () -> KeyLocations?
    /// The text under way, so that problems can show its lines.
    private var listing = SourceListing("", nil)
    /// Whether the scenario has a list of the chargers of its whole fleet.
    var hasChargerList = false
    /// The variables of the environment that were asked for, in the order of their first mention.
    private(set) var variables: [String] = []
    private var knownVariables: Set<String> = []
    /// The lists that the file names, in the order of their first mention.
    private(set) var lists: [String] = []
    private var knownLists: Set<String> = []
    /// All files that the one under way names, as they are opened; one for each mention.
    private(set) var files: [String] = []

    init(
        in folder: String = "",
        environment: Environment = .process,
        indices: @escaping @Sendable () -> KeyLocations? = { nil }
    ) {
        self.folder = folder
        self.environment = environment
        self.indices = indices
    }

    var isEmpty: Bool { found.isEmpty && inLists.isEmpty }
    /// Tells whether something has come since.
    var count: Int { found.count + inLists.count + unlisted }

    mutating func add(
        _ problem: @autoclosure () -> String,
        at origin: Origin,
        suggestion: @autoclosure () -> String? = nil
    ) {
        if case .list = origin {
            return add(Diagnostic(origin: origin, problem: problem(), suggestion: suggestion()))
        }
        guard found.count < Self.maximum else {
            unlisted += 1
            return
        }
        add(Diagnostic(origin: origin, problem: problem(), suggestion: suggestion()))
    }

    mutating func add(_ diagnostic: Diagnostic) {
        if case .list = diagnostic.origin {
            guard inLists.count < Self.maximumOfLists else { return unlisted += 1 }
            if inLists.last != diagnostic { inLists.append(diagnostic) }
            return
        }
        // What an alias repeats is wrong in one place only.
        guard !unreadable.contains(diagnostic.origin), !found.contains(diagnostic) else { return }
        guard found.count < Self.maximum else { return unlisted += 1 }
        found.append(diagnostic)
    }

    /// A value that is not known at all: what else is said of its place says nothing.
    mutating func add(unreadable diagnostic: Diagnostic) {
        add(diagnostic)
        unreadable.insert(diagnostic.origin)
    }

    /// Takes the text whose lines problems show; nil for secrets: what is secret there is not known.
    mutating func show(_ bytes: [UInt8], without secrets: Secrets?) {
        listing = SourceListing(String(decoding: bytes, as: UTF8.self).withoutPiledMarks, secrets)
    }

    /// What a variable of the environment has; nil: there is none of that name.
    mutating func variable(_ name: String) -> String? {
        if knownVariables.insert(name).inserted { variables.append(name) }
        return environment.value(name)
    }

    /// Keeps in mind that the file under way names a list.
    mutating func note(list name: String) {
        if knownLists.insert(name).inserted { lists.append(name) }
    }

    /// Keeps in mind that a file is read that is named from where the program was started.
    mutating func note(file path: String) { files.append(path) }

    /// A file that the one under way names: from its folder, unless the name begins at the root.
    mutating func path(of name: String) -> String {
        let path = name.hasPrefix("/") ? name : folder + name
        files.append(path)
        return path
    }

    /// Each problem, in the order of the file.
    func reported(file: String) -> [ReportedProblem] {
        let ranked = (found + inLists).enumerated().sorted { left, right in
            left.element.origin.order == right.element.origin.order
                ? left.offset < right.offset
                : left.element.origin.order < right.element.origin.order
        }
        let source = listing.lines
        let problems = ranked.map { $0.element.reported(file: file, source) }
        guard unlisted > 0 else { return problems }
        return problems + [ReportedProblem("\(file): and \(unlisted) more")]
    }
}
