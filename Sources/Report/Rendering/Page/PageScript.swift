/// What a page does besides standing there.
///
/// It shows values under the pointer with one cursor over all charts of a section, zooms where a reader
/// drags, and sorts tables. Without it nothing is missing.
enum PageScript {
    static let javaScript = """
        (() => {
        'use strict';
        const g = v => v === 0 ? '0' : Math.abs(v) >= 1e5 ? (v / 1e3).toFixed(0) + 'k'
          : Math.abs(v) >= 1000 ? Math.round(v).toLocaleString('en') : String(+v.toPrecision(3));
        const time = v => { const a = Math.abs(v); return a < 999.5 ? g(v) + ' µs'
          : a < 999500 ? g(v / 1e3) + ' ms' : a < 6e8 ? g(v / 1e6) + ' s'
          : a < 7.2e9 ? g(v / 6e7) + ' min' : g(v / 3.6e9) + ' h'; };
        const unit = { time, number: g, perSecond: v => g(v) + '/s', share: v => g(v * 100) + ' %',
          power: v => g(v / 1e3) + ' kW', current: v => g(v) + ' A', bytes: v => g(v / 1e6) + ' MB' };
        const two = n => String(n).padStart(2, '0');
        const clock = t => { const s = Math.floor(t / 1e6);
          return Math.floor(s / 3600) + ':' + two(Math.floor(s / 60) % 60) + ':' + two(s % 60); };
        const add = (parent, tag, name) => { const e = document.createElement(tag);
          e.className = name; parent.append(e); return e; };
        const wire = (part, signal) => {
        for (const group of part.querySelectorAll('[data-edges]')) {
          const edges = JSON.parse(group.dataset.edges), first = edges[0], end = edges.at(-1);
          if (!(end > first)) continue;
          let from = first, to = end, held = null;
          group.classList.add('zoomable');
          const charts = [...group.querySelectorAll('[data-s]')].map(figure => {
            const plot = figure.querySelector('.plot'), svg = plot.querySelector('svg');
            const read = add(figure, 'p', 'words read');
            return { figure, plot, svg, read, layer: svg.querySelector('g'), own: [],
              data: JSON.parse(figure.dataset.s) };
          });
          const share = t => (t - from) / (to - from);
          const at = (chart, event) => { const box = chart.svg.getBoundingClientRect();
            const x = (event.clientX - box.left) / box.width;
            return from + Math.min(Math.max(x, 0), 1) * (to - from); };
          const slot = t => { let a = 0, b = edges.length - 2;
            while (a < b) { const m = (a + b + 1) >> 1; if (edges[m] <= t) a = m; else b = m - 1; }
            return a; };
          const show = t => { const n = slot(t); for (const chart of charts) {
            chart.cursor ??= add(chart.plot, 'u', 'cursor');
            chart.cursor.style.left = share(t) * 100 + '%';
            const say = unit[chart.data.q];
            chart.read.textContent = clock(edges[n]) + (chart.data.s.length ? ': ' : '')
              + chart.data.s.map(s => { const v = s.v[n]; if (v == null) return s.n + ' –';
                return s.n + ' ' + (s.l && s.l[n] !== v ? say(s.l[n]) + ' to ' : '') + say(v);
              }).join(', '); } };
          const hide = () => { for (const chart of charts) { chart.cursor?.remove();
            chart.cursor = null; chart.read.textContent = ''; } };
          const draw = () => { for (const chart of charts) {
            const k = (end - first) / (to - from);
            const x = -(from - first) / (end - first) * 1000 * k;
            chart.layer.setAttribute('transform', `translate(${x} 0) scale(${k} 1)`);
            for (const label of chart.own) label.remove();
            chart.own = [];
            for (const label of chart.plot.querySelectorAll('i[data-t]')) {
              const s = share(+label.dataset.t);
              label.style.left = s * 100 + '%'; label.hidden = s < 0 || s > 1
                || (k > 1 && label.classList.contains('x')); }
            for (const label of chart.plot.querySelectorAll('.phase')) label.hidden = k > 1;
            if (k > 1) for (const s of [0, 0.5, 1]) { const label = add(chart.plot, 'i', 'x');
              label.textContent = clock(from + s * (to - from)); label.style.left = s * 100 + '%';
              chart.own.push(label); } } };
          for (const chart of charts) {
            chart.svg.addEventListener('pointermove', event => { const t = at(chart, event); show(t);
              if (held === null) return;
              chart.span ??= add(chart.plot, 'u', 'span');
              chart.span.style.left = share(Math.min(t, held)) * 100 + '%';
              chart.span.style.width = Math.abs(share(t) - share(held)) * 100 + '%'; });
            chart.svg.addEventListener('pointerdown', event => {
              if (event.pointerType !== 'touch') held = at(chart, event); });
            chart.svg.addEventListener('pointerleave', () => { if (held === null) hide(); });
            window.addEventListener('pointerup', event => {
              if (!chart.span) return;
              const t = at(chart, event), a = Math.min(t, held), b = Math.max(t, held);
              chart.span.remove(); chart.span = null;
              if (b - a > (to - from) / 100) { from = a; to = b; draw(); } }, { signal });
            chart.svg.addEventListener('dblclick', () => { from = first; to = end; draw(); });
          }
          window.addEventListener('pointerup', () => { held = null; }, { signal });
        }
        for (const table of part.querySelectorAll('table.sortable')) {
          const heads = [...table.tHead.rows[0].cells], body = table.tBodies[0];
          heads.forEach((head, column) => {
            if (!head.textContent) return;
            const button = add(head, 'button', ''); button.type = 'button';
            button.append(...[...head.childNodes].filter(node => node !== button));
            button.addEventListener('click', () => {
              const down = head.getAttribute('aria-sort') !== 'descending';
              heads.forEach(other => other.removeAttribute('aria-sort'));
              head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
              const key = row => { const cell = row.cells[column];
                return cell.dataset.v ?? cell.textContent; };
              const rows = [...body.rows].filter(row => row.className !== 'all');
              const sums = [...body.rows].filter(row => row.className === 'all');
              const number = text => parseFloat(text.replaceAll(',', '').replace('> ', ''));
              rows.sort((a, b) => { const x = key(a), y = key(b), n = number(x) - number(y);
                const order = Number.isNaN(n) ? x.localeCompare(y) : n;
                return down ? -order : order; });
              body.append(...rows, ...sums); }); }); }
        };
        let drawn = new AbortController();
        wire(document, drawn.signal);
        document.addEventListener('drawn', event => { drawn.abort(); drawn = new AbortController();
          wire(event.target, drawn.signal); });
        })();
        """
}
