extension UInt8 {
    fileprivate var lowercased: UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= self ? self | 0x20 : self
    }
}

/// What a frame of the CSMS says of passwords, masked.
///
/// A recording keeps frames, and a fold of a live run's trace is compared with that of its replay: both
/// take them masked. A mask has as many bytes as what it stands for, and the charger takes or refuses
/// it alike, so a replay does what the run did. All is compared as bytes: strings are normalised for that,
/// which takes hours where a peer piles marks on a letter.
enum FrameSecrets {
    /// The frame with masks in place of an AuthorizationKey and of a password within a URL; nil: it
    /// has neither.
    static func masked(_ frame: UnsafeRawBufferPointer) -> [UInt8]? {
        guard isCall(frame) else { return nil }
        var masked = Array(frame)
        maskURLs(&masked)
        if let envelope = try? Envelope.parse(frame) {
            switch envelope {
            case .call(_, .changeConfiguration?, _, var payload):
                maskKey(in: &payload, of: frame, &masked)
            case .call(_, nil, _, let payload):
                // A charger answers it without a look at what it says.
                if speaksOfPasswords(masked[...]) { maskValues(from: payload.position, &masked) }
            case .call(_, .dataTransfer?, _, let payload):
                maskData(from: payload.position, &masked)
            case .call, .result, .error: break
            }
        } else {
            maskBroken(&masked)
        }
        assert(masked.count == frame.count, "a mask is as long as what it stands for")
        return frame.elementsEqual(masked) ? nil : masked
    }

    /// Lends the frame, masked where it needs to be.
    static func withMasked<Result>(
        _ frame: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        guard let masked = masked(frame) else { return body(frame) }
        return masked.withUnsafeBytes(body)
    }

    /// The text of a frame, masked where it needs to be.
    static func masked(_ text: String) -> String {
        var text = text
        return text.withUTF8 { bytes in
            withMasked(UnsafeRawBufferPointer(bytes)) { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// What a peer said, in a line for people: there any kind of frame is masked, and the whole of it.
    static func quoted(_ text: String) -> String {
        var masked = Array(text.utf8)
        maskURLs(&masked)
        if speaksOfPasswords(masked[...]) { maskValues(from: 0, &masked) }
        return String(decoding: masked, as: UTF8.self)
    }

    /// Results and errors, which are most of what comes, tell no charger of a password.
    private static func isCall(_ frame: UnsafeRawBufferPointer) -> Bool {
        let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = frame.dropFirst(frame.starts(with: byteOrderMark) ? 3 : 0)
        let start = text.drop { $0.isJSONSpace }
        return start.first == .openBracket
            && start.dropFirst().first { !$0.isJSONSpace } == UInt8(ascii: "2")
    }
}

// The configuration key.
extension FrameSecrets {
    private static let key = Array("authorizationkey".utf8)

    /// Masks each `value` of a payload that sets the key, however its members are written.
    private static func maskKey(
        in payload: inout JSONReader,
        of frame: UnsafeRawBufferPointer,
        _ masked: inout [UInt8]
    ) {
        var values: [Range<Int>] = []
        var setsKey = false
        do throws(PayloadError) {
            guard payload.peek == .openBrace else { return }
            try payload.descend()
            repeat {
                let name = try payload.skipKey()
                let start = payload.position
                if name.withBytes({ $0 == "key" }), payload.peek == .quote {
                    setsKey = try payload.text().withBytes(isKey) || setsKey
                } else {
                    try payload.skipValue()
                    if name.withBytes({ $0 == "value" }) {
                        values.append(start..<payload.position)
                    }
                }
                payload.skipSpace()
            } while payload.take(.comma)
        } catch {
            return maskBroken(&masked)
        }
        guard setsKey else { return }
        for range in values { mask(range, &masked) }
    }

    private static func isKey(_ text: WireText) -> Bool {
        text.count == key.count && key.indices.allSatisfy { text[$0].lowercased == key[$0] }
    }

    /// Masks a value: a string character for character, anything else digit for digit and word for word.
    private static func mask(_ range: Range<Int>, _ frame: inout [UInt8]) {
        assert(!range.isEmpty && range.upperBound <= frame.count, "a value stands in its frame")
        guard frame[range.lowerBound] == .quote else {
            for index in range where frame[index].digit < 10 { frame[index] = UInt8(ascii: "1") }
            let value = Array(frame[..<range.upperBound])
            forEachString(in: value, from: range.lowerBound) { words, _ in
                maskWords(words, &frame)
            }
            return
        }
        let inner = range.lowerBound + 1..<range.upperBound - 1
        let fill = UInt8(ascii: isHexadecimal(inner, frame) ? "0" : "x")
        var index = inner.lowerBound
        while index < inner.upperBound {
            let mask = mask(at: index, in: frame, fill)
            assert(index + mask.count <= inner.upperBound, "a mask ends within its string")
            frame.replaceSubrange(index..<index + mask.count, with: mask)
            index += mask.count
        }
    }

    /// Whether all that a string says is hexadecimal digits, some of them perhaps in escapes.
    private static func isHexadecimal(_ range: Range<Int>, _ frame: [UInt8]) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            let isEscape = frame[index] == .backslash
            guard !isEscape || frame[index + 1] == UInt8(ascii: "u") else { return false }
            let character = isEscape ? UInt8(exactly: codeUnit(at: index, in: frame)) : frame[index]
            guard character?.hexDigit != nil else { return false }
            index += isEscape ? 6 : 1
        }
        return true
    }

    /// Of the escape of four hexadecimal digits at an index.
    private static func codeUnit(at index: Int, in frame: [UInt8]) -> UInt16 {
        frame[index + 2..<index + 6].compactMap(\.hexDigit).reduce(0) { $0 << 4 | UInt16($1) }
    }

    /// What stands for the character at an index: as long in the frame, and as long when it is read.
    private static func mask(at index: Int, in frame: [UInt8], _ fill: UInt8) -> [UInt8] {
        switch frame[index] {
        case .backslash where frame[index + 1] == UInt8(ascii: "u"):
            return switch codeUnit(at: index, in: frame) {
            case 0..<0x80: Array((fill == .zero ? #"\u0030"# : #"\u0078"#).utf8)
            case 0x80..<0x800: Array(#"\u00e9"#.utf8)
            case let unit where UTF16.isLeadSurrogate(unit): Array(#"\ud83d\ude00"#.utf8)
            default: Array(#"\u20ac"#.utf8)
            }
        case .backslash: return Array(#"\/"#.utf8)
        case 0xC0..<0xE0: return Array("é".utf8)
        case 0xE0..<0xF0: return Array("€".utf8)
        case 0xF0...: return Array("😀".utf8)
        default: return [fill]
        }
    }

    /// Masks the words within the strings behind `value`, in a frame that no charger can read and that
    /// speaks of the key all the same.
    private static func maskBroken(_ frame: inout [UInt8]) {
        guard contains(key, in: plain(frame[...])) else { return }
        var isWithin = false
        var index = index(of: "\"value\"", in: frame) ?? 0
        while index < frame.count {
            switch frame[index] {
            case .quote: isWithin.toggle()
            case .backslash: index += 1
            case 0x21..<0x80 where isWithin: frame[index] = UInt8(ascii: "x")
            default: break
            }
            index += 1
        }
    }

    /// Behind the first such word.
    private static func index(of word: StaticString, in frame: [UInt8]) -> Int? {
        let word = word.withUTF8Buffer(Array.init)
        guard frame.count >= word.count else { return nil }
        return (0...frame.count - word.count).first { frame[$0..<$0 + word.count] == word[...] }
            .map { $0 + word.count }
    }
}

// What no message of ours is made for: a call that chargers do not know, or a vendor's data.
extension FrameSecrets {
    private static let names = [key, Array("basicauthpassword".utf8)]

    /// Whether the name of a configuration key or variable that holds a password stands in a text.
    private static func speaksOfPasswords(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard bytes.count >= key.count else { return false }
        let text = plain(bytes)
        return names.contains { contains($0, in: text) }
    }

    private static func contains(_ word: [UInt8], in text: [UInt8]) -> Bool {
        guard text.count >= word.count else { return false }
        return (0...text.count - word.count).contains { start in
            text[start] == word[0] && text[start..<start + word.count] == word[...]
        }
    }

    /// A text as names are compared in it: escapes read, letters small, what is not ASCII written with an
    /// escape as no letter.
    private static func plain(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let (character, width) = character(at: index, in: bytes)
            text.append(character.lowercased)
            index += width
        }
        return text
    }

    /// What stands at an index, and in how many bytes.
    private static func character(
        at index: Int,
        in bytes: ArraySlice<UInt8>
    ) -> (value: UInt8, width: Int) {
        guard bytes[index] == .backslash, index + 1 < bytes.endIndex else {
            return (bytes[index], 1)
        }
        let next = bytes[index + 1]
        guard next == UInt8(ascii: "u") else {
            let isItself = next == .quote || next == .backslash || next == UInt8(ascii: "/")
            return (isItself ? next : 0xFF, 2)
        }
        guard index + 6 <= bytes.endIndex else { return (0xFF, bytes.endIndex - index) }
        var unit: UInt16 = 0
        for digit in bytes[index + 2..<index + 6] {
            guard let value = digit.hexDigit else { return (0xFF, 2) }
            unit = unit << 4 | UInt16(value)
        }
        return (unit < 0x80 ? UInt8(unit) : 0xFF, 6)
    }

    /// Masks every string that is the value of a member, but for the name of a password itself.
    private static func maskValues(from start: Int, _ frame: inout [UInt8]) {
        forEachString(in: frame, from: start) { range, isName in
            guard !isName, !names.contains(plain(frame[range])) else { return }
            maskWords(range, &frame)
        }
    }

    /// Masks the vendor's data of a DataTransfer if it, or its kind, speaks of a password.
    private static func maskData(from start: Int, _ frame: inout [UInt8]) {
        var (name, isSecret) = ([UInt8](), false)
        var data: [Range<Int>] = []
        forEachString(in: frame, from: start) { range, isName in
            if isName {
                name = plain(frame[range])
            } else if name.elementsEqual("data".utf8) {
                data.append(range)
                isSecret = isSecret || speaksOfPasswords(frame[range])
            } else if name.elementsEqual("messageid".utf8) {
                isSecret = isSecret || speaksOfPasswords(frame[range])
            }
        }
        if isSecret { for range in data { maskWords(range, &frame) } }
    }

    /// Hands out what stands between each two quotes, and whether it is the name of a member.
    private static func forEachString(
        in frame: [UInt8],
        from start: Int,
        _ body: (Range<Int>, _ isName: Bool) -> Void
    ) {
        var index = start
        while let first = frame[index...].firstIndex(of: .quote) {
            var end = first + 1
            while end < frame.count, frame[end] != .quote {
                end += frame[end] == .backslash ? 2 : 1
            }
            // The last one may be cut off.
            end = min(end, frame.count)
            let next = frame[min(end + 1, frame.count)...].first { !$0.isJSONSpace }
            body(first + 1..<end, next == .colon)
            index = min(end + 1, frame.count)
        }
    }
}

// Passwords in URLs, as of files to fetch.
extension FrameSecrets {
    /// Masks what stands between the user and the host of each URL.
    private static func maskURLs(_ frame: inout [UInt8]) {
        var index = 0
        while index < frame.count {
            let (character, width) = character(at: index, in: frame[...])
            index += width
            guard character == .colon, let start = authority(from: index, in: frame) else {
                continue
            }
            let secret = password(from: start, in: frame)
            if let secret { maskWords(secret, &frame) }
            index = start
        }
    }

    /// Behind the two slashes that stand at an index.
    private static func authority(from index: Int, in frame: [UInt8]) -> Int? {
        var index = index
        for _ in 0..<2 {
            guard index < frame.count else { return nil }
            let (character, width) = character(at: index, in: frame[...])
            guard character == UInt8(ascii: "/") else { return nil }
            index += width
        }
        return index
    }

    /// What stands between the first colon of an authority and its last ‘@’.
    private static func password(from start: Int, in frame: [UInt8]) -> Range<Int>? {
        var (colon, at) = (nil as Int?, nil as Int?)
        var index = start
        while index < frame.count {
            let (character, width) = character(at: index, in: frame[...])
            switch character {
            case .quote, UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), 0...0x20:
                index = frame.count
            case .colon: colon = colon ?? index + width
            case UInt8(ascii: "@"): at = index
            default: break
            }
            index += width
        }
        guard let colon, let at, colon <= at else { return nil }
        return colon..<at
    }

    private static func maskWords(_ range: Range<Int>, _ frame: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            if frame[index] == .backslash, index + 1 < range.upperBound {
                // An escape keeps its form.
                let width = character(at: index, in: frame[..<range.upperBound]).width
                if width == 6 {
                    frame.replaceSubrange(index..<index + 6, with: #"\u0078"#.utf8)
                }
                index += width
                continue
            }
            if frame[index] < 0x80 { frame[index] = UInt8(ascii: "x") }
            index += 1
        }
    }
}
