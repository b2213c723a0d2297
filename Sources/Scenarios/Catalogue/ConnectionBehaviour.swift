// What makers decide differently about the connection and about messages: the values that a charger
// goes by, and their keys.

/// How the chargers of a model connect, restart and hand their messages over.
package struct ConnectionBehaviour: Equatable, Sendable {
    /// Whether it sends a BootNotification on every new connection or only after a restart.
    package var bootsOnReconnect = false
    /// Whether it boots when a TriggerMessage asks for it although it is registered.
    ///
    /// OCPP recommends to reject that (errata to 1.6, §5.17); much firmware accepts it.
    package var bootsOnTrigger = false
    /// Whether it reconnects when the CSMS closes the connection; if not, it restarts.
    package var survivesClose = true
    /// From going down for a restart to asking for a connection again.
    package var restartTime: Duration = .seconds(45)
    /// How many attempts of each Reset fail before one works.
    package var failingResets = 0
    package var backOff = BackOff()
    /// How many messages it keeps while they cannot be delivered.
    package var queueDepth = 1_000
    /// The least time between two messages of transactions that had to wait for a connection, so as not
    /// to flood the CSMS.
    package var flushPause: Duration = .zero
    /// Whether it tells all states on every new connection or only those that changed.
    package var repeatsStatusOnReconnect = false
    /// How many calls it has under way at once; OCPP allows one.
    package var callsInFlight = 1
    /// What it tells the CSMS, after each boot, in a message that is not OCPP's; nil: nothing.
    package var vendorMessage: VendorMessage?

    package init() {}

    /// How long to wait before the next attempt to connect.
    ///
    /// No doubling makes it a fixed wait, no jitter a predictable one.
    package struct BackOff: Equatable, Sendable {
        package var first: Duration
        /// A random part from zero to this is added to every wait.
        package var jitter: Duration
        /// The wait is doubled this many times and then stays.
        package var doublings: Int
        /// No doubling takes the wait beyond this.
        package var longest: Duration

        package init(
            first: Duration = .seconds(3),
            jitter: Duration = .seconds(10),
            doublings: Int = 3,
            longest: Duration = .seconds(86_400)
        ) {
            self.first = first
            self.jitter = jitter
            self.doublings = doublings
            self.longest = longest
        }
    }
}

extension ChargerModel {
    static let connectionTraits: [Trait<ChargerModel>] = [
        Trait(
            "boots_on_reconnect",
            \.connection.bootsOnReconnect,
            .flag,
            "Whether it sends a BootNotification on every connection.",
            Written.plain
        ),
        Trait(
            "boots_on_trigger",
            \.connection.bootsOnTrigger,
            .flag,
            "Whether it boots when a TriggerMessage asks for it although it is registered.",
            Written.plain
        ),
        Trait(
            "survives_close",
            \.connection.survivesClose,
            .flag,
            "Whether it merely reconnects when the CSMS closes; if not, it restarts.",
            Written.plain
        ),
        Trait(
            "restart_time",
            \.connection.restartTime,
            .duration(.zero...(.seconds(86_400))),
            "From going down to asking for a connection again.",
            Written.duration
        ),
        Trait(
            "failing_resets",
            \.connection.failingResets,
            .integer(0...100),
            "How many attempts of each Reset fail; past ResetRetries it gives up; absent: 0.",
            Written.plain
        ),
        Trait(
            "back_off",
            \.connection.backOff,
            ConnectionBehaviour.BackOff.notation,
            "How long it waits before the next attempt to connect.",
            { Trait.flow(ConnectionBehaviour.BackOff.traits, of: $0) }
        ),
        Trait(
            "queue_depth",
            \.connection.queueDepth,
            .integer(0...1_000_000),
            "How many messages it keeps while they cannot be delivered.",
            Written.plain
        ),
        Trait(
            "flush_pause",
            \.connection.flushPause,
            .duration(.zero...(.seconds(3_600))),
            "The least time between two messages that had to wait for a connection.",
            Written.duration
        ),
        Trait(
            "repeats_status",
            \.connection.repeatsStatusOnReconnect,
            .flag,
            "Whether it tells all states on every connection, or only those that changed.",
            Written.plain
        ),
    ]

    static let messageTraits: [Trait<ChargerModel>] = [
        Trait(
            "calls_in_flight",
            \.connection.callsInFlight,
            .integer(1...100),
            "How many calls it has under way at once; OCPP allows one.",
            Written.plain
        ),
        Trait(
            "vendor_message",
            \.connection.vendorMessage,
            VendorMessage.notation,
            "What it tells the CSMS by DataTransfer after each boot; absent: nothing.",
            { Trait.flow(VendorMessage.traits, of: $0) }
        ),
    ]
}

extension ConnectionBehaviour.BackOff {
    static let notation = Record(Self(), traits.map(\.field), rules: [rising]).notation

    static let traits: [Trait<Self>] = [
        Trait(
            "first",
            \.first,
            .duration(.zero...(.seconds(86_400))),
            "The first wait; absent: 3s.",
            Written.duration
        ),
        Trait(
            "jitter",
            \.jitter,
            .duration(.zero...(.seconds(86_400))),
            "A random part up to this is added to every wait; absent: 10s.",
            Written.duration
        ),
        Trait(
            "doublings",
            \.doublings,
            .integer(0...60),
            "How often the wait is doubled; 0: it is fixed; absent: 3.",
            Written.plain
        ),
        Trait(
            "longest",
            \.longest,
            .duration(),
            "What no doubling goes beyond; absent: 1d.",
            Written.duration
        ),
    ]

    private static let rising = Rule<Self>(["longest", "first"]) { law in
        law.first <= law.longest ? nil : Complaint("the first wait is longer than the longest")
    }
}
