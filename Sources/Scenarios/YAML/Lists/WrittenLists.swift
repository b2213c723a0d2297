/// Lists of chargers and tokens as CSV: what is written so is read as the same fleet.
package enum WrittenLists {
    /// A charger of a fleet.
    package struct Charger {
        package var identity: String
        package var site: String
        /// Which of the kinds it is of.
        package var kind: Int
        package var own: ListedCharger?

        package init(identity: String, site: String, kind: Int, own: ListedCharger?) {
            self.identity = identity
            self.site = site
            self.kind = kind
            self.own = own
        }
    }

    /// The list of a fleet's chargers.
    ///
    /// Passwords in plain text stand in it only where that is asked for; where they come from always does.
    package static func chargers(
        _ chargers: [Charger],
        kinds: [ChargerGroup],
        withPasswords: Bool
    ) -> String {
        let traits = kinds.map { kind in
            kind.writtenTraits.filter { withPasswords || !$0.isSecret }
        }
        var names: [String] = []
        for trait in traits.joined() where !names.contains(trait.name) { names.append(trait.name) }
        let own: [(name: String, text: (ListedCharger) -> String?)] = [
            ("password", { $0.password?.written(inPlainText: withPasswords) }),
            ("certificate", { $0.certificate }),
            ("key", { $0.key }),
        ].filter { column in
            chargers.contains { $0.own.flatMap(column.1) != nil }
        }
        let cells = traits.map { traits in
            names.map { name in traits.first { $0.name == name }?.text ?? "" }.map(cell)
        }
        var text = (["identity", "site"] + names + own.map(\.name)).map(cell)
            .joined(separator: ",")
        text += "\n"
        for charger in chargers {
            let line =
                [cell(charger.identity), cell(charger.site)] + cells[charger.kind]
                + own.map { column in cell(charger.own.flatMap(column.text) ?? "") }
            text += line.joined(separator: ",") + "\n"
        }
        return text
    }

    /// The list of tokens.
    package static func tokens(_ tokens: [ListedToken]) -> String {
        let columns: [(name: String, text: (ListedToken) -> String?)] = [
            ("token", \.text), ("status", { $0.status.rawValue }), ("group", \.group),
            ("share", { $0.share.map { "\(($0 * 100).terse)%" } }), ("site", \.site),
        ].filter { column in
            ["token", "status"].contains(column.0) || tokens.contains { column.1($0) != nil }
        }
        var text = columns.map(\.name).joined(separator: ",") + "\n"
        for token in tokens {
            text += columns.map { cell($0.text(token) ?? "") }.joined(separator: ",") + "\n"
        }
        return text
    }

    /// Whether passwords are left out of a list unless they are asked for.
    package static func hidesPasswords(_ chargers: [Charger], kinds: [ChargerGroup]) -> Bool {
        chargers.contains { $0.own?.password.map { $0.source == nil } == true }
            || kinds.contains { $0.writtenTraits.contains(where: \.isSecret) }
    }

    /// In quotation marks where it would not be read as it is.
    private static func cell(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), 0x00..<0x20: false
            default: true
            }
        }
        guard !isPlain || text.hasPrefix("#") || text.hasPrefix(" ") || text.hasSuffix(" ") else {
            return text
        }
        return "\"\(text.replacing("\"", with: "\"\""))\""
    }
}

extension ListedPassword {
    fileprivate func written(inPlainText: Bool) -> String? { source ?? (inPlainText ? value : nil) }
}

/// A trait of a kind of chargers, as a column has it.
struct WrittenTrait: Equatable {
    var name: String
    var text: String
    var isSecret = false
}

extension ChargerGroup {
    /// Its model, its connectors, and each trait that differs from what its model has.
    var writtenTraits: [WrittenTrait] {
        [WrittenTrait(name: "model", text: baseModel.id)] + modelTraits + installation + settings
    }

    /// The model of the catalogue that it is most like.
    private var baseModel: ChargerModel {
        ChargerModel.catalogue.first { $0.id == model.id }
            ?? ChargerModel.catalogue.first { $0.vendor == model.vendor && $0.model == model.model }
            ?? .generic
    }

    private var modelTraits: [WrittenTrait] {
        let base = baseModel
        let own = ChargerGroup.traits.map(\.key)
        return ChargerModel.traits.compactMap { trait in
            let key = trait.field.key
            let text = trait.text(model)
            guard key == "connectors" || text != trait.text(base) else { return nil }
            // A trait that is gone cannot be written; none of those that differ between models is.
            guard let text else { return nil }
            return WrittenTrait(
                name: own.contains(key) ? "model.\(key)" : key,
                text: text.asCellOfYAML
            )
        }
    }

    private var installation: [WrittenTrait] {
        let usual = ChargerGroup(model: model)
        var traits: [WrittenTrait] = []
        func add(_ name: String, _ text: String?, isSecret: Bool = false) {
            guard let text else { return }
            traits.append(WrittenTrait(name: name, text: text, isSecret: isSecret))
        }
        add("network", network == usual.network ? nil : network.rawValue)
        add("drop_outs", hasDropOuts ? "true" : nil)
        let ports = vpn?.outboundPorts.map(String.init).joined(separator: ", ")
        add("vpn", ports.map { "{outbound: [\($0)]}" })
        add(
            "identification",
            identification == usual.identification ? nil : Written.words(identification)
        )
        add("unlocks_by_pin", unlocksByPIN ? nil : "false")
        add("current_limit", currentLimit.map(Dimension.current.text))
        add("powered_at", firstPower.map(Written.duration))
        add("back_off_jitter", backOffJitter.map(Written.duration))
        add("green", green?.written)
        add("setup.enabled", setup.isEnabled ? nil : "false")
        add("setup.url", setup.url.written)
        add("setup.identity", setup.identity == .nothing ? "none" : nil)
        add("setup.terms", setup.acceptsTerms ? nil : "declined")
        add("setup.user", setup.user?.asCell)
        add("setup.password", setup.password?.asCell, isSecret: true)
        return traits
    }

    private var settings: [WrittenTrait] {
        configuration.map { setting in
            WrittenTrait(
                name: "configuration.\(setting.key)",
                text: setting.value.asCell,
                isSecret: setting.key.lowercased() == "authorizationkey"
            )
        }
    }
}

extension String {
    /// A text as a cell has it: in the quotation marks of YAML where it would be read as something else.
    fileprivate var asCell: String {
        let isWord = !"[{\"".contains(first ?? "[") && !contains("${")
        let isNull = ["~", "null", "Null", "NULL"].contains(self)
        return isWord && !isNull ? self : Written.text(replacing("${", with: "$${"))
    }

    /// A value as YAML has it, without the quotation marks that a cell does not need.
    fileprivate var asCellOfYAML: String {
        guard count >= 2, hasPrefix("\""), hasSuffix("\"") else { return self }
        guard !contains("\\") else { return replacing("${", with: "$${") }
        return String(dropFirst().dropLast()).asCell
    }
}

extension SetupSpec.Entry {
    fileprivate var written: String? {
        switch self {
        case .usual: nil
        case .nothing: "none"
        case .text(let text): text.asCell
        }
    }
}

extension GreenSpec {
    /// As one mapping.
    fileprivate var written: String {
        var parts = ["mode: \(mode.rawValue)"]
        if !userModes.isEmpty {
            let modes = userModes.map {
                "{mode: \($0.mode.rawValue), share: \(Dimension.share.text($0.share))}"
            }
            parts.append("user_modes: [\(modes.joined(separator: ", "))]")
        }
        parts.append("minimum_green_level: \(Dimension.share.text(minimumGreenLevel))")
        parts.append("starts_after: \(Written.duration(startsAfter))")
        parts.append("stops_after: \(Written.duration(stopsAfter))")
        if !boosts.isEmpty {
            let hours = boosts.map {
                "{from: \(Written.duration($0.from)), until: \(Written.duration($0.until))}"
            }
            parts.append("boosts: [\(hours.joined(separator: ", "))]")
        }
        if !prices.isEmpty {
            parts.append("prices: [\(prices.map(\.terse).joined(separator: ", "))]")
            parts.append("cheapest_hours: \(cheapestHours)")
        }
        return "{\(parts.joined(separator: ", "))}"
    }
}
