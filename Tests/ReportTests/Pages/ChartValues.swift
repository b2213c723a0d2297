import Foundation

/// What the script of a page reads of its charts.
enum ChartValues {
    /// Of each chart, with the names of its curves; throws if the script could not read it.
    static func of(page: String) throws -> [[String: Any]] {
        try page.matches(of: /data-s="([^"]*)"/).map { match in
            let escapes = [("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
            let text = escapes.reduce(String(match.output.1)) { $0.replacing($1.0, with: $1.1) }
            let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
            return value as? [String: Any] ?? [:]
        }
    }

    static func curves(of page: String) throws -> Set<String> {
        let series = try of(page: page).flatMap { $0["s"] as? [[String: Any]] ?? [] }
        return Set(series.compactMap { $0["n"] as? String })
    }
}
