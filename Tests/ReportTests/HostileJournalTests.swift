import Foundation
import Testing

@testable import Report

/// A run database with a journal beside it whose end names a file: SQLite deletes that file when it takes the
/// journal back.
@Suite struct `a run database whose journal names another file` {
    private let scratch: Scratch
    private var path: String { scratch.path("run.sqlite") }
    private var named: String { scratch.path("named") }

    init() throws {
        scratch = try Scratch()
        try Store.writeRun(to: path)
        try Data("kept".utf8).write(to: URL(fileURLWithPath: named))
        // A name, its length, the sum of its bytes, the mark of a journal.
        let name = Array(named.utf8)
        let sum = name.reduce(UInt32(0)) { $0 + UInt32($1) }
        let end = [UInt32(name.count), sum].flatMap { number in
            (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
        }
        let mark: [UInt8] = [0xD9, 0xD5, 0x05, 0xF9, 0x20, 0xA1, 0x63, 0xD7]
        let journal = [UInt8](repeating: 1, count: 512) + name + end + mark
        try Data(journal).write(to: URL(fileURLWithPath: path + "-journal"))
    }

    /// Why the database is refused; nil: it is not.
    private func refusal(_ open: () throws -> Void) -> DatabaseError? {
        do {
            try open()
            return nil
        } catch let error as ReportError {
            guard case .database(let error) = error else { return nil }
            return error
        } catch {
            return error as? DatabaseError
        }
    }

    private var isKept: Bool { FileManager.default.contents(atPath: named) == Data("kept".utf8) }

    @Test func `is refused by a report, and the file stays`() {
        let found = refusal { _ = try report(database: path, format: .md) }
        #expect(found?.reason == .damaged)
        #expect(found?.message.contains("names another file") == true)
        #expect(isKept)
    }

    @Test func `is refused by a list of files, and the file stays`() {
        #expect(refusal { _ = try contents(database: path) }?.reason == .damaged)
        #expect(isKept)
    }

    @Test func `is refused by a run that is to be added, and the file stays`() {
        #expect(refusal { _ = try Store(path: path) }?.reason == .damaged)
        #expect(isKept)
    }

    @Test func `is refused through a symbolic link, and the file stays`() throws {
        let link = scratch.path("link.sqlite")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(refusal { _ = try report(database: link, format: .md) }?.reason == .damaged)
        #expect(isKept)
    }

    /// Opening it would wait until something is written to it.
    @Test(arguments: [Access.read, .write])
    func `is refused where the journal is a FIFO or a link`(access: Access) throws {
        let journal = path + "-journal"
        try FileManager.default.removeItem(atPath: journal)
        #expect(mkfifo(journal, 0o600) == 0)
        let open = {
            switch access {
            case .read: _ = try report(database: path, format: .md)
            case .write: _ = try Store(path: path)
            }
        }
        #expect(refusal(open)?.message.contains("not a regular file") == true)
        try FileManager.default.removeItem(atPath: journal)
        let pipe = scratch.path("pipe")
        #expect(mkfifo(pipe, 0o600) == 0)
        try FileManager.default.createSymbolicLink(atPath: journal, withDestinationPath: pipe)
        #expect(refusal(open)?.message.contains("not a regular file") == true)
    }

    enum Access: CaseIterable { case read, write }

    @Test func `is read again once the journal is gone`() throws {
        try FileManager.default.removeItem(atPath: path + "-journal")
        #expect(try report(database: path, format: .md).isEmpty == false)
    }
}
