extension Summary {
    /// The run over simulated time.
    var charts: [Chart] {
        [callChart, latencyChart, connectionChart, transactionChart]
    }

    private var callChart: Chart {
        let perSlotSecond = 1_000_000 / Double(timeline.slotMicroseconds)
        var curves = [curve("by chargers", .first) { Double($0.callsOut) * perSlotSecond }]
        if timeline.slots.contains(where: { $0.callsIn > 0 }) {
            curves.append(curve("by the CSMS", .second) { Double($0.callsIn) * perSlotSecond })
        }
        if timeline.slots.contains(where: { $0.failures > 0 }) {
            curves.append(curve("failed", .alarm) { Double($0.failures) * perSlotSecond })
        }
        return chart("Calls", unit: "per second", curves)
    }

    private var latencyChart: Chart {
        var chart = chart(
            "Response time",
            unit: "ms, due → reply",
            [
                curve("p50", .first) { $0.latencyP50.map { Double($0) / 1_000 } },
                curve("p99", .second) { $0.latencyP99.map { Double($0) / 1_000 } },
            ]
        )
        chart.mayBeLogarithmic = true
        return chart
    }

    private var connectionChart: Chart {
        var connected = curve("connected", .first) { $0.connected.map(Double.init) }
        connected.isFilled = true
        return chart("Chargers connected", unit: "", [connected])
    }

    /// Those begun less those ended; visits are stored when they end, so they could not tell.
    private var transactionChart: Chart {
        var underWay = 0
        let values = timeline.slots.map { slot -> Double? in
            underWay += slot.transactionsBegun - slot.transactionsEnded
            return Double(max(underWay, 0))
        }
        let curve = Chart.Curve(name: "under way", colour: .first, values: values, isFilled: true)
        return chart("Transactions under way", unit: "", [curve])
    }

    private func curve(
        _ name: String,
        _ colour: Chart.Curve.Colour,
        _ value: (Timeline.Slot) -> Double?
    ) -> Chart.Curve {
        Chart.Curve(name: name, colour: colour, values: timeline.slots.map(value))
    }

    private func chart(_ title: String, unit: String, _ curves: [Chart.Curve]) -> Chart {
        Chart(
            title: title,
            unit: unit,
            start: timeline.slots.first?.start ?? 0,
            slotLength: timeline.slotMicroseconds,
            curves: curves
        )
    }
}
