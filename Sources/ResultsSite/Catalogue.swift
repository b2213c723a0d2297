import FoundationEssentials
import Glibc
import Report
import Synchronization

/// The databases of a folder, by the names under which a site shows them.
///
/// A name that is asked for is looked for among those that are there now: no path is ever made of it.
/// Symbolic links are not followed, so nothing outside of the folder has a name.
final class Catalogue: Sendable {
    struct File: Sendable {
        /// Its path from the folder on.
        var name: String
        var path: String
    }

    /// What there is to show of a file.
    enum Entry: Sendable {
        case database(File, DatabaseContents)
        /// Why nothing of it is shown.
        case unreadable(File, String)
    }

    private let folder: String
    private let known = Mutex<[String: (stamp: Stamp, entry: Entry)]>([:])

    /// nil: there is no such folder.
    init?(folder: String) {
        guard let path = realpath(folder, nil) else { return nil }
        defer { free(path) }
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { return nil }
        self.folder = String(cString: path)
    }

    /// Why nothing of a file can be read; nil: it can be.
    func fault(of file: File) -> DatabaseError? {
        do throws(DatabaseError) {
            _ = try contents(database: file.path)
            return nil
        } catch {
            return error
        }
    }

    func file(named name: String) -> File? { files().files.first { $0.name == name } }

    /// Every database, in the order of names, and what was left out of the search.
    func entries() -> (entries: [Entry], remarks: [String]) {
        let (files, unnamed, remarks) = files()
        let entries = files.map(entry) + unnamed
        let names = Set(files.map(\.name))
        known.withLock { known in known = known.filter { names.contains($0.key) } }
        return (entries, remarks)
    }

    /// Reads a file, unless it is as it was when it was read last and no run of it goes on.
    private func entry(of file: File) -> Entry {
        let stamp = Stamp(file.path)
        if let entry = known.withLock({ known in
            known[file.name].flatMap { $0.stamp == stamp ? $0.entry : nil }
        }) {
            return entry
        }
        do throws(DatabaseError) {
            let contents = try contents(database: file.path)
            let entry = Entry.database(file, contents)
            if !contents.isUnderWay {
                known.withLock { $0[file.name] = (stamp, entry) }
            }
            return entry
        } catch {
            let entry = Entry.unreadable(file, error.what)
            if error.isOfContent { known.withLock { $0[file.name] = (stamp, entry) } }
            return entry
        }
    }
}

extension DatabaseError {
    /// Whether it is what a file holds that cannot be read, now as later.
    fileprivate var isOfContent: Bool {
        switch reason {
        case .damaged, .foreign, .newerSchema: true
        case .missing, .isFolder, .noFile, .cannotOpen, .cannotMake, .readOnly, .moved, .locked,
            .full,
            .inputOutput, .other:
            false
        }
    }
}

extension Catalogue {
    /// What tells that a file has changed.
    private struct Stamp: Equatable {
        private var numbers: [Int]

        init(_ path: String) {
            numbers = [path, path + "-wal", path + "-journal"].flatMap { path in
                var facts = stat()
                guard lstat(path, &facts) == 0 else { return [0] }
                let changed = facts.st_mtim
                return [Int(facts.st_ino), Int(facts.st_size), changed.tv_sec, changed.tv_nsec]
            }
        }
    }

    private func files() -> (files: [File], unnamed: [Entry], remarks: [String]) {
        var search = Search()
        search.look(into: folder, as: "", depth: 0)
        return (search.files.sorted { $0.name < $1.name }, search.unnamed, search.remarks)
    }

    /// A walk through the folder that ends somewhere, whatever the folder is.
    private struct Search {
        private(set) var files: [File] = []
        /// What no link can name.
        private(set) var unnamed: [Entry] = []
        private var looked = 0
        private var links = 0
        private var isCut = false

        mutating func look(into folder: String, as prefix: String, depth: Int) {
            assert(0...Self.deepest ~= depth, "the walk ends at some depth")
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for name in names.sorted() where !name.hasPrefix(".") {
                looked += 1
                guard looked <= Self.maximumLookedAt, files.count < Self.maximumFiles else {
                    isCut = true
                    return
                }
                let path = folder + "/" + name
                let file = File(name: prefix + name, path: path)
                var facts = stat()
                guard lstat(path, &facts) == 0 else { continue }
                switch facts.st_mode & S_IFMT {
                case S_IFDIR where !name.isPlain, S_IFREG where !name.isPlain:
                    guard facts.st_mode & S_IFMT == S_IFDIR || Self.isDatabase(path) else {
                        continue
                    }
                    let shown = File(name: file.name.plain, path: path)
                    unnamed.append(.unreadable(shown, Self.odd))
                case S_IFLNK: links += 1
                case S_IFDIR where depth < Self.deepest:
                    look(into: path, as: file.name + "/", depth: depth + 1)
                case S_IFREG where Self.isDatabase(path): files.append(file)
                case _: continue
                }
            }
        }

        var remarks: [String] {
            let cut =
                "The folder holds more than is looked at: \(Self.maximumLookedAt) files, "
                + "\(Self.maximumFiles) databases."
            let followed = links == 1 ? "1 symbolic link is" : "\(links) symbolic links are"
            return (isCut ? [cut] : []) + (links > 0 ? ["\(followed) not followed."] : [])
        }

        /// By its name or, under any other, by how it begins.
        private static func isDatabase(_ path: String) -> Bool {
            guard !beside.contains(where: path.hasSuffix) else { return false }
            guard !endings.contains(where: path.hasSuffix) else { return true }
            // A pipe that nothing writes to is not waited for.
            let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
            guard file >= 0 else { return false }
            defer { close(file) }
            var start = [UInt8](repeating: 0, count: magic.count)
            return read(file, &start, start.count) == start.count && start == magic
        }

        private static let odd = "its name has characters that no link can have"

        private static let endings = [".sqlite", ".sqlite3", ".db"]
        private static let beside = ["-wal", "-shm", "-journal"]
        private static let magic = Array("SQLite format 3\0".utf8)
        private static let deepest = 4
        private static let maximumLookedAt = 20_000
        private static let maximumFiles = 2_000
    }
}

extension DatabaseContents {
    fileprivate var isUnderWay: Bool {
        switch self {
        case .runs(let runs, _): runs.contains { $0.outcome == .running }
        case .history: false
        }
    }
}

extension String {
    /// Whether a link can name it.
    fileprivate var isPlain: Bool { unicodeScalars.allSatisfy(\.isPlain) }

    /// The same with what no link can have in it as its number.
    fileprivate var plain: String {
        unicodeScalars.map { scalar in
            scalar.isPlain ? String(scalar) : "\\u{\(String(scalar.value, radix: 16))}"
        }.joined()
    }
}

extension Unicode.Scalar {
    fileprivate var isPlain: Bool { value >= 0x20 && value != 0x7F }
}
