extension VendorMessage {
    static let notation = Record(
        Self(vendor: ""),
        [
            Field(
                "vendor",
                \.vendor,
                .text(1...255),
                "Whose message it is: a domain name, the other way round.",
                isRequired: true
            )
        ] + details.map(\.field)
    )
    .notation

    static let traits: [Trait<Self>] =
        [Trait("vendor", \.vendor, .text(1...255), "Whose message it is.", Written.text)] + details

    private static let details: [Trait<Self>] = [
        Trait(
            "message",
            \.id,
            .text(1...50),
            "Which of the vendor's messages; absent: it names none.",
            Written.text
        ),
        Trait(
            "data",
            \.data,
            .text(0...10_000),
            "What it tells, as the two vendors agreed; absent: nothing.",
            Written.text
        ),
    ]
}
