/// Counts the calls of a kernel's chargers by the parts of the fleet that they belong to.
///
/// A charger knows the rows of its parts by their numbers. What was counted is handed out a few times in
/// a run, so that windows are no slower for it and a run database has few rows of it.
struct SubsetMeter {
    /// How many times at most in a run.
    static let maximumWindows: Int64 = 60
    /// Servers that are told apart; the rest are counted together.
    static let maximumServers = 200
    static let otherServers = "others"
    private static let longestName = 80

    private var rows: [SubsetTable.Row] = []
    /// The rows of each charger, one for each trait; -1: none.
    ///
    /// Empty where no trait tells them apart.
    private var indices: [SIMD4<Int16>]
    private var servers: [String: Int16] = [:]
    private let chargers: Int
    private let length: SimDuration
    private var start = SimTime.zero

    /// The columns are those of the whole fleet; the kernel has the chargers of a range.
    init(
        _ columns: [(trait: SubsetTrait, column: SubsetColumn)],
        of range: Range<Int>,
        every length: SimDuration
    ) {
        chargers = range.count
        self.length = max(length, SimDuration(nanoseconds: 1))
        let told = columns.filter { !$0.column.names.isEmpty }
        indices =
            told.isEmpty ? [] : Array(repeating: SIMD4(repeating: -1), count: range.count)
        for (trait, column) in told {
            let first = rows.count
            assert(first + column.names.count <= Int16.max, "a part has a number of 16 bits")
            rows += column.names.map { SubsetTable.Row(trait, $0) }
            for charger in range {
                guard let part = column.part(of: charger) else { continue }
                indices[charger - range.lowerBound][Int(trait.rawValue)] = Int16(first + part)
            }
        }
    }

    /// Counts nothing.
    init() { self.init([], of: 0..<0, every: .seconds(60)) }

    /// Which server answered a charger's upgrade, as that names itself.
    mutating func note(server: String, of charger: Int) {
        guard charger < chargers else { return }
        if indices.isEmpty { indices = Array(repeating: SIMD4(repeating: -1), count: chargers) }
        let name = String(server.unicodeScalars.prefix(Self.longestName))
        indices[charger][Int(SubsetTrait.server.rawValue)] = servers[name] ?? addServer(name)
    }

    private mutating func addServer(_ name: String) -> Int16 {
        let isOne = servers.count < Self.maximumServers
        if !isOne, let others = servers[Self.otherServers] { return others }
        let index = Int16(rows.count)
        servers[isOne ? name : Self.otherServers] = index
        rows.append(SubsetTable.Row(.server, isOne ? name : Self.otherServers))
        return index
    }

    /// Counts a call that a charger made, and how long it took or how old it was.
    mutating func record(_ outcome: Outcome, _ latency: SimDuration, of charger: Int) {
        guard !indices.isEmpty else { return }
        let own = indices[charger]
        for trait in 0..<4 where own[trait] >= 0 {
            assert(
                Int(rows[Int(own[trait])].trait.rawValue) == trait,
                "a charger's rows are those of its parts"
            )
            rows[Int(own[trait])].record(outcome, latency)
        }
    }

    /// Hands out what was counted, where it is time for that or the run is over.
    mutating func closeWindow(at end: SimTime, isLast: Bool, into table: inout SubsetTable) {
        guard isLast || end >= start + length else { return }
        assert(end >= start, "windows follow each other")
        table = SubsetTable(rows.filter { $0.count > 0 }, from: start)
        for index in rows.indices { rows[index].clear() }
        start = end
    }
}
