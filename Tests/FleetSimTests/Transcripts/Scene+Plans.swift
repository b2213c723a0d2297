@testable import FleetSim

extension Scene {
    /// Lists, reservations and charging profiles.
    static var plans: [Scene] { lists + reservations + profiles }

    private static var lists: [Scene] {
        let off = [(ConfigurationKey.localAuthListEnabled, "false")]
        return [
            Scene(
                .sendLocalList,
                "a whole list and what differs",
                .complete(),
                .sendLocalList(.full, entries: 3),
                .sendLocalList(.differential, entries: 1)
            ),
            Scene(
                .sendLocalList,
                "more than there is room for",
                .complete(configuration: [(.localAuthListMaxLength, "2")]),
                .sendLocalList(.full, entries: 3)
            ),
            Scene(
                .sendLocalList,
                "a charger without lists",
                .complete(configuration: off),
                .sendLocalList(.full, entries: 3)
            ),
            Scene(
                .getLocalListVersion,
                "no list, then the first",
                .complete(),
                .getLocalListVersion,
                .sendLocalList(.full, entries: 1),
                .getLocalListVersion
            ),
            Scene(
                .getLocalListVersion,
                "a charger without lists",
                .complete(configuration: off),
                .getLocalListVersion
            ),
        ]
    }

    private static var reservations: [Scene] {
        let hour = Command.reserve(connector: 1, lasts: .seconds(3_600))
        return [
            Scene(.reserveNow, "a free connector", .complete(), hour),
            Scene(.reserveNow, "a connector in use") { wire in
                try wire.visit()
                try wire.call(hour)
            },
            Scene(
                .reserveNow,
                "a connector out of service",
                .complete(),
                .changeAvailability(connector: 1, .inoperative),
                hour
            ),
            Scene(
                .reserveNow,
                "no such connector",
                .complete(),
                .reserve(connector: 9, lasts: .seconds(3_600))
            ),
            Scene(
                .reserveNow,
                "a charger without reservations",
                .complete(without: .reservation),
                hour
            ),
            Scene(.cancelReservation, "one that stands", .complete(), hour, .cancelReservation),
            Scene(.cancelReservation, "one whose time is over") { wire in
                try wire.call(.reserve(connector: 1, lasts: .seconds(60)), thenSeconds: 120)
                try wire.call(.cancelReservation)
            },
        ]
    }

    private static var profiles: [Scene] {
        let limit = Command.setChargingProfile(connector: 1, .tenAmperes)
        let schedule = GetCompositeSchedule(
            connectorId: 1,
            duration: 7_200,
            chargingRateUnit: .amperes
        )
        let nowhere = GetCompositeSchedule(connectorId: 9, duration: 60)
        return [
            Scene(.setChargingProfile, "a limit for every driver", .complete(), limit),
            Scene(
                .setChargingProfile,
                "no such connector",
                .complete(),
                .setChargingProfile(connector: 9, .tenAmperes)
            ),
            Scene(
                .setChargingProfile,
                "a charger without profiles",
                .complete(without: .smartCharging),
                limit
            ),
            Scene(
                .clearChargingProfile,
                "the one that is there, and then no more",
                .complete(),
                limit,
                .clearChargingProfile(ClearChargingProfile(id: 1)),
                .clearChargingProfile(ClearChargingProfile(id: 1))
            ),
            Scene(
                .getCompositeSchedule,
                "two hours under a limit",
                .complete(),
                limit,
                .getCompositeSchedule(schedule)
            ),
            Scene(
                .getCompositeSchedule,
                "no such connector",
                .complete(),
                .getCompositeSchedule(nowhere)
            ),
        ]
    }
}

extension ProfileTemplate {
    /// Ten amperes for an hour, then six.
    static let tenAmperes = ProfileTemplate(
        id: 1,
        stackLevel: 0,
        purpose: .txDefault,
        kind: .absolute,
        unit: .amperes,
        periods: [
            Period(from: .zero, limit: 10_000),
            Period(from: .seconds(3_600), limit: 6_000, phases: 1),
        ]
    )
}
