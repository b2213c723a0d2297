/// A day of the Gregorian calendar, extended back to year 1.
struct CalendarDate: Equatable {
    let year: Int
    let month: Int
    let day: Int

    /// Nothing for a day the calendar does not have.
    init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, day >= 1,
            day <= Self.days(in: month, of: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

// Years are counted from March on here: a leap day is then the last day of its year, and from March
// to January five months always take 153 days.
extension CalendarDate {
    /// The first of March of year 0, as a day before 1970.
    private static let epoch = 719_468
    private static let daysInFourCenturies = 146_097
    private static let daysInFourYears = 1_461

    var daysSince1970: Int {
        let marchYear = month > 2 ? year : year - 1
        let marchMonth = (month + 9) % 12
        let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
        return marchYear * 365 + leapDays + (marchMonth * 153 + 2) / 5 + day - 1 - Self.epoch
    }

    /// The date of a day not before year 1.
    init(daysSince1970 days: Int) {
        // In quarters of a day the mean century and the mean year are whole numbers.
        let quarters = (days + Self.epoch) * 4 + 3
        let century = quarters / Self.daysInFourCenturies
        let rest = quarters % Self.daysInFourCenturies / 4 * 4 + 3
        let yearOfCentury = rest / Self.daysInFourYears
        let dayOfYear = rest % Self.daysInFourYears / 4
        let marchMonth = (dayOfYear * 5 + 2) / 153
        day = dayOfYear - (marchMonth * 153 + 2) / 5 + 1
        month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        year = century * 100 + yearOfCentury + (marchMonth < 10 ? 0 : 1)
        assert(1...12 ~= month && 1...31 ~= day, "a day of the calendar")
        assert(1...9999 ~= year, "a year of four digits")
    }
}
