/// How a report's page looks: one column, quiet, light or dark as the reader's system is.
enum PageStyle {
    static let css = """
        :root {
          color-scheme: light dark;
          --page: #fbfbfa; --card: #ffffff; --ink: #1c2126; --quiet: #646c75; --rule: #e3e5e8;
          --first: #2b6cb0; --second: #c2691c; --alarm: #c0392f; --good: #2f7d4f;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #131619; --card: #1a1e22; --ink: #e4e7ea; --quiet: #969ea7; --rule: #2b3036;
            --first: #6ba7e5; --second: #e39b56; --alarm: #ee6f62; --good: #6cbb8c;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 2.5rem 1.25rem 3rem; max-width: 74rem;
          background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
          font-variant-numeric: tabular-nums;
        }
        h1 { margin: 0; font-size: 1.7rem; line-height: 1.2; letter-spacing: -0.01em; }
        h2 { margin: 0 0 0.6rem; font-size: 1.05rem; }
        p { margin: 0.35rem 0; }
        small, .quiet, footer { color: var(--quiet); }
        code { font: 0.9em ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
        .status { font-weight: 600; color: var(--good); }
        .status.alarm { color: var(--alarm); }
        .figures, .charts { display: grid; gap: 0.9rem; margin-top: 1.5rem; }
        .figures { grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
        .charts { grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr)); }
        .figures div, figure {
          margin: 0; padding: 0.85rem 1rem; background: var(--card);
          border: 1px solid var(--rule); border-radius: 8px;
        }
        .figures b { display: block; font-size: 1.35rem; font-weight: 600; line-height: 1.35; }
        .figures span { color: var(--quiet); font-size: 0.87rem; }
        .tables { display: flex; flex-wrap: wrap; gap: 2.25rem 3.5rem; margin-top: 2.25rem; }
        .tables section { max-width: 100%; }
        .tables p { max-width: 30rem; }
        figcaption { margin-bottom: 0.4rem; font-weight: 600; }
        figcaption small { font-weight: 400; }
        .legend { float: right; font-weight: 400; font-size: 0.87rem; color: var(--quiet); }
        .key { margin-left: 0.9rem; }
        .key::before {
          content: ""; display: inline-block; width: 0.9em; height: 0.2em; margin-right: 0.4em;
          vertical-align: middle; border-radius: 1px; background: currentcolor;
        }
        .key.first::before { background: var(--first); }
        .key.second::before { background: var(--second); }
        .key.alarm::before { background: var(--alarm); }
        svg { display: block; width: 100%; height: auto; }
        svg text { font-size: 11px; fill: var(--quiet); }
        svg .value { text-anchor: end; dominant-baseline: middle; }
        svg .time { text-anchor: middle; }
        svg path { fill: none; vector-effect: non-scaling-stroke; }
        svg .grid { stroke: var(--rule); stroke-width: 1; }
        svg .line { stroke-width: 1.5; stroke-linejoin: round; }
        svg .line.first { stroke: var(--first); }
        svg .line.second { stroke: var(--second); }
        svg .line.alarm { stroke: var(--alarm); }
        svg .area { fill: var(--first); opacity: 0.12; }
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; min-width: 22rem; margin-bottom: 0.6rem; }
        th, td { padding: 0.32rem 0 0.32rem 0.9rem; text-align: right; white-space: nowrap; }
        th { font-weight: 500; color: var(--quiet); font-size: 0.87rem; }
        td { border-top: 1px solid var(--rule); }
        .text { text-align: left; padding-left: 0; padding-right: 0.9rem; }
        tr.all td { font-weight: 600; }
        footer { margin-top: 2.5rem; padding-top: 1rem; border-top: 1px solid var(--rule);
          font-size: 0.87rem; }
        """
}
