/// A name that a peer chose where OCPP has a list of its own: of an action, or of an error's code.
///
/// It is cut to a length, and the same only if it is so byte for byte.
package struct PeerName: Hashable, Comparable, Sendable {
    /// In letters; OCPP's own names are shorter.
    private static let longest = 64
    /// How many different ones are told of a window, and of a run.
    package static let maximumTold = 64
    /// What is beyond those.
    package static let others = PeerName("(others)")

    package let text: String

    package init(_ text: String) {
        let cut = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.longest)))
        self.text = cut.isEmpty ? "(empty)" : cut
    }

    package static func == (left: PeerName, right: PeerName) -> Bool {
        left.text.utf8.elementsEqual(right.text.utf8)
    }

    package static func < (left: PeerName, right: PeerName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}

/// The names that were told of a run so far: what comes when there are as many as may be is one of the others.
package struct ToldNames {
    private var names: Set<PeerName> = []

    package init() {}

    /// The name, or that of the others.
    package mutating func tell(_ name: PeerName) -> PeerName {
        if name == .others || names.contains(name) { return name }
        guard names.count < PeerName.maximumTold else { return .others }
        names.insert(name)
        assert(names.count <= PeerName.maximumTold, "no more names are told than may be")
        return name
    }
}

extension PeerName: BatchCoded {
    package static var blank: PeerName { PeerName("") }

    package mutating func code(with coder: inout BatchCoder) throws(BatchCoder.Failure) {
        var text = text
        try coder.code(&text)
        self = PeerName(text)
    }
}
