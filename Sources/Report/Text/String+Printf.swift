import Glibc

extension String {
    /// Text as printf makes it, with points in numbers wherever the process runs.
    ///
    /// Foundation's formatting would bring its tables of all languages into the program: 40 MB.
    package init(printf format: String, _ arguments: any CVarArg...) {
        self = withVaList(arguments) { list in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
                let length = Int(vsnprintf(buffer.baseAddress, buffer.count, format, list))
                precondition((0..<buffer.count).contains(length), "‘\(format)’ is too long")
                return String(
                    decoding: buffer[..<length].lazy.map { UInt8(bitPattern: $0) },
                    as: UTF8.self
                )
            }
        }
    }
}
