import Testing

@testable import FleetSim

@Suite struct `tokens of any version of OCPP` {
    @Test func `have at most 36 printable characters`() {
        let text = String(repeating: "a", count: 36)
        #expect(Token(text)?.text == text)
        #expect(Token(text + "a") == nil)
        for text in ["\u{1F}", "\u{7F}", "é", "\n"] { #expect(Token(text) == nil) }
    }

    @Test func `are compared without regard to case, and by kind`() throws {
        let small = try #require(Token("deadBeef", kind: .card))
        let large = try #require(Token("DEADbEEF", kind: .card))
        #expect(small == large)
        #expect(Set([small, large]).count == 1)
        #expect(small.text == "deadBeef")
        #expect(small != Token("deadBeef", kind: .code))
        #expect(small != Token("deadBee", kind: .card))
    }

    @Test func `match where one does not tell its kind`() throws {
        let card = try #require(Token("A1", kind: .card))
        let code = try #require(Token("a1", kind: .code))
        let any = try #require(Token("A1"))
        #expect(card.matches(any) && any.matches(code))
        #expect(!card.matches(code))
        #expect(try !any.matches(#require(Token("A2"))))
    }

    @Test func `go through OCPP 1.6 as they are, but for their kind`() throws {
        let card = try #require(Token("04AABBCC", kind: .card))
        #expect(IdToken(card).text == "04AABBCC")
        #expect(IdToken(card).token == Token("04AABBCC"))
        #expect(card.fitsV16)
        #expect(Token(String(repeating: "1", count: 20))?.fitsV16 == true)
        #expect(Token(String(repeating: "1", count: 21))?.fitsV16 == false)
    }

    @Test func `of a run are all different`() {
        let tokens = (0..<2_000).map { TokenList.token($0, seed: 7) }
        let unknown = (0..<2_000).map { TokenList.unknown($0, seed: 7) }
        #expect(Set(tokens + unknown).count == 4_000)
    }
}
