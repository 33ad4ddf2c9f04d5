"""The gallery in a real browser, opened from its folder as its readers open it."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from exchange_stats.publishing import texts

FIRST, SAMPLE = "kyrgyz-students-in-china", "sample-institutions"
LANGUAGES = {"en": "en", "ru": "ru", "ky": "ky", "zh": "zh-Hans"}
INDEX = {"en": "index.html", "ru": "index.ru.html", "ky": "index.ky.html", "zh": "index.zh.html"}
PAGES = [
    *(INDEX[name] for name in INDEX),
    *(f"figures/{FIRST}.{name}.html" for name in INDEX),
    *(f"ways/{FIRST}.{name}.html" for name in INDEX),
    *(f"quality.{name}.html" for name in INDEX),
    f"figures/{SAMPLE}.en.html",
    "check/check.html",
    "notebooks/10_how_many.html",
]
AXE = {"resultTypes": ["violations"], "preload": False}  # it would fetch the style sheet
CLIPBOARD = """async () => {
  const [one] = await navigator.clipboard.read();
  const blob = await one.getType("image/png");
  const picture = await createImageBitmap(blob);
  const canvas = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
  canvas.drawImage(picture, 0, 0);
  return [picture.width, picture.height, ...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}"""


def shown_cards(page):
    return page.eval_on_selector_all("article:not([hidden])", "all => all.map((one) => one.id)")


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_on_any_page_and_none_is_wider_than_a_phone(visit, reports, path):
    page = visit.open(reports / path)
    found = Axe().run(page, options=AXE).response["violations"]
    told = [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]
    assert told == []
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_switch_leads_to_the_same_page_in_another_language(visit, reports, name):
    for path in ("index.html", f"figures/{FIRST}.en.html", f"ways/{FIRST}.en.html"):
        page = visit.open(reports / path)
        page.click(f".switch a[hreflang={LANGUAGES[name]}]")
        assert page.evaluate("document.documentElement.lang") == LANGUAGES[name]
        assert (
            Path(page.url.split("?")[0].split("#")[0]).parent.name == (reports / path).parent.name
        )
        current = page.locator(".switch a[aria-current]")
        assert current.get_attribute("hreflang") == LANGUAGES[name]


def test_the_page_of_findings_changes_its_language_in_place(visit, reports):
    page = visit.open(reports / "check" / "check.html")
    assert page.evaluate("document.documentElement.lang") == "ru"
    page.click("label[for=language-zh]")
    assert page.evaluate("document.documentElement.lang") == "zh-Hans"
    assert page.title() == page.locator("h1 .in-zh").inner_text()
    assert not page.is_visible("h1 .in-ru")


def test_the_chosen_theme_is_kept_in_another_language(visit, reports):
    page = visit.open(reports / "index.html")
    page.check("input[name=theme][value=cooperation]")
    page.click(".switch a[hreflang=ru]")
    page.wait_for_load_state()  # a click ends where the next page begins
    assert page.url.endswith("index.ru.html#?theme=cooperation")
    assert shown_cards(page) == ["commitments-2027"]


def test_figures_are_found_by_their_words_and_theme(visit, reports):
    page = visit.open(reports / "index.ru.html")
    assert len(shown_cards(page)) == 3
    page.fill("#find", "КЫРГЫЗСТАН китае")
    assert shown_cards(page) == [FIRST]
    told = texts.text("page.found", "ru").replace("{shown}", "1").replace("{all}", "3")
    assert page.inner_text("#found") == told
    page.reload()
    assert shown_cards(page) == [FIRST]
    page.check("input[name=theme][value=sample]")
    assert shown_cards(page) == []
    page.fill("#find", "")
    assert shown_cards(page) == [SAMPLE]
    page.check("input[name=theme][value='']")
    assert len(shown_cards(page)) == 3


def test_every_file_of_a_figure_is_saved_with_its_bytes(visit, reports):
    path = reports / "figures" / f"{FIRST}.zh.html"
    links = visit.open(path).locator("a[download]")
    saved = set()
    for place in range(links.count()):
        # A browser asks its reader before it saves the tenth file from one page without a pause.
        page = visit.open(path) if place % 8 == 7 else visit.page
        with page.expect_download() as waiting:
            links.nth(place).click()
        name = waiting.value.suggested_filename
        assert name == Path(links.nth(place).get_attribute("href")).name
        assert Path(waiting.value.path()).read_bytes() == (reports / "files" / name).read_bytes()
        saved.add(name)
    assert saved == {
        path.name
        for path in (reports / "files").iterdir()
        if path.name.startswith((f"{FIRST}.zh.", f"{FIRST}.ky-zh.", f"{FIRST}.csv"))
    }


def test_office_files_are_saved_from_the_index(visit, reports):
    page = visit.open(reports / "index.ru.html")
    for selector in (".cards a[href$='.ru.pptx']", "header a[href='files/all.ru.docx']"):
        with page.expect_download() as waiting:
            page.click(f"{selector} >> nth=0")
        name = waiting.value.suggested_filename
        assert Path(waiting.value.path()).read_bytes() == (reports / "files" / name).read_bytes()


def test_caption_and_alternative_text_are_copied(visit, reports):
    page = visit.open(reports / "figures" / f"{FIRST}.ru.html")
    for selector, source in (
        (f"text={texts.text('page.copy_caption', 'ru')}", "#caption"),
        ("button[data-copy=alt]", "#alt"),
    ):
        page.click(selector)
        page.wait_for_selector("#said:not(:empty)")
        assert page.inner_text("#said") == texts.text("page.copied", "ru")
        assert page.evaluate("navigator.clipboard.readText()") == page.inner_text(source)


@pytest.mark.parametrize("size", ["word", "slide"])
def test_the_picture_is_copied_in_each_size(visit, reports, size):
    page = visit.open(reports / "figures" / f"{FIRST}.ky.html")
    page.click(f"td button[data-picture$='.{size}.png']")
    page.wait_for_selector("#said:not(:empty)")
    assert page.inner_text("#said") == texts.text("page.copied", "ky")
    shade = sum(f"{FIRST}.ky.{size}.png".encode()) % 256
    assert page.evaluate(CLIPBOARD) == [160, 90, shade, 60, 111]


def test_where_copying_is_refused_the_page_says_what_to_do(visit, reports):
    visit.page.add_init_script(
        "navigator.clipboard.write = navigator.clipboard.writeText = () => Promise.reject()"
    )
    page = visit.open(reports / "figures" / f"{FIRST}.en.html")
    for button in ("td button[data-picture]", "button[data-copy=alt]"):
        page.click(f"{button} >> nth=0")
        page.wait_for_selector("#said:not(:empty)")
        assert page.inner_text("#said") == texts.text("page.not_copied", "en")
        page.evaluate("document.getElementById('said').textContent = ''")


def test_each_number_leads_to_its_source_and_cell(visit, reports):
    page = visit.open(reports / "figures" / f"{FIRST}.ru.html")
    row = page.locator("#data tbody tr", has=page.locator("td", has_text=re.compile("^2018$")))
    assert row.locator(".number").inner_text() == "4\u00a0614"
    row.locator("a").click()
    way = page.locator(".way:target")
    assert "4\u00a0614" in way.locator("h2").inner_text()
    last = way.locator("li").last.inner_text()
    assert "Министерство образования Китая" in last
    assert re.search(
        r"central_asia_in_china_2010_2018\.xlsx, лист «中亚五国», ячейка [A-Z]+23 ", last
    )


def test_the_way_to_a_file_needs_no_mouse(visit, reports):
    page = visit.open(reports / "index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "find"
    page.keyboard.type("institutions")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.name") == "theme"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(SAMPLE))
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('href') || ''").endswith(".pptx"):
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineWidth") == "3px"
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == f"{SAMPLE}.en.pptx"


def test_everything_that_stands_on_a_page_can_be_reached_by_the_tab_key(visit, reports):
    page = visit.open(reports / "figures" / f"{FIRST}.en.html")
    wanted = page.evaluate("document.querySelectorAll('a[href], button').length")
    seen = set()
    for _ in range(wanted + 20):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)")
        )
    reached = page.evaluate(
        "(seen) => [...document.querySelectorAll('*')].filter((one, place) =>"
        " one.matches('a[href], button') && seen.includes(place)).length",
        sorted(seen),
    )
    assert reached == wanted


@pytest.mark.parametrize("path", ["index.html", f"figures/{FIRST}.en.html", PAGES[-1]])
def test_a_script_that_is_put_into_a_page_does_not_run(context, reports, path):
    run = "document.title='ran'"
    planted = f"<script>{run}</script><p id=p style='color: red' onclick=\"{run}\">p</p>"
    whole = (reports / path).read_text("utf-8")
    copy = (reports / path).with_name("planted.html")
    copy.write_text(whole.replace("</main>", f"{planted}</main>"), encoding="utf-8")
    page, complaints = context.new_page(), []
    page.on("console", lambda one: complaints.append(one.text))
    page.goto(copy.as_uri())
    page.click("#p")
    assert page.title() != "ran"
    assert (
        page.evaluate("getComputedStyle(document.getElementById('p')).color") == "rgb(26, 26, 26)"
    )
    assert len(complaints) == 3
    assert all("Content Security Policy" in one for one in complaints)
    page.close()
    copy.unlink()


def test_a_page_may_ask_nothing_outside_its_folder(visit, reports):
    page = visit.open(reports / "index.html")
    tried = page.evaluate(
        "fetch('http://127.0.0.1:9/').then(() => 'sent', (error) => error.message)"
    )
    assert tried == "Failed to fetch"
    assert all("Content Security Policy" in one for one in visit.complaints)
    assert visit.complaints
    visit.complaints.clear()
    visit.asked[:] = [url for url in visit.asked if not url.startswith("http://127.0.0.1:9")]


def test_pictures_are_loaded_when_they_come_into_sight(visit, reports):
    visit.page.set_viewport_size({"width": 360, "height": 300})
    page = visit.open(reports / "index.html")
    assert page.eval_on_selector_all("img", "all => all.every((one) => one.loading === 'lazy')")
    page.wait_for_load_state("networkidle")
    assert not [url for url in visit.asked if url.endswith((".svg", ".pdf")) or "twins/" in url]
    figure = visit.open(reports / "figures" / f"{FIRST}.en.html")
    assert figure.eval_on_selector_all("img", "all => all.length") == 1
    assert not [url for url in visit.asked if "twins/" in url]


def test_without_scripts_every_file_is_still_a_link(browser, reports):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((reports / "index.ru.html").as_uri())
    assert not page.is_visible("#find")
    page.click(f"#{FIRST} h3 a")
    assert not page.is_visible("button")
    for name in (f"{FIRST}.ru.word.png", f"{FIRST}.ru.half.pdf", f"{FIRST}.ru.docx"):
        assert page.is_visible(f"a[href='../files/{name}']")
    assert page.is_visible("#data td >> nth=0")
    context.close()


def test_a_printed_figure_page_has_all_words_and_data_and_no_buttons(visit, reports):
    page = visit.open(reports / "figures" / f"{FIRST}.en.html")
    page.emulate_media(media="print")
    for selector in ("h1", ".whole", "#caption", "#note", "#data tbody tr >> nth=-1", "#revisions"):
        assert page.is_visible(selector)
    for selector in (".switch", "button", "#take", "#pictures", ".files a"):
        assert not page.is_visible(f"{selector} >> nth=0")
    box = page.evaluate(
        "(() => { const box = document.querySelector('#data .wide');"
        " return box.scrollHeight - box.clientHeight; })()"
    )
    assert box <= 0


def test_a_printed_index_has_every_picture_and_every_message(visit, reports):
    page = visit.open(reports / "index.html")
    page.emulate_media(media="print")
    assert page.eval_on_selector_all(
        "details li",
        "all => all.every((one) => one.checkVisibility({contentVisibilityAuto: true}))",
    )
    assert not page.is_visible(".choose")
    page.pdf(format="A4")
    assert page.eval_on_selector_all("img", "all => all.every((one) => one.naturalWidth === 160)")
