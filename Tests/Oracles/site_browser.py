"""Looks at a served site in a headless Chromium, as a test tells it to, a line at a time.

Argument: the address of the site. Lines: `look PATH`, `compare`, `follow PATH`, `expect TEXT`, `hold`, `go on`,
`plain PATH TEXT`, `end`. Each is answered with a line: `well`, or what is wrong.
"""

import json
import shutil
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

WIDE, NARROW = 1440, 390
# A last resort against a page that hangs.
PATIENCE = 600_000

BEYOND = """limit => [...document.querySelectorAll('body *')].filter(e => {
  const box = e.getBoundingClientRect();
  if (!box.width || !box.height || box.right <= limit + 1) return false;
  if (e.closest('svg') || e.closest('.unseen')) return false;
  const scroll = e.closest('.scroll');
  return !scroll || scroll === e || getComputedStyle(scroll).overflowX === 'visible';
}).slice(0, 5).map(e => e.tagName + '.' + e.className + ' ' + e.textContent.slice(0, 40))"""


class Reader:
    def __init__(self, browser, site):
        self.browser, self.site, self.faults, self.page = browser, site, [], None

    def open(self, path, width=WIDE, **options):
        context = self.browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and self.faults.append(f"console: {m.text}"))
        page.on("pageerror", lambda e: self.faults.append(f"script: {e}"))
        page.on("request", lambda r: self.check_request(r.url))
        page.goto(self.site + path)
        return page

    def check_request(self, url):
        if not url.startswith(self.site) and not url.startswith("data:"):
            self.faults.append(f"it asks for {url}")

    def look(self, path):
        for width in (WIDE, NARROW):
            for scheme in ("light", "dark"):
                page = self.open(path, width, color_scheme=scheme)
                for element in page.evaluate(BEYOND, width):
                    self.faults.append(f"{width} px: beyond the page: {element}")
                for violation in Axe().run(page).response["violations"]:
                    if violation["impact"] in ("serious", "critical"):
                        nodes = [n["html"][:120] for n in violation["nodes"][:2]]
                        self.faults.append(f"{width} px, {scheme}: {violation['id']}: {nodes}")
                page.context.close()

    def compare(self, _):
        page = self.open("/")
        page.locator("input[name=base]").nth(1).check()
        page.locator("input[name=new]").nth(2).check()
        page.locator(".choice button").click()
        page.wait_for_url("**/compare?**")
        if not page.locator(".verdict").count():
            self.faults.append("a comparison has no verdict")
        page.context.close()

    def follow(self, path):
        self.page = self.open(path)

    def expect(self, text):
        # The site lets nothing be evaluated in its pages; this looks from outside.
        self.page.locator("main", has_text=text).wait_for()

    def hold(self, _):
        self.page.get_by_role("button", name="Pause").click()

    def go(self, _):
        self.page.get_by_role("button", name="Go on").click()

    def hover(self, _):
        plot = self.page.locator("[data-edges] .plot > svg").first
        plot.hover()
        if not [t for t in self.page.locator(".read").all_inner_texts() if t]:
            self.faults.append("a pointer over a chart that was drawn anew tells no values")

    def plain(self, words):
        path, text = words.split(" ", 1)
        page = self.open(path, java_script_enabled=False)
        if text not in page.locator("main").inner_text():
            self.faults.append(f"without JavaScript {path} does not say ‘{text}’")
        if "/live" in path and not page.locator("meta[http-equiv=refresh]").count():
            self.faults.append("without JavaScript a live page is not fetched again")
        page.context.close()


def main(site):
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no chromium: run scripts/setup test")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
        )
        reader = Reader(browser, site)
        for line in sys.stdin:
            verb, _, rest = line.rstrip("\n").partition(" ")
            if verb == "end":
                break
            try:
                getattr(reader, verb)(rest)
            except Exception as error:  # Whatever went wrong, the test is to hear of it.
                reader.faults.append(f"{verb}: {error}")
            print(json.dumps(reader.faults) if reader.faults else "well", flush=True)
            reader.faults = []
        browser.close()


main(sys.argv[1])
