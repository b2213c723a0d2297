import TestSupport
import Testing

/// Which rooms name types of which: inside one module imports say nothing of that.
@Suite struct `names of types` {
    /// The rooms of a module, or of a room, and the order in which they stand.
    struct House: CustomTestStringConvertible {
        var folder: String
        /// A room names types of those before it; the empty one is what stands in no folder.
        var order: [String]
        /// How many types are declared there at the least: a test which sees fewer fails.
        var types: Int

        var testDescription: String { folder }
    }

    private static let engine = House(
        folder: "FleetSim",
        order: [
            "Memory", "Time", "Random", "Tokens", "Vehicle", "Drivers", "Faults", "Power", "Bays",
            "OCPP", "Certificates", "Firmware", "Metrics", "CentralSystem", "Site", "Fleet",
            "Worlds", "Runs",
        ],
        types: 400
    )

    static let houses = [
        House(
            folder: "Scenarios",
            order: ["Notation", "Drivers", "Catalogue", "Sites", "Plan", "", "CSV", "YAML"],
            types: 120
        ),
        engine,
        // What stands in no folder is the door.
        House(
            folder: "FleetSim/Worlds",
            order: ["Frames", "Sockets", "CSMS", "", "Replay", "Live", "Server"],
            types: 80
        ),
        House(folder: "Observing", order: ["Reading", "Moving", "Sources", ""], types: 10),
        House(folder: "Statistics", order: ["", "Queues", "Ranks"], types: 10),
        House(folder: "Planning", order: ["Capacity", "Designs", "Fitting"], types: 30),
        House(
            folder: "Report",
            order: [
                "Text", "Facts", "Store", "Charts", "Watching", "Verdicts", "Observed", "Course",
                "Plans", "Capacity", "Rendering", "Comparing", "Frames", "",
            ],
            types: 120
        ),
        House(folder: "CLI", order: ["Terminal", "Manual", ""], types: 60),
    ]

    private struct File {
        var path: String
        var room: String
        /// Words that begin with a capital, none of them a member; with how deep in braces they stand
        /// and whether they are declared there.
        var names: [(name: String, isDeclared: Bool, depth: Int)]
    }

    private static let files = files(under: "Sources/" + engine.folder)

    private static func files(under folder: String) -> [File] {
        SourceTree.files(under: folder).map { file in
            let parts = file.path.dropFirst(folder.count + 1).split(separator: "/")
            return File(
                path: file.path,
                room: parts.count > 1 ? String(parts.first ?? "") : "",
                names: names(in: Array(file.text.utf8))
            )
        }
    }

    private static let declaring: Set<String> = [
        "struct", "class", "enum", "actor", "protocol", "typealias",
    ]

    /// Reads words outside comments and strings.
    private static func names(in text: [UInt8]) -> [(name: String, isDeclared: Bool, depth: Int)] {
        var found: [(name: String, isDeclared: Bool, depth: Int)] = []
        var (index, depth, before) = (0, 0, "")
        func has(_ word: StaticString, at index: Int) -> Bool {
            text[index...].starts(
                with: UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
            )
        }
        while index < text.count {
            if has("//", at: index) {
                index = text[index...].firstIndex(of: 0x0A) ?? text.count
            } else if has("\"\"\"", at: index) {
                index += 3
                while index < text.count, !has("\"\"\"", at: index) {
                    index += text[index] == 0x5C ? 2 : 1
                }
                index += 3
            } else if text[index] == 0x22 {
                index += 1
                while index < text.count, text[index] != 0x22, text[index] != 0x0A {
                    index += text[index] == 0x5C ? 2 : 1
                }
                index += 1
            } else if isWord(text[index]) {
                let end = text[index...].firstIndex { !isWord($0) } ?? text.count
                let word = String(decoding: text[index..<end], as: UTF8.self)
                let isMember = index > 0 && text[index - 1] == 0x2E
                if word.first?.isUppercase == true, !isMember {
                    found.append((word, declaring.contains(before), depth))
                }
                (before, index) = (word, end)
            } else {
                depth += text[index] == 0x7B ? 1 : text[index] == 0x7D ? -1 : 0
                index += 1
            }
        }
        return found
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
    }

    @Test func `are looked at in every module that has folders`() {
        let modules = SourceTree.files(under: "Sources").compactMap { file -> String? in
            let parts = file.path.split(separator: "/")
            return parts.count > 3 ? String(parts[1]) : nil
        }
        #expect(Set(modules).isSubset(of: Set(Self.houses.map(\.folder))))
    }

    @Test(arguments: houses)
    func `run from each room to those before it`(_ house: House) throws {
        let files = Self.files(under: "Sources/" + house.folder)
        let order = house.order
        // Who declares a name at the top of a file, and which rooms have one of their own inside a type.
        var (homes, inner): ([String: Set<String>], [String: Set<String>]) = ([:], [:])
        var rooms: [String: String] = [:]
        for file in files {
            rooms[file.path] = file.room
            for name in file.names where name.isDeclared {
                if name.depth == 0 {
                    homes[name.name, default: []].insert(file.path)
                } else {
                    inner[name.name, default: []].insert(file.room)
                }
            }
        }
        #expect(homes.count > house.types)
        #expect(Set(files.map(\.room)) == Set(order), "a room stands in no order")
        var up: [String: Set<String>] = [:]
        for file in files {
            let own = try #require(order.firstIndex(of: file.room))
            for name in file.names {
                guard let home = homes[name.name], !home.contains(file.path),
                    inner[name.name]?.contains(file.room) != true
                else { continue }
                for room in Set(home.compactMap { rooms[$0] }) where room != file.room {
                    guard let other = order.firstIndex(of: room), other > own else { continue }
                    up["\(file.room) → \(room)", default: []].insert("\(name.name) in \(file.path)")
                }
            }
        }
        for (arrow, names) in up {
            Issue.record("\(arrow): \(names.sorted().joined(separator: ", "))")
        }
    }

    @Test func `run in ARCHITECTURE.md from the same room to the same`() throws {
        var lines = [""]
        for house in Self.houses {
            let rooms = house.order.map { $0.isEmpty ? "what stands in no folder" : $0 }
            let text = "**\(house.folder)**: \(rooms.joined(separator: " · "))."
            for word in text.split(separator: " ").map(String.init) {
                if lines[lines.count - 1].count + word.count > 138 { lines.append("") }
                lines[lines.count - 1] += lines[lines.count - 1].isEmpty ? word : " " + word
            }
        }
        let part = GeneratedPart("rooms", of: "ARCHITECTURE.md")
        #expect(
            try part.matches(lines.joined(separator: "\n")),
            "UPDATE_GOLDENS=1 writes the order of rooms anew"
        )
    }

    /// Where alone the messages of OCPP 1.6 are known, so that another version can stand beside it.
    private static let v16 = ["OCPP/V16/", "Firmware/V16/", "CentralSystem/V16/"]
        .map { "Sources/FleetSim/" + $0 }

    @Test func `of OCPP 1.6 stand in the three rooms of that version alone`() {
        let own = Self.files.filter { $0.path.hasPrefix(Self.v16[0]) }
        let types = Set(own.flatMap(\.names).filter { $0.isDeclared && $0.depth == 0 }.map(\.name))
        #expect(types.count > 80)
        for file in SourceTree.files(under: "Sources")
        where !Self.v16.contains(where: file.path.hasPrefix) {
            let names = Self.names(in: Array(file.text.utf8))
            let inner = Set(names.filter(\.isDeclared).map(\.name))
            let used = Set(names.map(\.name)).intersection(types).subtracting(inner)
            #expect(used.isEmpty, "\(file.path) names \(used.sorted().joined(separator: ", "))")
        }
    }

    @Test func `of one version of OCPP are not named by the CSMS and the charger of each other`() {
        for (room, other) in [(Self.v16[1], Self.v16[2]), (Self.v16[2], Self.v16[1])] {
            let declared = Self.files.filter { $0.path.hasPrefix(other) }.flatMap(\.names)
            let types = Set(declared.filter { $0.isDeclared && $0.depth == 0 }.map(\.name))
            for file in Self.files where file.path.hasPrefix(room) {
                let inner = Set(file.names.filter(\.isDeclared).map(\.name))
                let used = Set(file.names.map(\.name)).intersection(types).subtracting(inner)
                #expect(used.isEmpty, "\(file.path) names \(used.sorted().joined(separator: ", "))")
            }
        }
    }
}
