import Testing

@testable import Report

@Suite struct `a number and its unit` {
    @Test(arguments: [
        (
            "<p>Peak 127 ms to 1.5 s, 40 % of 22 kW; 0.35 /s.</p>",
            "<p>Peak 127~ms to 1.5~s, 40~% of 22~kW; 0.35~/s.</p>"
        ),
        ("<td data-v=\"1 s\">3 min</td>", "<td data-v=\"1 s\">3~min</td>"),
        ("3 mines, 2 seconds, 5 Amps, x s, ms s", "3 mines, 2 seconds, 5 Amps, x s, ms s"),
        ("<pre>sleep 5 s</pre> 5 s", "<pre>sleep 5 s</pre> 5~s"),
        ("<code class=\"a\">p99 < 5 ms</code>5 ms", "<code class=\"a\">p99 < 5 ms</code>5~ms"),
        (
            "<svg><text>5 s</text></svg><script>a = 5 s</script>",
            "<svg><text>5 s</text></svg><script>a = 5 s</script>"
        ),
        ("<pre>never closed 5 s", "<pre>never closed 5 s"), ("<p", "<p"), ("", ""),
        ("größer 5 µs·", "größer 5~µs·"),
    ])
    func `stay together in text that flows, and nowhere else`(html: String, kept: String) {
        #expect(KeptUnits.applied(to: html) == kept.replacing("~", with: "\u{A0}"))
    }
}

@Suite struct `an axis of whole numbers` {
    @Test func `has no marks between them, unless all values are below one`() {
        #expect(Scale(covering: [0, 1], isOfWholes: true).ticks == [0, 1])
        #expect(Scale(covering: [0, 3], isOfWholes: true).ticks == [0, 1, 2, 3])
        #expect(Scale(covering: [0, 1]).ticks.contains(0.5))
        #expect(Scale(covering: [0, 0.4], isOfWholes: true).ticks.contains(0.1))
        #expect(Scale(covering: [0, 200], isOfWholes: true).ticks == [0, 50, 100, 150, 200])
    }

    @Test func `writes a negative value with a minus sign, not a hyphen`() {
        #expect(AxisQuantity.share.label(-0.5) == "−50 %")
        #expect(AxisQuantity.power.label(-2_000) == "−2 kW")
        #expect(AxisQuantity.time.label(0) == "0")
    }
}
