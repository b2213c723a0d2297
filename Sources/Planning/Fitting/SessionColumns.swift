import Scenarios

/// Which column of a session log holds what.
package struct SessionColumns: Equatable, Sendable {
    /// What a column may hold.
    package enum Role: String, CaseIterable, Sendable {
        case arrival, departure, duration, energy, user, site
    }

    /// A column, and in what its numbers are where its name says so.
    struct Column: Equatable, Sendable {
        var index: Int
        var name: String
        var unit: String
    }

    private(set) var columns: [Role: Column] = [:]

    subscript(role: Role) -> Column? { columns[role] }

    /// Finds the columns that the user names, and guesses the others.
    init(_ table: CSVTable, named names: [Role: String]) throws(CSVProblem) {
        let headings = table.header.map(Heading.init)
        for role in Role.allCases {
            if let name = names[role] {
                let index = try table.column(required: name)
                columns[role] = headings[index].column(at: index, name: table.header[index])
                continue
            }
            let taken = columns.values.map(\.index)
            let usual = Self.usual[role] ?? []
            let found = usual.lazy.compactMap { name in
                headings.indices.first { headings[$0].word == name && !taken.contains($0) }
            }.first
            guard let index = found else { continue }
            columns[role] = headings[index].column(at: index, name: table.header[index])
        }
        try complain(table)
    }

    private func complain(_ table: CSVTable) throws(CSVProblem) {
        let missing: String? =
            if self[.arrival] == nil {
                "arrivals"
            } else if self[.departure] == nil && self[.duration] == nil {
                "departures or durations"
            } else if self[.energy] == nil {
                "energies"
            } else {
                nil
            }
        guard let missing else { return }
        let names = table.header.map { "‘\($0)’" }.joined(separator: ", ")
        throw CSVProblem(
            table.headerLine,
            "no column looks like the \(missing); name it. There are \(names)"
        )
    }

    /// One line of what was understood.
    package var text: String {
        Role.allCases.compactMap { role in
            self[role].map { "\(role.rawValue) ‘\($0.name)’" }
        }.joined(separator: ", ")
    }
}

extension SessionColumns {
    /// What exports call their columns, without marks and units; the surest names first.
    private static let usual: [Role: [String]] = [
        .arrival: [
            "connectiontime", "arrival", "arrived", "arrivaltime", "plugin", "plugintime",
            "startplugin", "pluggedin", "plugged", "connected", "connecttime",
            "utctransactionstart", "transactionstart", "transactionstartdt", "sessionstart",
            "starttime", "startdate", "startdatetime", "start", "started", "created", "from",
            "begin", "datetime", "date", "time",
        ],
        .departure: [
            "disconnecttime", "departure", "departed", "departuretime", "left", "plugout",
            "plugouttime", "endplugout", "unplug", "unplugtime", "unplugged", "disconnected",
            "utctransactionstop", "transactionstop", "transactionstopdt", "sessionend", "endtime",
            "enddate", "enddatetime", "end", "ended", "stop", "stoptime", "to", "finish",
        ],
        .duration: [
            "duration", "connectedtime", "dwell", "stay", "parkingtime", "plugduration",
            "durationplugged", "sessionduration",
        ],
        .energy: [
            "kwhdelivered", "delivered", "total", "deliveredenergy", "energydelivered", "energy",
            "totalenergy", "requested", "el", "kwhtotal", "kwh", "charge", "charged",
            "energyconsumed", "consumption", "chargeadded", "wh", "amount",
        ],
        .user: [
            "userid", "user", "driver", "customer", "card", "startcard", "cardid", "idtag", "tag",
            "rfid", "account", "vehicle", "ev",
        ],
        .site: [
            "siteid", "site", "garageid", "garage", "locationid", "location", "address",
            "carpark",
        ],
    ]

    /// A heading as a word and a unit: `Energy (kWh)` and `energy_kwh` are both an energy in kWh.
    private struct Heading {
        let word: String
        let unit: String

        init(_ heading: String) {
            let parts = heading.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
            guard parts.count > 1, let last = parts.last, Self.units.contains(last) else {
                let word = parts.joined()
                self.word = word
                unit = word == "wh" || word == "kwh" ? word : ""
                return
            }
            word = parts.dropLast().joined()
            unit = last
        }

        private static let units = [
            "kwh", "wh", "us", "ms", "s", "sec", "secs", "seconds", "m", "min", "mins", "minutes",
            "h", "hr", "hrs", "hours",
        ]

        func column(at index: Int, name: String) -> Column {
            Column(index: index, name: name, unit: unit)
        }
    }
}
