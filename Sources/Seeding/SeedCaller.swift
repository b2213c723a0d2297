import FleetSim
import Glibc
import Scenarios

/// Does for one row after the other what the description says; each thread has its own.
struct SeedCaller {
    private let spec: SeedSpec
    private let caller: HTTPCaller
    private let shouldStop: () -> Bool
    /// What no message may show.
    private let secrets: [String]

    init(_ spec: SeedSpec, shouldStop: @escaping () -> Bool) throws(SeedProblem) {
        self.spec = spec
        self.shouldStop = shouldStop
        caller = try HTTPCaller(spec, shouldStop: shouldStop)
        secrets = spec.headers.map(\.value) + [spec.basic?.password].compactMap(\.self)
    }

    /// Puts it there.
    func create(_ row: SeedRow, _ steps: SeedSteps) throws(SeedFailure) -> SeedOutcome {
        var texts = texts(of: row)
        if let find = steps.find, try isThere(row, find, &texts) { return .already }
        let (isDone, code) = try perform(steps.create, row, &texts)
        guard let find = steps.find else { return isDone ? .made : .already }
        guard try isThere(row, find, &texts) else {
            throw SeedFailure(
                "\(shown(steps.create, texts)): answered \(code), but it is not there"
            )
        }
        return isDone ? .made : .already
    }

    /// Takes it away.
    func remove(_ row: SeedRow, _ steps: SeedSteps) throws(SeedFailure) -> SeedOutcome {
        guard let remove = steps.remove else { return .leftOut }
        var texts = texts(of: row)
        if let find = steps.find, try !isThere(row, find, &texts) { return .already }
        let (isDone, code) = try perform(remove, row, &texts)
        var after = texts
        if let find = steps.find, try isThere(row, find, &after) {
            throw SeedFailure("\(shown(remove, texts)): answered \(code), but it is still there")
        }
        return isDone ? .made : .already
    }

    /// Whether the answers to the question can be believed: no CSMS has what it was never told of.
    func checkQuestion(of row: SeedRow, _ steps: SeedSteps, number: UInt64) throws(SeedFailure) {
        guard let find = steps.find else { return }
        let row = row.neverThere(number)
        var texts = texts(of: row)
        guard try isThere(row, find, &texts) else { return }
        throw SeedFailure(
            "\(shown(find, texts)): says that ‘\(row.name)’ is there, which nothing can have put "
                + "there, so that its answers tell nothing"
        )
    }
}

extension SeedCaller {
    private func texts(of row: SeedRow) -> [String: String] {
        var texts = row.texts
        texts["now"] = Self.now()
        return texts
    }

    private func isThere(
        _ row: SeedRow,
        _ find: SeedRequest,
        _ texts: inout [String: String]
    ) throws(SeedFailure) -> Bool {
        var find = find
        if find.already == nil { find.already = SeedAnswer(404...404) }
        return try perform(find, row, &texts).isDone
    }

    /// Makes a request, again if it may pass; false: there was nothing to do.
    private func perform(
        _ request: SeedRequest,
        _ row: SeedRow,
        _ texts: inout [String: String]
    ) throws(SeedFailure) -> (isDone: Bool, code: Int) {
        var attempt = 0
        while true {
            do throws(SeedFailure) {
                return try performOnce(request, &texts)
            } catch {
                guard error.mayPass, attempt < spec.retries, !shouldStop() else {
                    throw SeedFailure(masked("\(shown(request, texts)): \(error.line)", row))
                }
                // 100, 200, 400 ms …
                for _ in 0..<(1 << min(attempt, 5)) where !shouldStop() { usleep(100_000) }
                attempt += 1
                assert(attempt <= spec.retries, "no more tries than the scenario allows")
            }
        }
    }

    private func performOnce(
        _ request: SeedRequest,
        _ texts: inout [String: String]
    ) throws(SeedFailure) -> (isDone: Bool, code: Int) {
        let answer = try answer(to: request, texts)
        func covers(_ expected: SeedAnswer?) throws(SeedFailure) -> Bool {
            guard var expected else { return false }
            expected.has = try expected.has?.filled(.json, texts)
            expected.lacks = try expected.lacks?.filled(.json, texts)
            return expected.covers(answer.code, answer.text)
        }
        let isDone = try covers(request.done)
        let isAlready = isDone ? false : try covers(request.already)
        guard isDone || isAlready else {
            let text = answer.text.split(whereSeparator: \.isNewline).first.map { ": \($0)" } ?? ""
            throw SeedFailure(
                "answered \(answer.code)\(String(text.unicodeScalars.prefix(160)).visible)",
                mayPass: [429, 502, 503, 504].contains(answer.code)
            )
        }
        if isDone { try take(request.take, from: answer.text, &texts) }
        return (isDone, answer.code)
    }

    private func answer(
        to request: SeedRequest,
        _ texts: [String: String]
    ) throws(SeedFailure) -> HTTPCaller.Answer {
        switch request.action {
        case .command(let words):
            var filled: [String] = []
            for word in words { filled.append(try word.filled(.plain, texts)) }
            return try CommandCaller.run(
                filled,
                timeout: spec.timeout,
                shouldStop: shouldStop
            )
        case .http(let method, let url):
            let own = request.headers.map { $0.name.lowercased() }
            var headers: [SeedField] = []
            for field in spec.headers.filter({ !own.contains($0.name.lowercased()) })
                + request.headers
            {
                headers.append(
                    SeedField(name: field.name, value: try field.value.filled(.plain, texts))
                )
            }
            if request.body != nil,
                !headers.contains(where: { $0.name.lowercased() == "content-type" })
            {
                headers.append(SeedField(name: "Content-Type", value: "application/json"))
            }
            return try caller.ask(
                method,
                url.filled(.percent, texts),
                headers: headers,
                body: request.body?.filled(SeedEncoding(of: headers), texts)
            )
        }
    }

    private func take(
        _ fields: [SeedField],
        from answer: String,
        _ texts: inout [String: String]
    ) throws(SeedFailure) {
        for field in fields {
            guard let text = JSONTree.text(at: field.value, in: answer) else {
                throw SeedFailure("its answer has nothing at ‘\(field.value)’")
            }
            texts[field.name] = text
        }
    }

    /// The request as messages have it: without what variables hold, and without passwords.
    private func shown(_ request: SeedRequest, _ texts: [String: String]) -> String {
        var texts = texts
        for name in ["password", "password_sha256"] { texts[name] = "***" }
        return (try? request.shown.filled(.plain, texts)) ?? request.shown
    }

    private func masked(_ line: String, _ row: SeedRow) -> String {
        var line = line
        let own = ["password", "password_sha256"].compactMap { row.texts[$0] }
        for secret in secrets + own where secret.utf8.count >= 4 {
            line.replace(secret, with: "***")
        }
        return line
    }

    /// The time of day, as in 2026-03-02T09:00:00Z.
    private static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        return String(
            decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
    }
}
