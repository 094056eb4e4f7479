"""What axe says of a page, in both of the desk's themes: nothing serious, but for what is ERPNext's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.browser.desk import Desk

if TYPE_CHECKING:
	from playwright.sync_api import Page

GRAVE = ("serious", "critical")
# Frappe's own elements that we neither draw nor style, wherever they turn up within ours.
FRAPPES_OWN = (
	".modal-header .modal-actions",  # its buttons to close and to fold a dialog have a picture and no name
	".awesomplete",  # its fields with suggestions: the list has no name, and what is chosen in it no address
	".frappe-control[data-fieldtype=Datetime] .datepicker",
	".indicator-pill",  # its labels, whose blue is hard to read in its dark theme
	".ql-toolbar",  # the text editor's
	"[data-fieldname=option_toggle_button]",  # of its composer of mails: a picture without a name
)
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
RUN = """([within, without]) => axe.run(
	{ include: within, exclude: without.filter((path) => document.querySelector(path)) },
	{ resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] }
)"""


def assert_accessible(desk: Desk, *within: str, themes: tuple[str, ...] = ("light", "dark")) -> None:
	"""Of what the selectors find, at least one of them something that is seen."""
	page = desk.page
	seen = [path for path in within if page.locator(path).locator("visible=true").count()]
	assert seen, f"nothing to look at: {', '.join(within)}"
	_bring_axe(page)
	theme = page.evaluate("() => document.documentElement.getAttribute('data-theme')")
	findings: list[str] = []
	for each in themes:
		page.evaluate("(theme) => document.documentElement.setAttribute('data-theme', theme)", each)
		found = page.evaluate(RUN, [seen, list(FRAPPES_OWN)])
		findings += [f"{each}: {line}" for line in _lines(found["violations"])]
	page.evaluate("(theme) => document.documentElement.setAttribute('data-theme', theme)", theme or "light")
	assert not findings, "axe finds:\n" + "\n".join(findings)


def _bring_axe(page: Page) -> None:
	from axe_playwright_python.base import AXE_FILE_PATH

	if not page.evaluate("() => !!window.axe"):
		page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
		page.add_style_tag(content=STILL)


def _lines(violations: list[dict[str, Any]]) -> list[str]:
	return [
		f"{violation['id']} ({violation['impact']}) at {' '.join(map(str, node['target']))}: {node['html'][:160]}"
		f"\n    {' '.join((node.get('failureSummary') or '').split())[:300]}"
		for violation in violations
		if violation["impact"] in GRAVE
		for node in violation["nodes"]
	]
