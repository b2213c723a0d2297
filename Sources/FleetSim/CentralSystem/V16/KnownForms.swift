/// The forms of MeterValues requests that came before: all that stands between the numbers in them.
///
/// A charger measures the same again and again, and says so in the same words. Of a request that repeats the
/// words of one that was read it is seen that they are the same, and its ids, its time and its values are
/// read: a quarter of the instructions of reading member by member. As the words were checked when they came
/// first, nothing is taken here that would be refused there.
struct KnownForms {
    /// What stands behind some words of a form, different in each request.
    private enum Gap: Equatable {
        case connector, transaction, time
        /// A value of the outlet's energy register, and how many decimals make watt-hours of it.
        case register(decimals: Int8)
        /// A value of something else.
        case value
        /// Nothing: the form ends.
        case end
    }

    private struct Piece {
        /// How many of the words' bytes stand before the gap.
        var count: Int
        var gap: Gap
    }

    private struct Form {
        /// Where its words and pieces begin.
        var text: Int
        var piece: Int
    }

    /// Far more than the chargers of one CSMS have; where there are still more, all are learnt anew.
    private static let maximum = 64
    /// Longer ones are read member by member.
    private static let longest = 2_048

    private var forms: [Form] = []
    /// Of all forms, one behind the other.
    private var texts: [UInt8] = []
    private var pieces: [Piece] = []
    /// The form that came last.
    private var likely = 0
    private var day = KnownDay()

    /// Reads the request here and moves behind it; nil: it has no form that is known.
    mutating func read(_ reader: inout JSONReader) -> RegisterReport? {
        assert(forms.isEmpty || likely < forms.count, "the likely form is one that is kept")
        guard let start = reader.bytes.baseAddress else { return nil }
        let text = WireText(start: start + reader.position, count: reader.end - reader.position)
        for step in forms.indices {
            // The likely one first, and then the others in turn.
            let sum = likely + step
            let number = sum < forms.count ? sum : sum - forms.count
            guard let report = read(text, as: forms[number]) else { continue }
            likely = number
            reader.position = reader.end
            return report
        }
        return nil
    }

    private mutating func read(_ text: WireText, as form: Form) -> RegisterReport? {
        var gaps = GapReader(text)
        var transaction: Int?
        var time: DateTime?
        var wattHours: Int64?
        var hasRegister = false
        var words = form.text
        var index = form.piece
        while true {
            let piece = pieces[index]
            guard gaps.take(texts, from: words, count: piece.count) else { return nil }
            words += piece.count
            index += 1
            switch piece.gap {
            case .connector: guard gaps.number() != nil else { return nil }
            case .transaction:
                transaction = gaps.number()
                guard transaction != nil else { return nil }
            case .time:
                time = gaps.time(knowing: &day)
                guard time != nil else { return nil }
            case .register(let decimals):
                guard let value = gaps.value() else { return nil }
                guard !hasRegister else { break }
                // The first is what counts, be it a number or not.
                hasRegister = true
                wattHours = FixedPoint(exactly: value)?.scaled(to: Int(decimals))
            case .value: guard gaps.value() != nil else { return nil }
            case .end:
                guard gaps.isAtEnd, let time else { return nil }
                return RegisterReport(transaction, RegisterMoment(time, wattHours: wattHours))
            }
        }
    }
}

// Learning a form.
extension KnownForms {
    /// Keeps the form of a request that was read from there, if it has one that can be kept: of one moment, its
    /// members in the schema's order, without space between them.
    mutating func learn(_ request: MeterValues, readFrom start: JSONReader) {
        guard start.end - start.position <= Self.longest,
            let (words, gaps) = Self.form(of: request, start)
        else { return }
        // A reader goes from piece to piece until one ends the form: there is no other bound.
        assert(gaps.last?.gap == .end, "a form ends before the next begins")
        if forms.count == Self.maximum { (forms, texts, pieces) = ([], [], []) }
        likely = forms.count
        forms.append(Form(text: texts.count, piece: pieces.count))
        texts += words
        pieces += gaps
        assert(forms.count <= Self.maximum, "what is learnt is bounded")
    }

    private static func form(
        of request: MeterValues,
        _ start: JSONReader
    ) -> (words: [UInt8], gaps: [Piece])? {
        guard let base = start.bytes.baseAddress, let moment = request.meterValue.first,
            request.meterValue.count == 1
        else { return nil }
        var words: [UInt8] = []
        var pieces: [Piece] = []
        var gaps = GapReader(
            WireText(start: base + start.position, count: start.end - start.position)
        )
        var count = 0
        func take(_ text: WireText) -> Bool {
            guard gaps.take(text) else { return false }
            words += UnsafeRawBufferPointer(start: text.start, count: text.count)
            count += text.count
            return true
        }
        func leave(_ gap: Gap) {
            pieces.append(Piece(count: count, gap: gap))
            count = 0
        }
        guard take(#"{"connectorId":"#), gaps.number() != nil else { return nil }
        leave(.connector)
        if request.transactionId != nil {
            guard take(#","transactionId":"#), gaps.number() != nil else { return nil }
            leave(.transaction)
        }
        var day = KnownDay()
        guard take(#","meterValue":[{"timestamp":""#), gaps.time(knowing: &day) != nil else {
            return nil
        }
        leave(.time)
        guard take(#"","sampledValue":["#) else { return nil }
        // Each sample is gone through twice, as JSON and word for word: a form is only learnt where
        // both come to the same end.
        for (number, sample) in moment.sampledValue.enumerated() {
            var object = start
            object.position += gaps.position + (number == 0 ? 0 : 1)
            guard number == 0 || take(","), take(#"{"value":""#), gaps.value() != nil else {
                return nil
            }
            leave(sample.registerDecimals.map { .register(decimals: Int8($0)) } ?? .value)
            guard (try? object.skipValue()) != nil else { return nil }
            let end = object.position - start.position
            guard take(gaps.text(to: end)) else { return nil }
        }
        guard take("]}]}"), gaps.isAtEnd else { return nil }
        leave(.end)
        assert(pieces.reduce(0) { $0 + $1.count } == words.count, "all words stand before a gap")
        return (words, pieces)
    }
}

/// Goes through the text of a request, over words that are known and what stands in the gaps between them.
private struct GapReader {
    private let whole: WireText
    private(set) var position = 0

    init(_ text: WireText) {
        whole = text
    }

    var isAtEnd: Bool { position == whole.count }

    func text(to end: Int) -> WireText {
        WireText(start: whole.start + position, count: max(0, end - position))
    }

    /// Whether these words stand here; moves behind them.
    @inline(__always)
    mutating func take(_ words: WireText) -> Bool {
        guard words.count <= whole.count &- position, words.startsBytes(whole.start + position)
        else { return false }
        position &+= words.count
        return true
    }

    @inline(__always)
    mutating func take(_ texts: [UInt8], from start: Int, count: Int) -> Bool {
        texts.withUnsafeBytes { texts in
            take(WireText(rebasing: texts[start..<start + count]))
        }
    }

    /// The integer here, of up to nine digits.
    @inline(__always)
    mutating func number() -> Int? {
        let first = position
        var number = 0
        while position < whole.count, whole[position].digit < 10 {
            number = number &* 10 &+ Int(whole[position].digit)
            position &+= 1
        }
        let digits = position &- first
        return 1...9 ~= digits && (digits == 1 || whole[first] != .zero) ? number : nil
    }

    /// The time here, in the form of nearly all times.
    @inline(__always)
    mutating func time(knowing day: inout KnownDay) -> DateTime? {
        guard whole.count &- position >= DateTime.usualCount else { return nil }
        let text = WireText(start: whole.start + position, count: DateTime.usualCount)
        position &+= text.count
        return DateTime(usualForm: text, knowing: &day)
    }

    /// What stands here up to a quote, if it is text that stands for itself.
    @inline(__always)
    mutating func value() -> WireText? {
        let first = position
        while position < whole.count, whole[position].isPlainText { position &+= 1 }
        guard position < whole.count, whole[position] == .quote else { return nil }
        return WireText(start: whole.start + first, count: position &- first)
    }
}
