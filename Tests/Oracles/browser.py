"""Opens pages in a headless Chromium as a reader would, and says what is wrong with them.

Arguments: files of HTML. Prints a line for each fault, and last how many pages were looked at.
"""

import shutil
import sys
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

WIDE, NARROW = 1440, 390
# A4 within the margins of the page, in CSS pixels.
PAPER = 703

BEYOND = """limit => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  if (!box.width || !box.height || box.right <= limit + 1) return false;
  if (e.closest('svg') || e.closest('.unseen')) return false;
  // What lies in a box of its own that scrolls is reached by scrolling.
  const scroll = e.closest('.scroll');
  return !scroll || scroll === e || getComputedStyle(scroll).overflowX === 'visible';
}).slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40))"""

CLIPPED = """() => [...document.querySelectorAll('.scroll')]
  .filter(e => e.offsetParent && e.scrollWidth > e.clientWidth + 1)
  .map(e => e.getAttribute('aria-label'))"""

# Tables that paper has in parts though a sheet is wide enough for them, or keeps whole though they are long.
PAPER_TABLES = """limit => [...document.querySelectorAll('.whole')].flatMap(e => {
  const table = e.querySelector('table');
  if (table.rows.length > 20 && e.offsetParent && getComputedStyle(table).breakInside === 'avoid')
    return ['is kept on one sheet: ' + e.getAttribute('aria-label')];
  // Chromium repeats no head that has a box of a control.
  const button = table.querySelector('thead button');
  if (e.offsetParent && button && getComputedStyle(button).display !== 'contents')
    return ['has no head on its second sheet: ' + e.getAttribute('aria-label')];
  const parts = !e.offsetParent && [...e.parentElement.querySelectorAll('.parts, .sheets')]
    .some(p => p.offsetParent);
  if (!parts) return [];
  e.style.display = 'block';
  table.style.width = 'min-content';
  const width = table.getBoundingClientRect().width;
  e.style.display = table.style.width = '';
  return width < limit ? ['is in parts, and has ' + width + ' px: ' + e.getAttribute('aria-label')] : [];
})"""

TEXT = "() => document.querySelector('main').innerText.replace(/\\s+/g, ' ')"


class Reader:
    def __init__(self, browser, path):
        self.browser, self.path, self.faults = browser, path, []

    def fault(self, what):
        self.faults.append(f"{Path(self.path).name}: {what}")

    def open(self, width, **options):
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **options)
        page = context.new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and self.fault(f"console: {m.text}"))
        page.on("pageerror", lambda e: self.fault(f"script: {e}"))
        page.on("request", lambda r: self.check_request(r.url))
        page.goto(Path(self.path).resolve().as_uri())
        return page

    def check_request(self, url):
        if url != Path(self.path).resolve().as_uri() and not url.startswith("data:"):
            self.fault(f"it asks for {url}")

    def check_width(self, page, name, limit):
        for element in page.evaluate(BEYOND, limit):
            self.fault(f"{name}: beyond the page: {element}")

    def check_screens(self):
        for width in (WIDE, NARROW):
            for scheme in ("light", "dark"):
                page = self.open(width, color_scheme=scheme)
                name = f"{width} px, {scheme}"
                self.check_width(page, name, width)
                if width == NARROW:
                    for label in page.evaluate(CLIPPED):
                        self.fault(f"{name}: columns are cut off: {label}")
                if (width, scheme) == (NARROW, "dark"):
                    page.context.close()
                    continue
                for violation in Axe().run(page).response["violations"]:
                    if violation["impact"] in ("serious", "critical"):
                        nodes = [n["html"][:80] for n in violation["nodes"][:2]]
                        self.fault(f"{name}: {violation['id']}: {nodes}")
                page.context.close()

    def check_print(self):
        page = self.open(PAPER)
        page.emulate_media(media="print")
        self.check_width(page, "print", PAPER)
        for fault in page.evaluate(PAPER_TABLES, PAPER - 20):
            self.fault(f"print: a table {fault}")
        if len(page.pdf(format="A4")) < 10_000:
            self.fault("print: there is nothing in the PDF")
        page.context.close()

    def check_without_script(self):
        with_script = self.open(WIDE)
        without = self.open(WIDE, java_script_enabled=False)
        # Scripts of the page are off, not those of the reader.
        if with_script.evaluate(TEXT) != without.evaluate(TEXT):
            self.fault("without JavaScript the page says something else")
        with_script.context.close()
        without.context.close()

    def check_verdict(self):
        page = self.open(WIDE)
        first = page.locator("main > *").first
        if "verdict" not in (first.get_attribute("class") or ""):
            self.fault("the verdict is not the first thing")
        if page.locator(".verdict .failed").count() and "good" in first.get_attribute("class"):
            self.fault("a failed threshold stands under a green verdict")
        page.context.close()

    def check_script(self):
        page = self.open(WIDE)
        plot = page.locator("[data-edges] .plot > svg").first
        if plot.count():
            plot.scroll_into_view_if_needed()
            plot.hover()
            reads = [t for t in page.locator(".read").all_inner_texts() if t]
            if not reads:
                self.fault("a pointer over a chart tells no values")
            box = plot.bounding_box()
            before = plot.locator("g").get_attribute("transform")
            page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + 20)
            page.mouse.down()
            page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 20, steps=4)
            page.mouse.up()
            if plot.locator("g").get_attribute("transform") == before:
                self.fault("dragging over a chart does not zoom")
        table = page.locator("table.sortable").first
        if table.count() and table.is_visible():
            button = table.locator("thead button").last
            button.click()
            order = "rows => rows.filter(r => r.className !== 'all').map(r => r.cells[r.cells.length - 1]" \
                ".textContent.replace(/[^0-9.]/g, '')).map(Number)"
            values = table.locator("tbody tr").evaluate_all(order)
            if values != sorted(values, reverse=True) and "aria-sort" not in table.inner_html():
                self.fault("a click on the head of a column does not sort")
        page.context.close()


def main(paths):
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no chromium: run scripts/setup test")
    faults = []
    with sync_playwright() as driver:
        # Root may run Chromium only without its sandbox; it opens pages of ours.
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        for path in paths:
            reader = Reader(browser, path)
            reader.check_screens()
            reader.check_print()
            reader.check_without_script()
            reader.check_verdict()
            reader.check_script()
            faults += reader.faults
        browser.close()
    for fault in faults:
        print(fault)
    print(f"{len(paths)} pages looked at, {len(faults)} faults")


main(sys.argv[1:])
