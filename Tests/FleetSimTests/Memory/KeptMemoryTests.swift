import Testing

@testable import FleetSim

@Suite struct KeptMemoryTests {
    @Test func `an emptied array keeps its memory and nothing that was in it`() {
        final class Thing {}
        var things: [Thing] = []
        weak var first: Thing?
        for _ in 0..<9 { things.append(Thing()) }
        first = things.first
        let capacity = things.capacity
        things.empty()
        #expect(things.isEmpty && things.capacity == capacity && first == nil)
    }

    @Test func `an emptied copy leaves the original alone`() {
        let original = [1, 2, 3]
        var copy = original
        copy.empty()
        #expect(copy.isEmpty && original == [1, 2, 3])
    }

    @Test func `a queue gives what was put into it in turn, at either end, however it wraps`() {
        var dice = FrameDice(seed: 3)
        var queue = Fifo<Int>()
        var expected: [Int] = []
        for number in 0..<5_000 {
            switch dice.number(0...4) {
            case 0, 1:
                queue.append(number)
                expected.append(number)
            case 2:
                queue.prepend(number)
                expected.insert(number, at: 0)
            default:
                #expect(queue.popFirst() == (expected.isEmpty ? nil : expected.removeFirst()))
            }
            #expect(queue.count == expected.count && queue.first == expected.first)
            let index = dice.number(0...9)
            #expect(queue[index] == (index < expected.count ? expected[index] : nil))
        }
    }

    @Test func `a short queue gives what was put into it in turn, however many there are`() {
        var dice = FrameDice(seed: 5)
        var queue = ShortFifo<Int>()
        var expected: [Int] = []
        for number in 0..<5_000 {
            if dice.number(0...9) < 5 {
                queue.append(number)
                expected.append(number)
            } else {
                #expect(queue.popFirst() == (expected.isEmpty ? nil : expected.removeFirst()))
            }
            #expect(queue.count == expected.count && queue.isEmpty == expected.isEmpty)
            let index = dice.number(0...9)
            #expect(queue[index] == (index < expected.count ? expected[index] : nil))
        }
    }

    @Test func `a row of bits finds the set one before which so many others are set`() {
        var dice = FrameDice(seed: 11)
        for count in [1, 2, 63, 64, 65, 128, 129, 1_000] {
            var row = BitRow(count: count)
            var expected = Set<Int>()
            #expect(!(0..<count).contains { row[$0] })
            for _ in 0..<500 {
                let (index, isSet) = (dice.number(0...count - 1), dice.number(0...1) == 1)
                row[index] = isSet
                if isSet { expected.insert(index) } else { expected.remove(index) }
            }
            #expect((0..<count).filter { row[$0] } == expected.sorted())
            #expect((0..<expected.count).map { row.index(ofSet: $0) } == expected.sorted())
        }
    }

    @Test func `rare state is made where it is changed, and not where it is looked at`() {
        var rare = Rare<[Int]>()
        #expect(rare[orMaking: [7]] == [7] && rare.isNone)
        rare[orMaking: [7]].append(8)
        #expect(rare.value == [7, 8])
        rare[orMaking: []].append(9)
        #expect(rare[orMaking: []] == [7, 8, 9])
    }

    @Test func `a list of its own keeps what is put into it, and lets go of what is taken out`() {
        final class Thing {}
        var list = UniqueList<Thing>(capacity: 1)
        var things = (0..<40).map { _ in Thing() }
        for thing in things { list.append(thing) }
        #expect(list.count == 40)
        #expect(list.indices.allSatisfy { list[$0] === things[$0] })
        #expect(list.popLast() === things[39])
        list[0] = things[1]
        #expect(list[0] === list[1])
        weak let last = things[38]
        things.removeAll()
        #expect(last != nil)
        list.empty()
        #expect(list.isEmpty && last == nil && list.popLast() == nil)
    }

    @Test func `a queue lets go of what has left it`() {
        final class Thing {}
        var queue = Fifo<Thing>()
        weak var thing: Thing?
        do {
            let made = Thing()
            thing = made
            queue.append(made)
        }
        #expect(queue.popFirst() != nil)
        #expect(thing == nil)
    }

    @Test func `frames that are kept stand one behind the other until they are cleared`() {
        var single = FrameWriter()
        var keeping = FrameWriter(keepsFrames: true)
        for round in 0..<3 {
            var all: [UInt8] = []
            for number in 0..<40 {
                let id = MessageID(number: UInt64(number * 1_000 + round))
                single.call(id, Heartbeat())
                keeping.call(id, Heartbeat())
                #expect(Array(keeping.bytes) == Array(single.bytes))
                all += Array(single.bytes)
            }
            #expect(Array(keeping.allBytes) == all)
            keeping.clear()
            #expect(keeping.bytes.isEmpty && keeping.allBytes.isEmpty)
        }
    }

    @Test func `every action is found by its name, and by no other text`() {
        for action in Action.allCases {
            let name = action.name
            #expect(Self.action(named: name) == action)
            for other in [name.lowercased(), name + "s", String(name.dropLast()), "x" + name] {
                #expect(Self.action(named: other) == nil)
            }
        }
        var dice = FrameDice(seed: 8)
        for _ in 0..<5_000 { #expect(Self.action(named: dice.text(upTo: 12)) == nil) }
    }

    private static func action(named name: String) -> Action? {
        var name = name
        return name.withUTF8 { utf8 in
            guard let start = utf8.baseAddress else { return Action(wireName: "") }
            return Action(wireName: WireText(start: start, count: utf8.count))
        }
    }

    @Test func `a text is compared to its last byte at any length`() {
        for length in 0...40 {
            let text = (0..<length).map { UInt8($0 + 40) }
            for index in 0..<length {
                var other = text
                other[index] ^= 1
                Self.compare(text, other) { #expect($0 != $1) }
            }
            Self.compare(text, text) { #expect($0 == $1) }
        }
    }

    private static func compare(
        _ one: [UInt8],
        _ other: [UInt8],
        _ body: (WireText, WireText) -> Void
    ) {
        one.withUnsafeBytes { one in
            other.withUnsafeBytes { other in
                body(WireText(rebasing: one[...]), WireText(rebasing: other[...]))
            }
        }
    }
}
