import FleetSim

/// Reading frames of any kind, as the far end of a connection would have to.
enum Decoding {
    /// Reads a frame as whatever it says it is, a result as every confirmation there is.
    ///
    /// Returns the frames that the messages read would be written as, or throws what refused it.
    static func rewrite(_ frame: some Sequence<UInt8>) throws -> [[UInt8]] {
        // Exactly as many bytes as the frame has: one step too far is then out of the allocation.
        let bytes = UnsafeMutableRawBufferPointer.allocate(
            byteCount: frame.reduce(0) { count, _ in count + 1 },
            alignment: 1
        )
        defer { bytes.deallocate() }
        bytes.copyBytes(from: Array(frame))
        switch try Envelope.parse(UnsafeRawBufferPointer(bytes)) {
        case .call(_, let action, _, let payload):
            let kinds = FrameKind.all.filter { $0.isCall && $0.action == action }
            return try kinds.map { try $0.rewrite(payload) }
        case .result(_, let payload):
            let kinds = FrameKind.all.filter { !$0.isCall }
            let written = kinds.compactMap { try? $0.rewrite(payload) }
            guard !written.isEmpty else { throw UnexpectedFrame() }
            return written
        case .error(let id, let code, name: _, let description):
            var writer = FrameWriter()
            writer.error(id, code, description.string)
            return [Array(writer.bytes)]
        }
    }

    /// The code a charger would answer a call with, nil when there is nothing to refuse.
    static func refusal(ofCall name: String, _ payload: String) throws -> ErrorCode? {
        let frame = Array("[2,\"1\",\"\(name)\",\(payload)]".utf8)
        return try frame.withUnsafeBytes { bytes in
            guard case .call(_, let action, _, let payload) = try Envelope.parse(bytes) else {
                return nil
            }
            let kind = FrameKind.all.first { $0.isCall && $0.action == action }
            guard let kind else { return .notImplemented }
            do throws(PayloadError) {
                _ = try kind.rewrite(payload)
                return nil
            } catch {
                return error.code
            }
        }
    }
}
