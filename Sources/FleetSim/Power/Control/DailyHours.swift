/// Hours that come again each day.
struct DailyHours: Equatable {
    private static let day: Int64 = 86_400_000_000_000

    /// In nanoseconds since midnight; the end may lie before the begin, on the next day.
    private let spans: [(from: Int64, until: Int64)]
    /// How much of a day has passed at time zero.
    private let offset: Int64

    init(_ spans: [(from: SimDuration, until: SimDuration)], offset: SimDuration) {
        self.spans = spans.map { ($0.from.nanoseconds, $0.until.nanoseconds) }
        assert(
            self.spans.allSatisfy { 0...Self.day ~= $0.from && 0...Self.day ~= $0.until },
            "hours of a day"
        )
        self.offset = offset.nanoseconds
    }

    static func == (left: DailyHours, right: DailyHours) -> Bool {
        left.offset == right.offset && left.spans.elementsEqual(right.spans, by: ==)
    }

    func contains(_ time: SimTime) -> Bool {
        let now = timeOfDay(time)
        return spans.contains { span in
            span.from < span.until
                ? span.from <= now && now < span.until : span.from <= now || now < span.until
        }
    }

    /// The next begin or end after a moment; nil where there are no such hours.
    func nextEdge(after time: SimTime) -> SimTime? {
        let now = timeOfDay(time)
        let waits = spans.flatMap { [$0.from, $0.until] }.map { edge in
            let wait = ((edge - now) % Self.day + Self.day) % Self.day
            return wait == 0 ? Self.day : wait
        }
        return waits.min().map { time + SimDuration(nanoseconds: $0) }
    }

    private func timeOfDay(_ time: SimTime) -> Int64 { (offset + time.nanoseconds) % Self.day }
}
