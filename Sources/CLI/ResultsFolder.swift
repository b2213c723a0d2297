import Foundation

/// Where run databases lie.
enum ResultsFolder {
    /// Makes the folder of a run database if it is not there yet.
    static func make(for path: String) throws(Failure) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true
            )
        } catch {
            let reason = error.localizedDescription
            throw Failure(
                .unusable,
                ["fleetsim: cannot make the folder ‘\(folder.path)’: \(reason)"]
            )
        }
    }
}
