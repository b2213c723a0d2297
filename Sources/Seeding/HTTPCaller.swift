import CCurl
import Glibc
import Scenarios

/// Asks over HTTP, one request after the other, over a connection that is kept.
final class HTTPCaller {
    struct Answer {
        var code: Int
        var text: String
    }

    /// An answer that goes on beyond this is none.
    private static let longestAnswer = 1 << 20

    private let curl: OpaquePointer
    private let shouldStop: () -> Bool
    private let complaints = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
    private var received: [UInt8] = []
    private var fieldBytes = 0

    /// Has to be called before there is a second thread.
    static func prepare() {
        fleetsim_curl_prepare()
    }

    init(_ spec: SeedSpec, shouldStop: @escaping () -> Bool) throws(SeedProblem) {
        guard let curl = curl_easy_init() else { throw SeedProblem("libcurl has no memory") }
        self.curl = OpaquePointer(curl)
        self.shouldStop = shouldStop
        complaints.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        set(CURLOPT_NOSIGNAL, 1)
        fleetsim_curl_plain_http(handle)
        fleetsim_curl_leave_names(handle)
        let milliseconds = Self.milliseconds(spec.timeout)
        set(CURLOPT_TIMEOUT_MS, milliseconds)
        set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds)
        set(CURLOPT_USERAGENT, "fleetsim")
        // What is on this machine needs no proxy.
        set(CURLOPT_NOPROXY, "localhost,127.0.0.1,::1")
        if let basic = spec.basic { fleetsim_curl_basic(handle, basic.user, basic.password) }
        if let authorities = spec.authorities { set(CURLOPT_CAINFO, authorities) }
        fleetsim_curl_complaints(handle, complaints)
        fleetsim_curl_taker(
            handle,
            { bytes, size, count, context in
                guard let bytes, let context else { return 0 }
                let caller = Unmanaged<HTTPCaller>.fromOpaque(context).takeUnretainedValue()
                return caller.take(bytes, size * count)
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
        fleetsim_curl_field_taker(
            handle,
            { _, size, count, context in
                guard let context else { return 0 }
                let caller = Unmanaged<HTTPCaller>.fromOpaque(context).takeUnretainedValue()
                return caller.takeField(size * count)
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
        endWhenAsked()
    }

    /// An interface that gives no answer is not to keep the program from ending.
    private func endWhenAsked() {
        fleetsim_curl_asker(
            handle,
            { context, _, _, _, _ in
                guard let context else { return 0 }
                let caller = Unmanaged<HTTPCaller>.fromOpaque(context).takeUnretainedValue()
                return caller.shouldStop() ? 1 : 0
            },
            Unmanaged.passUnretained(self).toOpaque()
        )
    }

    deinit {
        curl_easy_cleanup(handle)
        complaints.deallocate()
    }

    func ask(
        _ method: String,
        _ url: String,
        headers: [SeedField],
        body: String?
    ) throws(SeedFailure) -> Answer {
        received.removeAll(keepingCapacity: true)
        fieldBytes = 0
        complaints[0] = 0
        set(CURLOPT_URL, url)
        var fields: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(fields) }
        // A server that is asked whether to go on with a body need not answer.
        for field in ["Expect:"] + headers.map({ "\($0.name): \($0.value)" }) {
            guard field.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
                throw SeedFailure("a field of the request has control characters")
            }
            fields = curl_slist_append(fields, field)
        }
        set(CURLOPT_HTTPGET, 1)
        if let body {
            fleetsim_curl_body(handle, body, body.utf8.count)
        }
        set(CURLOPT_CUSTOMREQUEST, method)
        fleetsim_curl_fields(handle, fields)
        let code = curl_easy_perform(handle)
        guard code == CURLE_OK else { throw failure(code) }
        return Answer(
            code: Int(fleetsim_curl_status(handle)),
            text: String(decoding: received, as: UTF8.self).withoutPiledMarks
        )
    }

    private func take(_ bytes: UnsafePointer<CChar>, _ count: Int) -> Int {
        guard received.count + count <= Self.longestAnswer else { return 0 }
        received.append(
            contentsOf: UnsafeRawBufferPointer(start: bytes, count: count)
        )
        return count
    }

    /// Fields count with the body: libcurl would keep any number of those behind it.
    private func takeField(_ count: Int) -> Int {
        fieldBytes += count
        return fieldBytes <= Self.longestAnswer ? count : 0
    }

    private func failure(_ code: CURLcode) -> SeedFailure {
        switch code {
        case CURLE_OPERATION_TIMEDOUT: return SeedFailure("no answer in time")
        case CURLE_ABORTED_BY_CALLBACK: return SeedFailure("an end was wanted before its answer")
        case CURLE_WRITE_ERROR: return SeedFailure("the answer is longer than 1 MiB")
        default:
            let said = String(cString: complaints)
            let reason = said.isEmpty ? String(cString: curl_easy_strerror(code)) : said
            let mayPass =
                code == CURLE_COULDNT_CONNECT || code == CURLE_GOT_NOTHING
                || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR
            return SeedFailure(reason, mayPass: mayPass)
        }
    }

    private var handle: UnsafeMutableRawPointer { UnsafeMutableRawPointer(curl) }

    private func set(_ option: CURLoption, _ value: String) {
        fleetsim_curl_text(handle, option, value)
    }

    private func set(_ option: CURLoption, _ value: Int) {
        fleetsim_curl_number(handle, option, value)
    }

    static func milliseconds(_ duration: Duration) -> Int {
        let (seconds, attoseconds) = duration.components
        assert(duration >= .zero, "a wait is not shorter than none: libcurl takes 0 for no limit")
        return Int(seconds) * 1_000 + Int(attoseconds / 1_000_000_000_000_000)
    }
}
