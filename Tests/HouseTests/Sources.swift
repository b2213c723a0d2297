import Foundation

/// The source files of the house, as text.
enum SourceTree {
    struct File {
        /// From the package's root.
        let path: String
        let text: String

        var imports: [String] {
            text.split(separator: "\n").compactMap { line in
                let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
                return words.first == "import" && words.count > 1 ? String(words[1]) : nil
            }
        }
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func files(under folder: String, extension ending: String = "swift") -> [File] {
        let start = root.appendingPathComponent(folder)
        let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
        return (walk?.allObjects as? [URL] ?? [])
            .filter { $0.pathExtension == ending }
            .sorted { $0.path < $1.path }
            .compactMap { url in
                guard let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
                return File(path: String(url.path.dropFirst(root.path.count + 1)), text: text)
            }
    }

    /// The folder a file stands in, from the package's root.
    static func folder(of file: File) -> String {
        file.path.split(separator: "/").dropLast().joined(separator: "/")
    }
}
