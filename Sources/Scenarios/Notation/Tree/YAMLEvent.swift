/// One step of reading YAML, as libyaml reports it.
struct YAMLEvent {
    enum Kind: Equatable {
        case documentStart, documentEnd, streamEnd
        case scalar(String, isPlain: Bool)
        case listStart, listEnd, mappingStart, mappingEnd
        case alias
    }

    var kind: Kind
    /// The name after `&`, or after `*` for an alias.
    var anchor: String?
    var tag: String?
    /// Whether it is no key of a mapping.
    var isValue = true
    var origin: Origin
    /// Of a scalar: which characters of the text it takes, quotation marks and all.
    var span: Range<Int>?
}
