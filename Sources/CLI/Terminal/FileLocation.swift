import FoundationEssentials
import Glibc

/// Where a path leads: a file that is there, by its number on its disk, or else a name in a folder.
///
/// Two paths to one file are equal, be it through symbolic or hard links, and so are two paths to one file
/// that is yet to be made.
struct FileLocation: Equatable {
    private enum Kind: Equatable {
        case there(device: dev_t, number: ino_t)
        case missing(path: String)
    }

    private let kind: Kind
    /// Whether it is there and is no regular file: a folder, a pipe, a device.
    private let isSpecial: Bool

    init(_ path: String) {
        var facts = stat()
        guard stat(path, &facts) == 0 else {
            kind = .missing(path: Self.absolute(Self.target(of: path)))
            isSpecial = false
            return
        }
        kind = .there(device: facts.st_dev, number: facts.st_ino)
        isSpecial = facts.st_mode & S_IFMT != S_IFREG
    }

    /// Whether it is one of the files that are read, one in a folder that is, or what SQLite has beside a
    /// database.
    func isAmong(_ inputs: [String]) -> Bool {
        guard !isSpecial else { return false }
        return inputs.contains { input in
            Self.besideDatabases.contains { isLocation(of: input + $0) } || isIn(folder: input)
        }
    }

    /// The same as being equal to that place, without working it out: a list may name very many files.
    private func isLocation(of path: String) -> Bool {
        var facts = stat()
        switch kind {
        case .there(let device, let number):
            return stat(path, &facts) == 0 && (facts.st_dev, facts.st_ino) == (device, number)
        case .missing(let missing):
            guard lstat(path, &facts) == 0 || Self.name(path) == Self.name(missing) else {
                return false
            }
            return FileLocation(path) == self
        }
    }

    /// What a database has beside it, and itself.
    private static let besideDatabases = ["", "-wal", "-shm", "-journal"]

    private func isIn(folder: String) -> Bool {
        var facts = stat()
        guard stat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { return false }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.contains { isLocation(of: "\(folder)/\($0)") }
    }

    /// Where symbolic links lead; one that leads nowhere yet names a file to be made.
    static func target(of path: String) -> String {
        var path = path
        for _ in 0..<maximumLinks {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: path)
            else { break }
            path = next.hasPrefix("/") ? next : path.folderOfPath + "/" + next
        }
        return path
    }

    private static let maximumLinks = 40

    private static func absolute(_ path: String) -> String {
        guard let folder = realpath(path.folderOfPath, nil) else { return path }
        defer { free(folder) }
        return String(cString: folder) + "/" + name(path)
    }

    private static func name(_ path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }
}
