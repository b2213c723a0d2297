/// A page in Prometheus' text format, or OpenMetrics', taken apart line by line.
///
/// It comes from elsewhere: what is no sample is counted and left out, and of the rest there is a bound.
package struct MetricsText: Sendable {
    package enum Kind: Sendable {
        case counter, gauge, histogram, summary, unknown
    }

    package typealias Label = (name: String, value: String)

    package struct Sample: Sendable {
        package var name: String
        /// In the order of their names.
        package var labels: [Label]
        package var value: Double
    }

    /// More of one page are left out.
    static let maximumSamples = 20_000
    private static let longestLine = 16_384

    package private(set) var samples: [Sample] = []
    package private(set) var kinds: [String: Kind] = [:]
    /// Lines that are no samples, the first of them as it is.
    package private(set) var badLines = 0
    package private(set) var firstBadLine: String?
    /// Samples beyond the bound.
    package private(set) var leftOut = 0

    package init(_ bytes: some Collection<UInt8>) {
        for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) { read(line) }
    }

    private mutating func read(_ bytes: some Collection<UInt8>) {
        guard bytes.count <= Self.longestLine, let text = String(validating: bytes, as: UTF8.self)
        else { return refuse("a line that is too long or no text") }
        let line = text.trimmed
        guard !line.isEmpty else { return }
        guard line.first != "#" else { return note(line) }
        guard let sample = Self.sample(line) else { return refuse(line) }
        guard samples.count < Self.maximumSamples else { return leftOut += 1 }
        samples.append(sample)
    }

    private mutating func refuse(_ line: String) {
        badLines += 1
        firstBadLine = firstBadLine ?? String(line.prefix(80))
    }

    private mutating func note(_ line: String) {
        let words = line.split(separator: " ")
        guard words.count >= 4, words[0] == "#", words[1] == "TYPE",
            kinds.count < Self.maximumSamples
        else { return }
        kinds[String(words[2])] =
            switch words[3] {
            case "counter": .counter
            case "gauge": .gauge
            case "histogram": .histogram
            case "summary": .summary
            default: .unknown
            }
    }

    /// `name{label="value",…} number`, perhaps with a time behind it; or a number alone, which has no name.
    private static func sample(_ line: String) -> Sample? {
        if let number = number(line[...]) { return Sample(name: "", labels: [], value: number) }
        var rest = Substring(line.unicodeScalars.prefix { isName($0) })
        guard let first = rest.unicodeScalars.first, !("0"..."9").contains(first) else {
            return nil
        }
        let name = String(rest)
        rest = line[rest.endIndex...]
        var labels: [Label] = []
        if rest.first == "{" {
            guard let read = Self.labels(&rest) else { return nil }
            labels = read
        }
        guard rest.first == " " || rest.first == "\t" || !labels.isEmpty else { return nil }
        guard let word = rest.split(whereSeparator: { $0 == " " || $0 == "\t" }).first,
            let value = number(word)
        else { return nil }
        return Sample(name: name, labels: labels.sorted { $0.name < $1.name }, value: value)
    }

    private static func labels(_ rest: inout Substring) -> [Label]? {
        rest.removeFirst()
        var labels: [Label] = []
        while true {
            rest = rest.drop { $0 == " " || $0 == "," }
            guard let next = rest.first else { return nil }
            if next == "}" {
                rest.removeFirst()
                return labels
            }
            let name = rest.prefix { $0 != "=" && $0 != "}" }
            rest = rest[name.endIndex...]
            guard !name.isEmpty, rest.hasPrefix("=\""), let value = quoted(&rest) else {
                return nil
            }
            labels.append((String(name).trimmed, value))
        }
    }

    /// What stands between quotation marks, from the sign before them on.
    private static func quoted(_ rest: inout Substring) -> String? {
        var value = ""
        var isEscaped = false
        for (index, character) in zip(rest.indices, rest).dropFirst(2) {
            if isEscaped {
                value.append(character == "n" ? "\n" : character)
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                rest = rest[rest.index(after: index)...]
                return value
            } else {
                value.append(character)
            }
        }
        return nil
    }

    private static func number(_ word: Substring) -> Double? {
        switch word {
        case "NaN", "nan": .nan
        case "+Inf", "Inf": .infinity
        case "-Inf": -.infinity
        default:
            // Not what Swift reads beyond that, such as 0x1p3.
            word.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }
                ? Double(word) : nil
        }
    }

    private static func isName(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ":", ".", "-", "/": true
        default: false
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        let isSpace = { (character: Character) in character == " " || character == "\t" }
        let start = firstIndex { !isSpace($0) } ?? endIndex
        let end = lastIndex { !isSpace($0) }.map(index(after:)) ?? start
        return String(self[start..<end])
    }
}
