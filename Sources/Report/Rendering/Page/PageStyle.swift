/// How a report's page looks: one column, one accent, light or dark as the reader's system is.
enum PageStyle {
    static let css = base + charts + tables + narrowAndPrint

    private static let base = """
        :root {
          color-scheme: light dark;
          --page: #fafaf8; --card: #ffffff; --ink: #1b2026; --quiet: #5a626b; --rule: #e2e4e7;
          --accent: #1f5fa6; --soft: #8a939d; --alarm: #b3261e; --good: #1f7042; --doubt: #8a5a00;
          --tint: #eef3f9; --bad-tint: #fbeeec; --good-tint: #edf6f0; --doubt-tint: #fbf4e4;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --page: #121518; --card: #191d21; --ink: #e5e8eb; --quiet: #a0a8b1; --rule: #2d3238;
            --accent: #74aee8; --soft: #7d8791; --alarm: #f2857a; --good: #77c795; --doubt: #e0b25c;
            --tint: #1b2632; --bad-tint: #331e1c; --good-tint: #182a20; --doubt-tint: #2f2716;
          }
        }
        * { box-sizing: border-box; }
        body {
          margin: 0 auto; padding: 2.25rem 1.5rem 3rem; max-width: 76rem;
          background: var(--page); color: var(--ink);
          font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans",
            sans-serif;
          font-variant-numeric: tabular-nums;
        }
        h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; letter-spacing: -0.012em;
          overflow-wrap: anywhere; }
        h2 { margin: 2.5rem 0 0.9rem; padding-top: 1.1rem; border-top: 1px solid var(--rule);
          font-size: 1.2rem; line-height: 1.3; }
        h3 { margin: 1.6rem 0 0.5rem; font-size: 1rem; }
        p { margin: 0.35rem 0; max-width: 46rem; overflow-wrap: anywhere; }
        header p { max-width: none; }
        .verdict p { max-width: 62rem; }
        small, .quiet, footer { color: var(--quiet); font-size: 0.867rem; }
        a { color: var(--accent); }
        code, pre { font: 0.867rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono",
          monospace; }
        pre { margin: 0.5rem 0; padding: 0.75rem 1rem; overflow-wrap: anywhere;
          white-space: pre-wrap; background: var(--card); border: 1px solid var(--rule);
          border-radius: 6px; }
        details { margin: 0.75rem 0; }
        summary { cursor: pointer; color: var(--accent); }
        .verdict { margin: 1.4rem 0; padding: 1.1rem 1.3rem; border-radius: 8px;
          border-left: 6px solid var(--soft); background: var(--card); }
        .verdict.good { border-color: var(--good); background: var(--good-tint); }
        .verdict.bad { border-color: var(--alarm); background: var(--bad-tint);
          border-left-style: double; }
        .verdict.doubt { border-color: var(--doubt); background: var(--doubt-tint);
          border-left-style: dashed; }
        .verdict h2 { margin: 0; padding: 0; border: 0; font-size: 1.4rem; }
        .verdict.good h2 { color: var(--good); }
        .verdict.bad h2 { color: var(--alarm); }
        .verdict.doubt h2 { color: var(--doubt); }
        .verdict ul { margin: 0.6rem 0 0; padding: 0; list-style: none; }
        .verdict li { padding: 0.2rem 0 0.2rem 1.6rem; text-indent: -1.6rem;
          overflow-wrap: anywhere; }
        .sign { display: inline-block; width: 1.6rem; text-indent: 0; font-weight: 700; }
        li.failed b, .no { color: var(--alarm); }
        li.passed b, .yes { color: var(--good); }
        .maybe { color: var(--doubt); }
        .figures { display: grid; gap: 0.75rem; margin: 1.2rem 0 0;
          grid-template-columns: repeat(auto-fit, minmax(9.2rem, 1fr)); }
        .figures div { padding: 0.8rem 1rem; background: var(--card);
          border: 1px solid var(--rule); border-radius: 8px; }
        .figures dt { color: var(--quiet); font-size: 0.867rem; line-height: 1.35; }
        .figures dd { margin: 0; font-size: 1.4rem; font-weight: 600; line-height: 1.35; }
        .figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end; }
        footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--rule); }

        """

    private static let charts = """
        .charts { display: grid; gap: 1rem;
          grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); }
        .charts .wide { grid-column: 1 / -1; }
        .charts + .charts, .charts + p, .charts + div, h3 + .charts { margin-top: 1rem; }
        figure { margin: 0; padding: 0.9rem 1.1rem 0.8rem; background: var(--card); min-width: 0;
          border: 1px solid var(--rule); border-radius: 8px; break-inside: avoid; }
        figcaption { font-weight: 600; }
        figcaption small { font-weight: 400; }
        .legend { display: flex; flex-wrap: wrap; gap: 0 1.1rem; margin: 0.1rem 0 0; padding: 0;
          list-style: none; color: var(--quiet); font-size: 0.867rem; }
        .key { width: 26px; height: 14px; margin-right: 0.45em; vertical-align: -2px; }
        .plot { position: relative; height: 12rem; margin: 1.5rem 1.3rem 1.7rem 3.9rem; }
        .low .plot { height: 7rem; }
        .plot > svg { display: block; width: 100%; height: 100%; overflow: visible; }
        .zoomable .plot > svg { overflow: hidden; }
        .plot i { position: absolute; font-style: normal; font-size: 0.8rem; line-height: 1;
          color: var(--quiet); white-space: nowrap; }
        .plot .y { right: calc(100% + 0.5rem); transform: translateY(50%); }
        .plot .x { top: calc(100% + 0.45rem); transform: translateX(-50%); }
        .plot .phase { bottom: calc(100% + 0.3rem); overflow: hidden; text-overflow: ellipsis;
          padding-left: 0.25rem; border-left: 1px solid var(--soft); line-height: 1.15; }
        .plot .mark { bottom: calc(100% + 0.05rem); transform: translateX(-50%); font-weight: 700;
          color: var(--alarm); background: var(--card); padding: 0 0.15rem; line-height: 1.15; }
        .plot .name { margin: 0 0.5rem 0.5rem; padding: 0.15rem 0.3rem; color: var(--ink);
          background: var(--card); border: 1px solid var(--rule); border-radius: 4px; }
        .plot .axis { right: 0; top: calc(100% + 1.4rem); }
        .plot:has(.axis) { margin-bottom: 2.6rem; }
        .unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden;
          clip-path: inset(50%); white-space: nowrap; }
        .words { color: var(--quiet); font-size: 0.867rem; }
        svg path { fill: none; vector-effect: non-scaling-stroke; }
        .grid { stroke: var(--rule); stroke-width: 1; }
        .boundary { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 2 3; }
        svg .fault { fill: var(--alarm); fill-opacity: 0.12; stroke: var(--alarm);
          stroke-width: 1; stroke-opacity: 0.55; }
        .line, .bar { stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
        .line.second { stroke: var(--ink); stroke-width: 1.4; stroke-dasharray: 5 3; }
        .line.third { stroke: var(--accent); stroke-width: 1.4; stroke-dasharray: 1.5 2.5; }
        .line.fourth { stroke: var(--soft); stroke-width: 1.4; }
        .line.alarm { stroke: var(--alarm); stroke-width: 1.6; stroke-dasharray: 8 2 2 2; }
        .line.limit { stroke: var(--alarm); stroke-width: 1.6; stroke-dasharray: 10 4; }
        svg .band { fill: var(--accent); fill-opacity: 0.2; }
        .dots { stroke: var(--accent); stroke-width: 8; stroke-linecap: round; }
        .dots.second { stroke: var(--ink); stroke-width: 7; stroke-linecap: square; }
        .dots.third { stroke: var(--accent); stroke-width: 5; stroke-linecap: square; }
        .dots.fourth { stroke: var(--soft); stroke-width: 5; }
        .bar.second { stroke: var(--ink); } .bar.fourth { stroke: var(--soft); }
        .dots.alarm { stroke: var(--alarm); stroke-width: 7; stroke-linecap: square; }
        .bar { stroke-width: 5; stroke-opacity: 0.3; }
        svg .cell { fill: var(--accent); shape-rendering: crispEdges; }
        svg .c0 { fill-opacity: 0.12; } svg .c1 { fill-opacity: 0.24; }
        svg .c2 { fill-opacity: 0.38; } svg .c3 { fill-opacity: 0.52; }
        svg .c4 { fill-opacity: 0.68; } svg .c5 { fill-opacity: 0.84; }
        .cursor { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--ink);
          pointer-events: none; }
        .span { position: absolute; top: 0; bottom: 0; background: var(--accent); opacity: 0.18;
          pointer-events: none; }
        figure { position: relative; }
        .read { position: absolute; left: 1rem; right: 1rem; bottom: 0.6rem; margin: 0;
          padding: 0.1rem; color: var(--ink); background: var(--card); min-height: 2.6em; }
        .read:empty { display: none; }
        .zoomable .plot > svg { cursor: crosshair; touch-action: pan-y; }
        .bars { margin: 0.6rem 0; padding: 0; list-style: none; }
        .bars li { margin: 0.5rem 0; }
        .bars b { display: block; height: 0.6rem; margin-top: 0.15rem; min-width: 2px;
          background: var(--accent); border-radius: 2px; print-color-adjust: exact; }

        """

    private static let tables = """
        .scroll { overflow-x: auto; }
        table { border-collapse: collapse; margin: 0 0 0.9rem; font-size: 0.933rem; }
        caption { padding: 0 0 0.3rem; text-align: left; color: var(--quiet);
          font-size: 0.867rem; }
        th, td { padding: 0.34rem 0 0.34rem 1.1rem; text-align: right; vertical-align: top; }
        thead th { font-weight: 500; color: var(--quiet); font-size: 0.867rem;
          vertical-align: bottom; }
        tbody th { font-weight: 400; }
        tbody th, td { border-top: 1px solid var(--rule); }
        td, tbody th { white-space: nowrap; }
        .text { text-align: left; padding-left: 0; padding-right: 1.1rem; }
        td.text, th.text { white-space: normal; min-width: 4.5rem; }
        .any { overflow-wrap: anywhere; }
        .long td.wide { white-space: normal; }
        tr.all td, tr.all th { font-weight: 600; }
        th button { all: unset; cursor: pointer; }
        th button:focus-visible { outline: 2px solid var(--accent); }
        th[aria-sort=ascending] button::after { content: " ▲"; }
        th[aria-sort=descending] button::after { content: " ▼"; }
        .parts, .sheets { display: none; }
        .map th { text-align: center; vertical-align: middle; }
        .map tbody th { border: 0; padding: 0.5rem 0.8rem 0.5rem 0; text-align: right; }
        .map thead th { padding: 0.34rem 0.3rem; }
        .map thead td { border: 0; background: none; }
        .map td { min-width: 5rem; border: 2px solid var(--page); text-align: center;
          vertical-align: middle; padding: 0.5rem; background: var(--card); }
        .map .met { background: var(--good-tint); color: var(--good); font-weight: 600; }
        .map .missed { background: var(--bad-tint); color: var(--alarm); }
        .map .undecided { background: var(--doubt-tint); color: var(--doubt); }
        .map .chosen { outline: 3px solid var(--good); outline-offset: -3px; }
        .map .edge-left { border-left: 3px solid var(--ink); }
        .map .edge-top { border-top: 3px solid var(--ink); }
        .cards { display: grid; gap: 1rem;
          grid-template-columns: repeat(auto-fit, minmax(min(30rem, 100%), 1fr)); }
        .cards h3 { margin: 0; }
        nav { display: flex; flex-wrap: wrap; gap: 0.2rem 1.2rem; margin: 0 0 1.4rem;
          font-size: 0.933rem; }
        nav details { margin: 0; }
        .filter { display: flex; flex-wrap: wrap; gap: 0.6rem 1rem; align-items: end;
          margin: 1.3rem 0; }
        .filter label { display: grid; color: var(--quiet); font-size: 0.867rem; }
        .choice { max-width: none; margin-bottom: 0.8rem; }
        select, button, input:not([type]) { height: 2.3rem; padding: 0 0.6rem; font: inherit;
          color: var(--ink); background: var(--card); border: 1px solid var(--soft);
          border-radius: 6px; }
        .runs { width: 100%; }
        .runs label { white-space: nowrap; }
        .cards > section { min-width: 0; }

        """

    private static let narrowAndPrint = """
        @media (max-width: 680px) {
          body { padding: 1.25rem 1rem 2rem; font-size: 15px; }
          h1 { font-size: 1.45rem; }
          .verdict { padding: 0.9rem 1rem; }
          .verdict h2 { font-size: 1.2rem; }
          .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.5rem; }
          .figures div { padding: 0.6rem 0.7rem; }
          .figures dd { font-size: 1.15rem; }
          figure { padding: 0.7rem 0.7rem 0.6rem; }
          .plot { margin-left: 3.5rem; }
          .plot .odd { display: none; }
          .whole.broken { display: none; }
          .parts { display: block; }
          .parts td.wide { white-space: normal; }
          th, td { padding-left: 0.7rem; }
          .text { padding-left: 0; padding-right: 0.7rem; }
          td.text, th.text { min-width: 4rem; }
          table { font-size: 0.867rem; }
          .map td { min-width: 2.6rem; padding: 0.35rem 0.2rem; }
          .filter label, .filter input, .filter select { width: 100%; }
          .runs thead { display: none; }
          .runs, .runs tbody, .runs tr, .runs td, .runs th { display: block; }
          .runs tr { margin: 0 0 0.6rem; padding: 0.6rem 0.8rem; background: var(--card);
            border: 1px solid var(--rule); border-radius: 8px; }
          .runs td, .runs th { padding: 0.1rem 0; border: 0; }
          .runs td::before { content: attr(data-label) ": "; color: var(--quiet); }
        }
        @media print {
          :root { color-scheme: light; font-size: 12.5px;
            --page: #fff; --card: #fff; --ink: #000; --quiet: #444; --rule: #bbb; --soft: #777;
            --accent: #1f5fa6; --alarm: #b3261e; --good: #1f7042; --doubt: #7a4f00;
            --tint: #fff; --bad-tint: #fff; --good-tint: #fff; --doubt-tint: #fff; }
          @page { margin: 14mm 12mm; }
          body { max-width: none; padding: 0 1px; font-size: 9.5pt; }
          .figures { grid-template-columns: repeat(auto-fit, minmax(6.6rem, 1fr)); gap: 0.5rem; }
          .figures div { padding: 0.5rem 0.6rem; }
          .figures dd { font-size: 1.2rem; }
          details:not([open]) { display: none; }
          /* A short table stays on one sheet. A long one goes on, with its head once more, which a
             button in it would prevent. */
          table:not(:has(tbody tr:nth-child(9))) { break-inside: avoid; }
          caption, thead, tbody tr:first-child { break-after: avoid; }
          tbody tr:last-child { break-before: avoid; }
          th button { display: contents; }
          p:has(+ pre) { break-after: avoid; }
          .verdict { border: 1px solid currentcolor; border-left-width: 6px; }
          .charts, .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0.6rem; }
          figure, .verdict, tr { break-inside: avoid; }
          h2, h3 { break-after: avoid; }
          .scroll { overflow: visible; }
          th, td { padding-left: 0.6rem; }
          td.wide, tbody th { white-space: normal; }
          .read, nav, form { display: none; }
          .plot { height: 9rem; }
        }
        @media print and (min-width: 681px) {
          .whole.beyond { display: none; }
          .sheets { display: block; }
        }
        """
}
