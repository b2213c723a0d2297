/// What a CSMS keeps of a MeterValues request: what the energy register showed, and when.
///
/// As strict a reader as `MeterValues` itself, by the same rules. It checks all that was sent and
/// makes no values of what nothing asks for.
struct RegisterReport {
    let transactionId: Int?
    let moments: ShortList<RegisterMoment, 1>

    @inline(__always)
    init(
        from reader: inout JSONReader,
        knowing known: inout KnownSamples
    ) throws(PayloadError) {
        self = try reader.record { (members: inout JSONMembers) throws(PayloadError) in
            try RegisterReport(&members, &known)
        }
    }

    @inline(__always)
    private init(
        _ members: inout JSONMembers,
        _ known: inout KnownSamples
    ) throws(PayloadError) {
        _ = try members.required("connectorId", atLeast: 0)
        transactionId = try members.optional("transactionId")
        var moments = ShortList<RegisterMoment, 1>()
        try members.required("meterValue") { (reader) throws(PayloadError) in
            try reader.elements { (reader: inout JSONReader) throws(PayloadError) in
                moments.append(try RegisterMoment(from: &reader, knowing: &known))
            }
        }
        guard !moments.isEmpty else { throw .empty("meterValue") }
        self.moments = moments
    }

    init(_ request: MeterValues) {
        transactionId = request.transactionId
        moments = ShortList(request.meterValue.map(RegisterMoment.init))
    }
}

/// What the energy register of the outlet showed at one moment.
struct RegisterMoment {
    let timestamp: DateTime
    /// nil if it is not among what was measured, or is no number.
    let wattHours: Int64?

    @inline(__always)
    fileprivate init(
        from reader: inout JSONReader,
        knowing known: inout KnownSamples
    ) throws(PayloadError) {
        self = try reader.record { (members: inout JSONMembers) throws(PayloadError) in
            try RegisterMoment(&members, &known)
        }
    }

    @inline(__always)
    private init(
        _ members: inout JSONMembers,
        _ known: inout KnownSamples
    ) throws(PayloadError) {
        timestamp = try members.required("timestamp")
        var isEmpty = true
        var register: RegisterSample?
        try members.required("sampledValue") { (reader) throws(PayloadError) in
            try reader.elements { (reader: inout JSONReader) throws(PayloadError) in
                let sample = try known.read(&reader)
                isEmpty = false
                if register == nil { register = sample }
            }
        }
        guard !isEmpty else { throw .empty("sampledValue") }
        wattHours = register?.wattHours
    }

    init(_ value: MeterValue) {
        timestamp = value.timestamp
        wattHours = value.sampledValue.lazy.compactMap(RegisterSample.init).first?.wattHours
    }
}

/// A sampled value of the outlet's energy register.
struct RegisterSample {
    /// nil if it is no number.
    let wattHours: Int64?

    /// Nothing if it is a value of something else.
    init?(_ sample: SampledValue) {
        guard let places = sample.registerPlaces else { return nil }
        guard case .number(let number) = sample.value else {
            wattHours = nil
            return
        }
        wattHours = number.scaled(to: places)
    }

    /// The value as it stands in a frame, and how many places make watt-hours of it.
    init(_ text: JSONText, places: Int) {
        let number = text.isEscaped ? nil : FixedPoint(exactly: text.raw)
        wattHours = number.flatMap { $0.scaled(to: places) }
    }
}

extension SampledValue {
    /// How many places make watt-hours of the outlet's energy register; nil: it is something else.
    fileprivate var registerPlaces: Int? {
        guard
            measurand ?? .energyActiveImportRegister == .energyActiveImportRegister
                && phase == nil && location ?? .outlet == .outlet
        else { return nil }
        return unit == .kilowattHours ? 3 : 0
    }
}

/// The words in which chargers say what a value is of, and what they mean.
///
/// A charger measures the same again and again, and says so in the same words. Of words that came
/// before it is only seen that they are the same, which takes a tenth of the instructions of reading
/// them; what was read of them then is said of them now.
struct KnownSamples {
    /// What stands from behind a value to the end of its object, `,"unit":"Wh"}` and the like.
    private struct Words {
        /// At `place * longest` of the texts.
        var count: Int
        /// As `SampledValue.registerPlaces`; -1: something else.
        var places: Int
    }

    /// More than a charger that tells of each line has.
    private static let most = 32
    private static let longest = 160

    private var texts: [UInt8] = []
    private var words: [Words] = []
    /// The words that probably come next: those that came behind the last ones before.
    private var likely = 0
    /// Whose place new words take, once all are taken.
    private var oldest = 0

    /// Reads the sampled value here; nil: it is not of the outlet's energy register.
    @inline(__always)
    mutating func read(_ reader: inout JSONReader) throws(PayloadError) -> RegisterSample? {
        var ahead = reader
        guard let value = ahead.takeUsualValue(), let place = find(ahead) else {
            return try readAnew(&reader)
        }
        ahead.position &+= words[place].count
        assert(ahead.position <= ahead.end, "known words stand within the frame")
        likely = place &+ 1
        reader = ahead
        let places = words[place].places
        return places < 0 ? nil : RegisterSample(value, places: places)
    }

    /// Reads all of it, and remembers its words.
    @inline(never)
    private mutating func readAnew(
        _ reader: inout JSONReader
    ) throws(PayloadError) -> RegisterSample? {
        var ahead = reader
        let isUsual = ahead.takeUsualValue() != nil
        let sample = try SampledValue(from: &reader)
        if isUsual {
            learn(reader.bytes[ahead.position..<reader.position], sample.registerPlaces ?? -1)
        }
        return RegisterSample(sample)
    }

    /// The place of the words that stand here.
    @inline(__always)
    private func find(_ reader: JSONReader) -> Int? {
        guard let start = reader.bytes.baseAddress else { return nil }
        let here = WireText(start: start + reader.position, count: reader.end &- reader.position)
        return texts.withUnsafeBytes { texts in
            guard let base = texts.baseAddress else { return nil }
            for step in 0..<words.count {
                let sum = likely &+ step
                let place = sum < words.count ? sum : sum &- words.count
                let count = words[place].count
                guard count <= here.count else { continue }
                let known = WireText(start: base + place &* Self.longest, count: count)
                if known.starts(here.start) { return place }
            }
            return nil
        }
    }

    private mutating func learn(_ text: Slice<UnsafeRawBufferPointer>, _ places: Int) {
        guard text.count <= Self.longest else { return }
        let place: Int
        if words.count < Self.most {
            place = words.count
            words.append(Words(count: text.count, places: places))
            texts.append(contentsOf: repeatElement(0, count: Self.longest))
        } else {
            place = oldest
            oldest = (oldest + 1) % Self.most
            words[place] = Words(count: text.count, places: places)
        }
        assert(texts.count == words.count * Self.longest, "all words have room for their text")
        for (offset, byte) in text.enumerated() { texts[place * Self.longest + offset] = byte }
        likely = place + 1
    }
}

extension JSONReader {
    /// Takes the beginning of an object whose first member is a `value` in quotes, without a space.
    @inline(__always)
    fileprivate mutating func takeUsualValue() -> JSONText? {
        let opening: WireText = #"{"value":"#
        guard end &- position > opening.count, let start = bytes.baseAddress,
            opening.startsInPlace(start + position)
        else { return nil }
        position &+= opening.count
        return try? text()
    }
}
