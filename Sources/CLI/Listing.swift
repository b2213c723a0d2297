import Scenarios

/// `fleetsim models`, `presets` and `figures`: what ships and what can be asked for, with its meaning.
enum Listing {
    /// All models, or one of them.
    static func models(_ arguments: [String]) throws -> ExitCode {
        let taken = try Arguments(arguments, .models)
        guard let id = try taken.name("model") else {
            Terminal.print(ModelListing.text())
            return .success
        }
        let known = ChargerModel.catalogue
        guard let model = known.first(where: { $0.id == id }) else {
            throw taken.unknown("model", id, among: known.map(\.id))
        }
        Terminal.print(ModelListing.text(of: [model]))
        return .success
    }

    /// All presets, or one of them as YAML.
    static func presets(_ arguments: [String]) throws -> ExitCode {
        let taken = try Arguments(arguments, .presets)
        guard let id = try taken.name("preset") else {
            Terminal.print(PresetListing.text())
            return .success
        }
        guard let preset = ArrivalPreset.named(id) else {
            throw taken.unknown("preset", id, among: ArrivalPreset.catalogue.map(\.id))
        }
        Terminal.print(PresetListing.yaml(of: preset))
        return .success
    }

    /// All figures and metrics, or one of them.
    static func figures(_ arguments: [String]) throws -> ExitCode {
        let taken = try Arguments(arguments, .figures)
        let name = try taken.name("figure")
        if let name, !FigureListing.names.contains(name) {
            throw taken.unknown("figure", name, among: FigureListing.names)
        }
        let isJSON = taken.has("--json")
        Terminal.print(isJSON ? FigureListing.json(of: name) : FigureListing.text(of: name))
        return .success
    }
}

extension Arguments {
    /// The one name that a listing can be asked for.
    fileprivate func name(_ what: String) throws(Failure) -> String? {
        positional.isEmpty ? nil : try only(what)
    }

    fileprivate func unknown(_ what: String, _ name: String, among known: [String]) -> Failure {
        usage("there is no \(what) ‘\(name)’" + NearestWord.hint(for: name, among: known))
    }
}
