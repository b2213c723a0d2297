/// The chargers that a server knows, by what they call themselves.
struct Directory {
    private var numbers: [String: Int] = [:]
    private var names: [String]
    private let takesStrangers: Bool

    init(known: [String], takesStrangers: Bool) {
        names = known
        self.takesStrangers = takesStrangers
        numbers.reserveCapacity(known.count)
        for (number, name) in known.enumerated() { numbers[name] = number }
    }

    /// A charger's number; nil: nobody knows it.
    func number(of identity: String) -> Int? { numbers[identity] }

    /// A stranger gets the next number, where strangers are taken.
    mutating func add(_ identity: String) -> Int? {
        guard takesStrangers else { return nil }
        numbers[identity] = names.count
        names.append(identity)
        return names.count - 1
    }

    func name(of number: Int) -> String { names[number] }
}
