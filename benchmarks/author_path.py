"""How far it is for an author from the folder of a report to a slide and to a Word page.

    python benchmarks/author_path.py reports OUT [REST]

A script does in Chromium what a new reader does, resting REST seconds (default 2) before every
action, and prints each step with the seconds since the first. What it saved lies in OUT.
"""

import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync")
CARD = "article:not([hidden])"


class Way:
    """The steps of one author, told as they are done."""

    def __init__(self, context: Any, folder: Path, out: Path, rest: float) -> None:
        self.page, self.out, self.rest = context.new_page(), out, rest
        self.asked: list[str] = []
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.count, self.begun = 0, time.monotonic()
        self.do("double click on index.html", self.page.goto, (folder / "index.html").as_uri())

    def do(self, told: str, act: Callable[..., Any], *given: Any) -> None:
        """Rest, act, and print the step."""
        time.sleep(self.rest)
        act(*given)
        self.count += 1
        print(f"  {self.count}. {told}: {time.monotonic() - self.begun:.1f} s")

    def click(self, role: str, name: str, place: Any = None) -> None:
        """Click the first link or button of a name."""
        self.do(name, (place or self.page).get_by_role(role, name=name).first.click)

    def save(self, name: str, place: Any = None) -> None:
        """Click a link that saves a file."""
        with self.page.expect_download() as saved:
            self.click("link", name, place)
        saved.value.save_as(self.out / saved.value.suggested_filename)
        print(f"     {saved.value.suggested_filename}")


def main(folder: Path, out: Path, rest: float = 2.0) -> None:
    """Walk both ways and print their steps."""
    out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        print(f"Chromium {browser.version}")
        context = browser.new_context(accept_downloads=True)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        print("To a Russian slide with a chart to edit:")
        slide = Way(context, folder.resolve(), out, rest)
        slide.click("link", "Русский")
        field = slide.page.get_by_label("Найти рисунок")
        slide.do("type «потоки»", field.fill, "потоки")
        slide.save("Слайд PowerPoint", slide.page.locator(CARD).first)
        print("To a Word page with a Chinese figure, and the figure into a page of one's own:")
        word = Way(context, folder.resolve(), out, rest)
        word.click("link", "中文")
        word.save("Word 文档", word.page.locator(CARD).first)
        word.do("title of the figure", word.page.locator(f"{CARD} h3 a").first.click)
        word.click("button", "复制图片")
        word.click("button", "复制图题")
        print(f"     {word.page.evaluate('navigator.clipboard.readText()')}")
        asked = [url for way in (slide, word) for url in way.asked]
        outside = [url for url in asked if not url.startswith(("file:", "data:", "blob:"))]
        print(f"asked outside the folder: {outside or 'nothing'}")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), *map(float, sys.argv[3:]))
