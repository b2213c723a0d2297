/// The password of one station, which the CSMS sets by the configuration key AuthorizationKey.
///
/// An answer may be lost on its way, and some chargers take a key only after a restart: until one
/// calls with the new password it is unknown, so both are taken.
struct StationPassword: Equatable {
    /// The keys that the station may have, the latest last.
    private var keys: [String] = []
    /// Whether it may still have the password that it came with.
    private var mayBeInitial = true

    /// A call leaves that sets the key.
    mutating func offer(_ key: String) {
        if !keys.contains(key) { keys.append(key) }
    }

    /// The station has taken the key, which counts from its next connection on.
    mutating func take(_ key: String) {
        keys = [key]
        mayBeInitial = false
    }

    /// The station keeps what it had.
    mutating func refuse(_ key: String) {
        guard mayBeInitial || keys.count > 1 else { return }
        keys.removeAll { $0 == key }
        assert(mayBeInitial || !keys.isEmpty, "a station is never left without a password")
    }

    /// Whether the station may come in with a password; `initial` is the one that it came with.
    func admits(_ given: [UInt8], initial: [UInt8]) -> Bool {
        var isGood = mayBeInitial && Self.areEqual(given, initial)
        // All are looked at, so that the time does not tell which one it is.
        for key in keys where Self.fits(given, key) { isGood = true }
        return isGood
    }

    /// The station has come in with a password: those before it are over.
    mutating func use(_ given: [UInt8]) {
        guard let index = keys.lastIndex(where: { Self.fits(given, $0) }) else { return }
        keys.removeFirst(index)
        assert(!keys.isEmpty, "the key that was used is kept")
        mayBeInitial = false
    }

    /// Makers read the key in two ways, and the CSMS is not told which one this is.
    private static func fits(_ given: [UInt8], _ key: String) -> Bool {
        [AuthorizationKey.Form.hexadecimal, .literal].contains {
            AuthorizationKey(key, form: $0).map { areEqual(given, $0.password) } ?? false
        }
    }

    /// Compares in a time that does not tell how many bytes are right.
    @inline(never)
    static func areEqual(_ given: [UInt8], _ known: [UInt8]) -> Bool {
        var difference = given.count ^ known.count
        for index in given.indices where !known.isEmpty {
            difference |= Int(given[index] ^ known[index % known.count])
        }
        return difference == 0
    }
}
