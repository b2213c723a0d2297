import Testing

@Suite struct GoldenFrameTests {
    @Test(arguments: GoldenFrame.all)
    func `a message has exactly these bytes`(frame: GoldenFrame) throws {
        #expect(String(decoding: frame.written, as: UTF8.self) == frame.expected)
    }

    @Test(arguments: GoldenFrame.all)
    func `a frame that breaks off is refused wherever it does`(frame: GoldenFrame) throws {
        for length in 0..<frame.written.count {
            #expect(throws: (any Error).self) {
                try Decoding.rewrite(frame.written.prefix(length))
            }
        }
        #expect(throws: Never.self) { try Decoding.rewrite(frame.written) }
    }

    @Test(arguments: GoldenFrame.all)
    func `a frame with something behind it is refused`(frame: GoldenFrame) throws {
        for extra in ["]", ",", "x", "{}", "\u{0}"] {
            #expect(throws: (any Error).self) {
                try Decoding.rewrite(frame.written + Array(extra.utf8))
            }
        }
    }
}
