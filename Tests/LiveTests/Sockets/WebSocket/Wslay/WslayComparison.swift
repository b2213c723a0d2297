@testable import FleetSim

/// Holds our receiver against wslay, where both follow RFC 6455.
///
/// They differ knowingly in five things, and in nothing else:
/// - wslay looks at a header's reserved bits, opcode and mask when the first byte of payload is there,
///   ours at once: when the stream ends between the two, wslay is given some bytes more;
/// - wslay checks a close frame's reason byte by byte, ours when the frame is whole;
/// - wslay takes a close frame of one byte for one without a code, against §5.5.1;
/// - wslay does not know codes 1012 to 1014, which were registered after it was written;
/// - wslay overlooks two bytes of each piece of a close frame's reason: ``WslayPeer`` gives it one.
struct WslayComparison {
    let stream: FrameStream
    let ours: [Observed]
    let inPieces: [Observed]
    let events: [Observed]
    let failure: UInt16?

    init(number: UInt64) {
        var stream = FrameStream(number: number)
        let (bytes, role, maximum) = (stream.bytes, stream.role, stream.maximum)
        ours = Observed.of(bytes, as: role, maximum: maximum)
        inPieces = Observed.of(bytes, as: role, maximum: maximum, pieces: stream.pieces())
        self.stream = stream
        var peer = WslayPeer(bytes, as: role, maximum: maximum)
        if peer.waits, case .failure = ours.last {
            // Ones make a header whole that is fair as far as it is known.
            peer = WslayPeer(
                bytes + [UInt8](repeating: 1, count: WebSocketHeader.longest),
                as: role,
                maximum: maximum
            )
        }
        (events, failure) = Self.verdict(peer)
    }

    var agrees: Bool {
        guard ours == inPieces else { return false }
        guard case .failure(let error) = ours.last else {
            return ours == events && failure == nil
        }
        return Array(ours.dropLast()) == events && failure == error.closeCode
    }

    /// What wslay found, without the differences.
    private static func verdict(_ peer: WslayPeer) -> ([Observed], UInt16?) {
        switch (peer.failure, peer.close) {
        case (nil, .some(let close)) where close.count == 1 && !peer.isCut:
            return (Array(peer.events.dropLast()), 1002)
        case (1007, .some) where peer.isCut:
            return (peer.events, nil)
        case (1002, .some(let close)) where close.count >= 2 && !peer.isCut:
            let code = UInt16(close[0]) << 8 | UInt16(close[1])
            guard 1012...1014 ~= code else { break }
            return (peer.events + [.close(code, Array(close.dropFirst(2)))], nil)
        default: break
        }
        return (peer.events, peer.failure)
    }
}
