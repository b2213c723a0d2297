import Testing

@testable import FleetSim

@Suite struct `frames that come in` {
    // RFC 6455 §5.7.
    @Test func `the examples of the RFC are read as it says`() {
        let hello = Array("Hello".utf8)
        let long = [UInt8](repeating: 7, count: 256)
        let longer = [UInt8](repeating: 7, count: 65_536)
        #expect(asClient([0x81, 0x05] + hello) == [.text(hello)])
        #expect(asServer([0x81, 0x85, 0x37, 0xFA, 0x21, 0x3D] + masked) == [.text(hello)])
        #expect(
            asClient([0x01, 0x03] + hello.prefix(3) + [0x80, 0x02] + hello.suffix(2))
                == [.text(hello)]
        )
        #expect(asClient([0x89, 0x05] + hello) == [.ping(hello)])
        #expect(asServer([0x8A, 0x85, 0x37, 0xFA, 0x21, 0x3D] + masked) == [.pong(hello)])
        #expect(asClient([0x82, 0x7E, 0x01, 0x00] + long) == [.binary(long)])
        #expect(asClient([0x82, 0x7F, 0, 0, 0, 0, 0, 1, 0, 0] + longer) == [.binary(longer)])
    }

    @Test func `pings and pongs between the frames of a message come first`() {
        let stream: [UInt8] =
            [0x01, 1, 0x61, 0x89, 1, 1, 0x00, 1, 0x62, 0x8A, 0, 0x80, 1, 0x63, 0x82, 0]
        #expect(
            asClient(stream) == [.ping([1]), .pong([]), .text(Array("abc".utf8)), .binary([])]
        )
    }

    @Test func `empty frames make an empty message`() {
        #expect(asClient([0x01, 0, 0x00, 0, 0x80, 0]) == [.text([])])
        #expect(asServer([0x82, 0x80, 1, 2, 3, 4]) == [.binary([])])
    }

    @Test func `empty frames without end are refused`() {
        func message(ofEmptyFrames count: Int) -> [UInt8] {
            [0x01, 1, 0x61] + [UInt8](repeating: 0, count: 2 * count) + [0x80, 1, 0x62]
        }
        let whole = Observed.text(Array("ab".utf8))
        let thousand = message(ofEmptyFrames: 1_000)
        #expect(asClient(thousand + thousand) == [whole, whole])
        let error = WebSocketError.emptyFrames(limit: 1_000)
        #expect(asClient(message(ofEmptyFrames: 1_001)) == [.failure(error)])
        #expect(error.closeCode == 1008)
    }

    @Test(
        arguments: [
            ([0xC1, 0], .reservedBits(4)), ([0xA1, 0], .reservedBits(2)),
            ([0x91, 0], .reservedBits(1)),
            ([0x83, 0], .reservedOpcode(3)), ([0x87, 0], .reservedOpcode(7)),
            ([0x8B, 0], .reservedOpcode(11)), ([0x8F, 0], .reservedOpcode(15)),
            ([0x81, 0x80], .masked),
            ([0x09, 0], .fragmentedControl), ([0x08, 0], .fragmentedControl),
            ([0x89, 126], .longControl), ([0x8A, 127], .longControl),
            ([0x82, 126, 0, 125], .wastefulLength(125)), ([0x82, 126, 0, 0], .wastefulLength(0)),
            ([0x82, 127, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF], .wastefulLength(65_535)),
            ([0x82, 127, 0x80, 0, 0, 0, 0, 0, 0, 0], .absurdLength),
            ([0x80, 0], .nothingToContinue), ([0x00, 0], .nothingToContinue),
            ([0x01, 0, 0x81, 0], .unfinishedMessage), ([0x02, 0, 0x01, 0], .unfinishedMessage),
            ([0x88, 1, 3], .halfCloseCode), ([0x88, 2, 0x03, 0xE7], .closeCode(999)),
            ([0x88, 2, 0x03, 0xEC], .closeCode(1004)), ([0x88, 2, 0x03, 0xED], .closeCode(1005)),
            ([0x88, 2, 0x03, 0xEE], .closeCode(1006)), ([0x88, 2, 0x03, 0xF7], .closeCode(1015)),
            ([0x88, 2, 0x0B, 0xB7], .closeCode(2999)), ([0x88, 2, 0x13, 0x88], .closeCode(5000)),
            ([0x88, 3, 0x03, 0xE8, 0xFF], .notUTF8), ([0x88, 3, 0x03, 0xE8, 0xC3], .notUTF8),
            ([0x81, 1, 0x80], .notUTF8), ([0x81, 1, 0xC3], .notUTF8),
            ([0x01, 1, 0xC3, 0x80, 1, 0x41], .notUTF8), ([0x01, 1, 0xC3, 0x80, 0], .notUTF8),
        ] as [([UInt8], WebSocketError)]
    )
    func `what a server must not send is refused`(stream: [UInt8], error: WebSocketError) {
        let more: [UInt8] = [0x81, 1, 0x41]
        #expect(asClient(stream + more) == [.failure(error)])
        #expect(!error.description.isEmpty)
    }

    @Test func `a client's frames must be masked`() {
        #expect(asServer([0x81, 0]) == [.failure(.notMasked)])
    }

    @Test func `the reasons for closing are those of the RFC`() {
        #expect(WebSocketError.notUTF8.closeCode == 1007)
        #expect(WebSocketError.longMessage(limit: 1).closeCode == 1009)
        for error: WebSocketError in [.masked, .absurdLength, .closeCode(9), .nothingToContinue] {
            #expect(error.closeCode == 1002)
        }
    }

    @Test func `text that has gone wrong is refused before its frame is whole`() {
        #expect(asClient([0x81, 100, 0x41, 0xFF]) == [.failure(.notUTF8)])
        #expect(asClient([0x01, 1, 0xE2, 0x00, 9, 0x82, 0x41]) == [.failure(.notUTF8)])
    }

    @Test func `a letter may be divided between frames`() {
        let stream: [UInt8] = [0x01, 2, 0xF0, 0x9F, 0x00, 1, 0x98, 0x80, 1, 0x80]
        #expect(asClient(stream) == [.text(Array("😀".utf8))])
    }

    @Test func `a close frame may say why, and ends everything`() {
        #expect(asClient([0x88, 0, 0x81, 0]) == [.close(nil, [])])
        #expect(asClient([0x88, 2, 0x03, 0xE8, 0x81, 0]) == [.close(1000, [])])
        #expect(asClient([0x88, 4, 0x03, 0xF6, 0xC3, 0xA9]) == [.close(1014, Array("é".utf8))])
        #expect(asClient([0x01, 0, 0x88, 2, 0x0B, 0xB8, 0x80, 0]) == [.close(3000, [])])
    }

    @Test func `a message may be as long as the limit, in one frame or in many`() {
        let five = [UInt8](repeating: 1, count: 5)
        #expect(asClient([0x82, 5] + five, maximum: 5) == [.binary(five)])
        #expect(asClient([0x02, 5] + five + [0x80, 0], maximum: 5) == [.binary(five)])
        let tooLong = [Observed.failure(.longMessage(limit: 5))]
        #expect(asClient([0x82, 6], maximum: 5) == tooLong)
        #expect(asClient([0x02, 5] + five + [0x80, 1], maximum: 5) == tooLong)
        #expect(asClient([0x82, 127, 0x7F] + [UInt8](repeating: 0xFF, count: 7)) == [million])
    }

    @Test func `what stays within the limit is not the concern of control frames`() {
        let ping: [UInt8] = [0x89, 3, 1, 2, 3]
        #expect(
            asClient([0x02, 1, 9] + ping + [0x80, 0], maximum: 1) == [
                .ping([1, 2, 3]), .binary([9]),
            ]
        )
    }

    private let masked: [UInt8] = [0x7F, 0x9F, 0x4D, 0x51, 0x58]
    private let million = Observed.failure(.longMessage(limit: 1 << 20))

    private func asClient(_ stream: [UInt8], maximum: Int = 1 << 20) -> [Observed] {
        Observed.of(stream, as: .client, maximum: maximum)
    }

    private func asServer(_ stream: [UInt8]) -> [Observed] {
        Observed.of(stream, as: .server)
    }
}
