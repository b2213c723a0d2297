/// The unit of a measured value; a frequency has none, it is in hertz.
package enum UnitOfMeasure: WireText, WireEnum {
    case wattHours = "Wh"
    case kilowattHours = "kWh"
    case watts = "W"
    case kilowatts = "kW"
    case amperes = "A"
    case volts = "V"
    case percent = "Percent"
    /// As OCPP 1.6 misspells it, and as some chargers spell it all the same.
    case celcius = "Celcius"
    case celsius = "Celsius"
    case fahrenheit = "Fahrenheit"
    case kelvin = "K"
    case voltAmperes = "VA"
    case kilovoltAmperes = "kVA"
    case vars = "var"
    case kilovars = "kvar"
    case varHours = "varh"
    case kilovarHours = "kvarh"
}
