import Testing

@testable import Scenarios

/// Scenarios of a few megabytes that were made to take hours: each is many of one thing.
@Suite struct `a scenario with very many` {
    @Test func `variables is read in their order, each named once`() {
        var problems = Problems(environment: .empty)
        for number in 0..<1_000_000 { _ = problems.variable("V\(number)") }
        for number in 0..<1_000_000 { _ = problems.variable("V\(number)") }
        #expect(problems.variables.count == 1_000_000)
        #expect(problems.variables.first == "V0" && problems.variables.last == "V999999")
    }

    @Test func `lists is read in their order, each named once`() {
        var problems = Problems(environment: .empty)
        for number in 0..<200_000 { problems.note(list: "\(number / 2).csv") }
        #expect(problems.lists.count == 100_000)
    }

    @Test func `unknown variables tells two hundred of them, and how many there are`() {
        let rows = (0..<90_000).map { "- ${V\($0)}" }
        let lines = Parsed("fleet:\n" + rows.joined(separator: "\n")).lines
        #expect(lines.count <= 201)
        #expect(lines.first?.contains("the environment has no variable ‘V0’") == true)
        #expect(lines.last?.hasSuffix(" more") == true, "\(lines.last ?? "")")
    }

    @Test func `passwords and comments hides what of them stands in comments`() {
        var texts = SecretTexts()
        for number in 0..<15_000 { texts.add("x\(number)-of-these") }
        var work = SecretTexts.maximumWork
        for _ in 0..<200_000 { _ = texts.masked(in: "# abcdefgh", &work) }
        #expect(work == SecretTexts.maximumWork)
        #expect(texts.masked(in: "# it is x77-of-these, or so", &work) == "# it is ***, or so")
        // All that begin alike, over and over: from some work on only whole words are looked for.
        var alike = SecretTexts()
        for number in 0..<15_000 { alike.add("secret-\(number)") }
        for _ in 0..<200_000 { _ = alike.masked(in: "# secret-x", &work) }
        #expect(work <= 0)
        #expect(alike.masked(in: "# or secret-9 then", &work) == "# or *** then")
        #expect(alike.stand(in: "is it secret-9?") && !alike.stand(in: "is it secret-y?"))
    }
}
