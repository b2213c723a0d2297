/// Keeps numbers on one line with the units behind them, wherever a page has text that flows.
///
/// What is preformatted, a script or a picture stays as it is: a command or a scenario is copied from there.
enum KeptUnits {
    /// The same HTML with spaces that do not break between a number and its unit.
    static func applied(to html: String) -> String {
        var html = html
        return html.withUTF8 { bytes in
            var result: [UInt8] = []
            result.reserveCapacity(bytes.count + bytes.count / 64)
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if byte == UInt8(ascii: "<") {
                    let end = endOfMarkup(bytes, at: index)
                    result.append(contentsOf: bytes[index..<end])
                    index = end
                } else if byte == UInt8(ascii: " "), result.last.map(isDigit) == true,
                    isUnit(bytes, at: index + 1)
                {
                    result += noBreak
                    index += 1
                } else {
                    result.append(byte)
                    index += 1
                }
            }
            return String(decoding: result, as: UTF8.self)
        }
    }

    private static let noBreak = Array("\u{A0}".utf8)

    private static let units = [
        "ms", "µs", "s", "min", "h", "days", "day", "%", "pp", "kWh", "MWh", "GWh", "Wh", "kW",
        "MW", "W", "A",
        "V", "kB", "MB", "GB", "KiB", "MiB", "GiB", "/s", "/h", "/d",
    ].map { Array($0.utf8) }

    /// Elements whose content is no text that flows.
    private static let kept = ["pre", "code", "script", "style", "svg", "textarea", "title"]
        .map { Array($0.utf8) }

    /// Where a tag ends; for one of an element that stays as it is, where that element does.
    private static func endOfMarkup(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int {
        let name = bytes[(start + 1)...].prefix { isLetter($0) || isDigit($0) }
        let close = Array("</".utf8) + name
        guard kept.contains(where: name.elementsEqual) else {
            return (bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count - 1) + 1
        }
        var index = start + 1
        while let next = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            if bytes[next...].starts(with: close) { return next + close.count }
            index = next + 1
        }
        return bytes.count
    }

    private static func isUnit(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        units.contains { unit in
            let end = start + unit.count
            guard end <= bytes.count, bytes[start..<end].elementsEqual(unit) else { return false }
            return end == bytes.count || !isLetter(bytes[end]) && !isDigit(bytes[end])
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
    }
}
