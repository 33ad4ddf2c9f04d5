"""Labels that a program might run, follow or stumble over, and how a page forbids it."""

from lxml import html

RUN = "document.title='ran'"
LABELS = {
    "an equals sign": "=HYPERLINK(1)",
    "a plus": "+1+cmd|' /C calc'!A0",
    "a minus": "-1+1",
    "an at sign": "@SUM(1)",
    "a tab": "\t=1+1",
    "a carriage return": "\r=1+1",
    "a full-width equals sign": "\uff1d1+1",
    "a script": f'<script>{RUN}</script><img src=x onerror="{RUN}">',
    "the end of a script": f"</script><script>{RUN}</script>",
    "a formula of mathematics": "$\\frac{$ \\alpha_^",
    "20,000 characters": "x" * 20_000,
    "what XML cannot hold": "a\x00b\x01c\ufffed\ud800e",
    "directions": "\u202egnp.exe\u202c",
    "several lines": "one\ntwo\r\nthree",
    "an address": "http://example.org",
}
SIGNS = tuple("=+-@\t\r\n\uff1d")


def policy_of(text):
    """Return what a page says that it may load."""
    found = html.document_fromstring(text).xpath("//meta[@http-equiv]/@content")
    return found[0] if found else ""
