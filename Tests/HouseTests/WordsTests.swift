import Testing

/// Names say what they mean in the words of the field; the same word means the same everywhere.
@Suite struct `words of names` {
    /// Words that mean several things or hide one, and what is said for them.
    private static let avoided = [
        "place": "index, connectorIndex, outlet, position",
        "places": "indices, decimals, entries",
        "most": "maximum",
        "least": "minimum",
        "worth": "wattsPerAmpere, effectiveCount",
        "weather": "the sun of a clear day",
        "reception": "ArrivalOutcome",
        "office": "SharedCSMS",
        "door": "Admission",
        "desk": "WorkerPool, LoadManagement",
        "mishap": "fault",
        "befall": "apply",
        "suffer": "apply",
        "whim": "choice",
        "habits": "Behaviour",
        "stranger": "unknown token",
        "strangers": "unknown tokens",
        "keeper": "cable lock",
        "witness": "SiteObserver",
        "deaf": "refusesProfiles",
        "guarded": "enforcesLimits",
        "gathering": "BatchCollector",
        "parcel": "TickReport",
    ]

    /// Names that have one of these words by right.
    private static let allowed = [
        "leastNormalMagnitude": "the standard library's",
        "leastLaxity": "a sharing law of the literature, and its name in scenarios",
    ]

    private static let names: [String: String] = {
        var paths: [String: String] = [:]
        for file in BareCode.sources {
            file.forEachWord { word, _, _, _ in
                if paths[String(word)] == nil { paths[String(word)] = file.path }
            }
        }
        return paths
    }()

    @Test func `no name has a word that means something else elsewhere`() {
        #expect(Self.names.count > 5_000)
        for (name, path) in Self.names.sorted(by: { $0.key < $1.key })
        where Self.allowed[name] == nil {
            for word in Self.avoidedWords(in: name) {
                Issue.record("\(name) in \(path): say \(Self.avoided[word] ?? "something else")")
            }
        }
    }

    @Test func `an exception is a name that there is`() {
        for (name, reason) in Self.allowed {
            #expect(Self.names[name] != nil, "\(name): \(reason)")
        }
    }

    @Test func `a name is taken apart at its capitals`() {
        #expect(Self.words(of: "mostKWhOfURL2x") == ["most", "kwh", "of", "url2x"])
        #expect(Self.words(of: "O_DIRECTORY") == ["o", "directory"])
        #expect(Self.avoidedWords(in: "mostRows") == ["most"])
        #expect(Self.avoidedWords(in: "placeholder").isEmpty)
        #expect(Self.avoidedWords(in: "milliwattsAtMost").isEmpty, "an amount, and no name for one")
    }

    /// Where the sharing of power is, a connector is called an outlet; a station is a charger's end of a
    /// connection to a CSMS.
    @Test func `power is shared among outlets`() {
        for file in BareCode.sources where file.path.hasPrefix("Sources/FleetSim/Power/") {
            file.forEachWord { word, _, _, _ in
                for part in Self.words(of: String(word)) where part.hasPrefix("station") {
                    Issue.record("\(file.path) says \(word)")
                }
            }
        }
    }

    /// First words that end in an s and are no verb in the third person.
    private static let ending: Set<String> = [
        "currents", "days", "digits", "elements", "entries", "figures", "identities", "items",
        "levels",
        "lines", "news", "orders", "pilots", "readiness", "dismiss", "miss", "pass",
    ]

    /// `begin`, as an order to the value: `begins` would be a question or a remark.
    @Test func `what changes something is named as an order, or after what it gives`() {
        var count = 0
        for file in BareCode.sources {
            file.forEachWord { word, _, _, line in
                guard line.hasSuffix("mutating func ") else { return }
                count += 1
                let first = Self.words(of: String(word)).first ?? ""
                if first.hasSuffix("s"), !Self.ending.contains(first) {
                    Issue.record("\(file.path): \(word)")
                }
            }
        }
        #expect(count > 1_000)
    }

    private static func avoidedWords(in name: String) -> [String] {
        let words = words(of: name)
        return words.indices.compactMap { index in
            let isAmount = index > 0 && words[index - 1] == "at"
            return avoided[words[index]] == nil || isAmount ? nil : words[index]
        }
    }

    /// The words that a name is made of, in small letters.
    private static func words(of name: String) -> [String] {
        var words = [""]
        var hadCapital = true
        for letter in name {
            if letter == "_" || letter.isUppercase && !hadCapital { words.append("") }
            if letter != "_" { words[words.count - 1] += letter.lowercased() }
            hadCapital = letter.isUppercase || letter == "_"
        }
        return words.filter { !$0.isEmpty }
    }
}
