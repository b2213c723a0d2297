/// Why bytes are no histogram that can be read here.
package enum HistogramError: Error, Equatable {
    case truncated
    case notAHistogram
    case notZlib
    /// A block that was really compressed: not written here, and no decompressor is at hand.
    case compressed
    case checksum
    case trailingBytes
    /// Another range or precision than ours, so that the counts mean other values.
    case otherBuckets
    case tooManyBuckets
    case tooManyValues
}

extension HistogramError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .truncated: "its length is not the one it states"
        case .notAHistogram: "it does not begin as an HdrHistogram V2 does"
        case .notZlib: "it holds no zlib stream"
        case .compressed: "its zlib stream is compressed, and only stored blocks are read"
        case .checksum: "its checksum is wrong"
        case .trailingBytes: "bytes follow its end"
        case .otherBuckets: "its range or precision is not 1 to 3600000000 with three digits"
        case .tooManyBuckets: "it counts beyond its range"
        case .tooManyValues: "it counts more values than a run can have"
        }
    }
}
