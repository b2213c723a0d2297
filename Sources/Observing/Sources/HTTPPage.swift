import CCurl
import Glibc

/// A page that is fetched over HTTP or HTTPS, with a bound on its size and on the time; the connection is kept.
final class HTTPPage {
    /// More than this of a page is not read.
    static let longest = 8 << 20
    /// The fields of an answer, those behind its body included, are no longer than this.
    private static let longestFields = 64 << 10
    /// How often a fetch looks whether it is to be broken off, in milliseconds.
    private static let patience: Int32 = 100

    private let transfer: OpaquePointer
    private let transfers: OpaquePointer
    private let fields: UnsafeMutablePointer<curl_slist>?
    private let complaints = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var received: [UInt8] = []
    private var isTooLong = false
    private var fieldBytes = 0

    /// Has to be called before there is a second thread.
    static func prepare() {
        fleetsim_curl_prepare()
    }

    /// `authorities` is a file of those to trust (PEM); nil: those of the system.
    init(_ url: String, authorities: String? = nil) throws(LookError) {
        guard let transfer = curl_easy_init() else { throw .noMemory }
        guard let transfers = curl_multi_init() else {
            curl_easy_cleanup(transfer)
            throw .noMemory
        }
        self.transfer = OpaquePointer(transfer)
        self.transfers = OpaquePointer(transfers)
        fields = curl_slist_append(nil, "Accept: text/plain;version=0.0.4, */*;q=0.5")
        complaints.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        fleetsim_curl_plain_http(transfer)
        fleetsim_curl_leave_names(transfer)
        fleetsim_curl_number(transfer, CURLOPT_NOSIGNAL, 1)
        fleetsim_curl_fields(transfer, fields)
        fleetsim_curl_complaints(transfer, complaints)
        fleetsim_curl_text(transfer, CURLOPT_URL, url)
        fleetsim_curl_text(transfer, CURLOPT_USERAGENT, "fleetsim")
        // What is observed stands near the CSMS, not behind a proxy to the world.
        fleetsim_curl_text(transfer, CURLOPT_NOPROXY, "*")
        if let authorities { fleetsim_curl_text(transfer, CURLOPT_CAINFO, authorities) }
        fleetsim_curl_taker(
            transfer,
            { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let page = Unmanaged<HTTPPage>.fromOpaque(context).takeUnretainedValue()
                return page.take(bytes, size * count)
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
        fleetsim_curl_field_taker(
            transfer,
            { _, size, count, context in
                guard let context else { return 0 }
                let page = Unmanaged<HTTPPage>.fromOpaque(context).takeUnretainedValue()
                return page.takeField(size * count)
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    deinit {
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
        curl_slist_free_all(fields)
        complaints.deallocate()
    }

    private var easy: UnsafeMutableRawPointer { UnsafeMutableRawPointer(transfer) }
    private var multi: UnsafeMutableRawPointer { UnsafeMutableRawPointer(transfers) }

    /// The body of the answer.
    func fetch(until deadline: Deadline) throws(LookError) -> [UInt8] {
        received = []
        isTooLong = false
        fieldBytes = 0
        complaints[0] = 0
        guard curl_multi_add_handle(multi, easy) == CURLM_OK else { throw .noMemory }
        defer { curl_multi_remove_handle(multi, easy) }
        var running: Int32 = 0
        repeat {
            guard curl_multi_perform(multi, &running) == CURLM_OK else { throw .noMemory }
            guard running > 0 else { break }
            guard !deadline.isOver else { throw .tooLate }
            curl_multi_poll(multi, nil, 0, Self.patience, nil)
        } while true
        var left: Int32 = 0
        guard let message = curl_multi_info_read(multi, &left) else { throw .noMemory }
        let code = message.pointee.data.result
        guard code == CURLE_OK else { throw failure(code) }
        let status = fleetsim_curl_status(easy)
        guard status == 200 else { throw LookError("it answered with status \(status)") }
        defer { received = [] }
        return received
    }

    private func take(_ bytes: UnsafePointer<CChar>, _ count: Int) -> Int {
        guard received.count + count <= Self.longest else {
            isTooLong = true
            return 0
        }
        received.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
        return count
    }

    private func takeField(_ count: Int) -> Int {
        fieldBytes += count
        return fieldBytes <= Self.longestFields ? count : 0
    }

    private func failure(_ code: CURLcode) -> LookError {
        switch code {
        case CURLE_WRITE_ERROR where isTooLong:
            return LookError("its page is longer than \(Self.longest >> 20) MiB")
        case CURLE_WRITE_ERROR where fieldBytes > Self.longestFields:
            return LookError("the fields of its answer are longer than 64 KiB")
        case CURLE_GOT_NOTHING: return LookError("it hung up without an answer")
        case CURLE_PARTIAL_FILE: return LookError("its answer was cut short")
        case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY:
            return LookError("it does not speak HTTP")
        case CURLE_COULDNT_CONNECT:
            errno = Int32(fleetsim_curl_system_error(easy))
            return .system("cannot be reached")
        default:
            let said = String(cString: complaints)
            return LookError(said.isEmpty ? String(cString: curl_easy_strerror(code)) : said)
        }
    }
}

extension LookError {
    fileprivate static let noMemory = LookError("libcurl has no memory")
}
