/// The parts of which pages are made.
package enum Page {
    /// A whole page that needs nothing from anywhere; with navigation, one of a site.
    ///
    /// A page that others change while it is read is live, and comes again by itself without a script.
    package static func html(
        title: String,
        navigation: String = "",
        isLive: Bool = false,
        body: String
    ) -> String {
        let again = "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>\n"
        let scripts = [PageScript.javaScript] + (isLive ? [LiveScript.javaScript] : [])
        let ends = scripts.map { "<script>\(inScript($0))</script>\n" }.joined()
        return """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(title.inHTML) – FleetSim</title>
            <link rel="icon" href="data:,">
            \(isLive ? again : "")<style>
            \(PageStyle.css)
            </style>
            </head>
            <body>
            \(navigation)\(KeptUnits.applied(to: body))\(ends)</body>
            </html>

            """
    }

    /// Every script of any page, as it stands between its tags.
    package static var scripts: [String] {
        [PageScript.javaScript, LiveScript.javaScript].map(inScript)
    }

    private static func inScript(_ text: String) -> String { "\n\(text)\n" }

    /// A heading over whatever there is; nothing over nothing.
    package static func section(_ heading: String, _ parts: [String]) -> String {
        let content = parts.joined()
        guard !content.isEmpty else { return "" }
        return "<section>\n<h2>\(heading.inHTML)</h2>\n\(content)</section>\n\n"
    }

    package static func paragraphs(_ sentences: [String]) -> String {
        sentences.map { "<p>\($0.inHTML)</p>\n" }.joined()
    }

    static func table(_ table: Table?, _ caption: String? = nil) -> String {
        guard let table, !table.isEmpty else { return "" }
        return table.html(caption)
    }

    /// Charts that have their time in common.
    static func charts(_ charts: [String], over axis: TimeAxis) -> String {
        let content = charts.joined()
        guard !content.isEmpty else { return "" }
        let edges = axis.edges.map(String.init).joined(separator: ",")
        return "<div class=\"charts\" data-edges=\"[\(edges)]\">\n\(content)</div>\n"
    }

    static func charts(_ charts: [String]) -> String {
        let content = charts.joined()
        return content.isEmpty ? "" : "<div class=\"charts\">\n\(content)</div>\n"
    }

    static func figures(_ figures: [(value: String, meaning: String)]) -> String {
        guard !figures.isEmpty else { return "" }
        let boxes = figures.map {
            "<div><dt>\($0.meaning.inHTML)</dt><dd>\($0.value.inHTML)</dd></div>\n"
        }
        return "<dl class=\"figures\">\n\(boxes.joined())</dl>\n"
    }

    static func folded(_ title: String, _ content: String) -> String {
        content.isEmpty
            ? "" : "<details>\n<summary>\(title.inHTML)</summary>\n\(content)</details>\n"
    }

    static func preformatted(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return "<pre>\(lines.map { String($0).inHTML }.joined(separator: "\n"))</pre>\n"
    }

    /// Bars with their names and values in words.
    static func bars(_ bars: [(name: String, share: Double, text: String)]) -> String {
        guard !bars.isEmpty else { return "" }
        let items = bars.map { bar in
            let width = (min(max(bar.share, 0), 1) * 100).inSVG
            return
                "<li>\(bar.name.inHTML): \(bar.text.inHTML)<b style=\"width:\(width)%\"></b></li>\n"
        }
        return "<ul class=\"bars\">\n\(items.joined())</ul>\n"
    }
}
