import Testing

@testable import FleetSim

@Suite struct `encodings and hashes` {
    // Vectors of FIPS 180-2 (appendix B) and of the NIST's example of a million letters.
    @Test(arguments: [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        ("a", 1_000_000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
    ])
    func `SHA-256 has its published values`(text: String, times: Int, expected: String) {
        let message = [[UInt8]](repeating: Array(text.utf8), count: times).flatMap { $0 }
        let digest = SHA256.digest(message)
        let hexadecimal = digest.map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
        #expect(hexadecimal == expected)
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
        ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
    func `Base64 has its published values`(text: String, encoded: String) {
        #expect(Base64.encode(Array(text.utf8)) == encoded)
        #expect(Base64.decode(encoded.utf8) == Array(text.utf8))
    }

    @Test(arguments: ["Z", "Zg=", "Zg", "Zg===", "Z===", "Zm9v=", "Zg==Zg==", "Zm9-", "=", "ä"])
    func `what is no Base64 is nothing`(text: String) {
        #expect(Base64.decode(text.utf8) == nil)
    }

    @Test(arguments: [0, 1, 47, 48, 49, 500])
    func `armour comes off again`(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7) }
        let text = PEM.armour(bytes, as: "THING")
        #expect(PEM.blocks("THING", in: text) == [bytes])
        #expect(PEM.blocks("OTHER", in: text)?.isEmpty == true)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 64 })
    }

    @Test(arguments: [0, 1, 127, 128, 255, 256, 70_000])
    func `DER of any length is read as it was written`(count: Int) {
        let bytes = [UInt8](repeating: 0xA5, count: count)
        var reader = DERReader(DERWriter.sequence(DERWriter.bitString(bytes), DERWriter.null))
        var inside = reader.enter(DERReader.Tag.sequence)
        #expect(inside?.take(DERReader.Tag.bitString) == [0] + bytes)
        #expect(inside?.next == 0x05)
        #expect(reader.isAtEnd)
    }

    @Test(arguments: [([0], [2, 1, 0]), ([0, 0x7F], [2, 1, 0x7F]), ([0x80], [2, 2, 0, 0x80])])
    func `DER's numbers are short and not negative`(magnitude: [UInt8], expected: [UInt8]) {
        #expect(DERWriter.integer(magnitude) == expected)
    }
}
