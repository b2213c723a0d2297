/// The unit of a measured value; a frequency has none, it is in hertz.
package enum UnitOfMeasure: WireText, WireEnum {
    case wattHours = "Wh"
    case kilowattHours = "kWh"
    case watts = "W"
    case kilowatts = "kW"
    case amperes = "A"
    case volts = "V"
    case percent = "Percent"
    case celsius = "Celcius"
    case fahrenheit = "Fahrenheit"
    case kelvin = "K"
    case voltAmperes = "VA"
    case kilovoltAmperes = "kVA"
    case vars = "var"
    case kilovars = "kvar"
    case varHours = "varh"
    case kilovarHours = "kvarh"

    /// The misspelling is what the errata advise to send; the right one is understood too.
    package static func alias(_ spelling: WireText) -> UnitOfMeasure? {
        spelling == "Celsius" ? .celsius : nil
    }
}
