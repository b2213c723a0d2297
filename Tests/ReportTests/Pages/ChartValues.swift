import Foundation

/// What the script of a page reads of its charts.
enum ChartValues {
    /// How many charts there are; throws if the script could not read one.
    static func count(inPage page: String) throws -> Int {
        let parts = page.components(separatedBy: " data-s=\"").dropFirst()
        for part in parts {
            let escapes = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
            let end = part.range(of: "\"")?.lowerBound ?? part.endIndex
            let text = escapes.reduce(String(part[..<end])) {
                $0.replacingOccurrences(of: $1.0, with: $1.1)
            }
            _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
        }
        return parts.count
    }
}
