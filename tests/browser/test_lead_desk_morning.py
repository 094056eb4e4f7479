"""A rep's whole morning on the desk: once by nothing but the keyboard, once by nothing but a thumb on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.bench.live_site import LiveSite
from tests.browser.accessibility import assert_accessible
from tests.browser.desk import PHONE, Desk
from tests.browser.desk_by_keys import ByKeys
from tests.browser.desk_by_thumb import ByThumb
from tests.browser.desk_leads import SELECTED, a_new_rep, names
from tests.browser.desk_morning import (
	ASKED,
	CALLED,
	LOOKED_AT,
	NOTES,
	PROMISED,
	PUT_ASIDE,
	TO_ACCEPT,
	TO_REFUSE,
	WINDOW,
	a_morning,
	on_record,
	selected,
)
from tests.browser.test_clock_panel import DIAL

WORKSPACE = "/app/lead-intelligence"
# Every press of a pointer, by its kind, wherever it goes.
POINTERS = """document.addEventListener("pointerdown", ({ pointerType }) => {
	sessionStorage.setItem("pointers", `${sessionStorage.getItem("pointers") || ""} ${pointerType}`);
}, true);"""


@pytest.fixture
def morning(live_site: LiveSite, agreement: str) -> Iterator[tuple[Any, dict[str, str]]]:
	rep = a_new_rep(live_site)
	leads = live_site.run(a_morning, rep.user)
	live_site.wait_for_jobs()
	yield rep, leads
	live_site.run(_over, list(leads.values()))


def _over(leads: list[str]) -> None:
	"""Nothing of them is on the desk that later tests look at."""
	import frappe

	for lead in leads:
		frappe.delete_doc("Lead", lead, force=True, ignore_permissions=True, ignore_missing=True)


def begin(page_as: Any, rep: Any, **context: Any) -> Desk:
	"""The workspace, which opens on the desk."""
	desk = page_as(rep, **context)
	desk.page.add_init_script(POINTERS)
	desk.open(WORKSPACE)
	desk.page.wait_for_url("**/lead-desk")
	desk.page.locator(SELECTED).wait_for()
	desk.page.evaluate(DIAL)
	desk.wait()
	return desk


def pointers(desk: Desk) -> set[str]:
	return set(desk.page.evaluate("() => sessionStorage.getItem('pointers') || ''").split())


def work_through(desk: Desk, steps: dict[str, list[Callable[[], None]]]) -> list[str]:
	"""Always with the lead that the desk has chosen, until none is left. Who they were, in turn."""
	turns: list[str] = []
	while desk.page.locator(SELECTED).count():
		name = selected(desk)
		assert steps.get(name), f"{name} is there once more, after {turns}"
		turns.append(name)
		steps[name].pop(0)()
		desk.page.locator(WINDOW).wait_for(state="detached")
		desk.wait()
	return turns


def records_are_right(records: dict[str, dict[str, Any]]) -> None:
	called = records[CALLED]
	assert "Discovery Call: Answer" in called["touches"]
	assert NOTES in called["notes"]
	assert (called["steps"], called["step_notes"]) == (["Call: Open"], ["Ask Bob first"])
	assert [answer.partition(":")[0] for answer in called["answers"]] == ["Budget"]
	assert records[TO_ACCEPT]["stage"] == "SAL"
	assert records[TO_ACCEPT]["steps"] == ["Look Again: Open"]
	assert records[TO_REFUSE]["stage"] in ("Nurture", "Disqualified")
	promised = records[PROMISED]
	assert "Call Made: Attempt" in promised["touches"]
	assert promised["notes"] == ["Nobody there"]
	assert promised["steps"] == ["Call: Done", "Call: Open"]
	assert len(records[ASKED]["answers"]) == 1
	assert records[ASKED]["steps"] == ["Call: Open"]
	assert records[PUT_ASIDE]["steps"] == ["Look Again: Open"]
	assert records[PUT_ASIDE]["step_notes"] == ["On holiday"]
	assert records[LOOKED_AT]["steps"] == ["Meeting: Open"]


def test_a_whole_morning_by_keyboard(page_as, live_site, morning):
	rep, leads = morning
	desk = begin(page_as, rep)
	assert set(names(desk)) == set(leads)
	assert names(desk)[:2] == [CALLED, PROMISED]
	assert desk.page.locator(SELECTED).evaluate("(row) => row === document.activeElement")
	assert_accessible(desk, ".li-lead-desk")
	desk.screenshot("lead-desk-morning-1400")
	rosa = ByKeys(desk)
	turns = work_through(
		desk,
		{
			CALLED: [rosa.calls_and_reaches],
			PROMISED: [rosa.calls_in_vain],
			TO_ACCEPT: [rosa.accepts, rosa.snoozes()],
			TO_REFUSE: [rosa.refuses],
			ASKED: [rosa.answers, rosa.plans()],
			PUT_ASIDE: [rosa.snoozes("On holiday")],
			LOOKED_AT: [rosa.opens_and_comes_back, rosa.plans("Meeting")],
		},
	)
	assert turns[0] == CALLED
	desk.page.get_by_text("All done. Well played.").wait_for()
	assert pointers(desk) == set()
	assert_accessible(desk, ".li-lead-desk")
	desk.screenshot("lead-desk-morning-done-1400")
	live_site.wait_for_jobs()
	records_are_right(live_site.run(on_record, leads))


def test_a_whole_morning_by_thumb(page_as, live_site, morning):
	rep, leads = morning
	desk = begin(page_as, rep, size=PHONE, has_touch=True, is_mobile=True)
	assert set(names(desk)) == set(leads)
	assert_accessible(desk, ".li-lead-desk")
	desk.screenshot("lead-desk-morning-390", full_page=True)
	nora = ByThumb(desk)
	work_through(
		desk,
		{
			CALLED: [nora.calls_and_reaches],
			PROMISED: [nora.calls_in_vain],
			TO_ACCEPT: [nora.accepts, nora.snoozes()],
			TO_REFUSE: [nora.refuses],
			ASKED: [nora.answers, nora.plans()],
			PUT_ASIDE: [nora.snoozes("On holiday")],
			LOOKED_AT: [nora.opens_and_comes_back, nora.plans("Meeting")],
		},
	)
	desk.page.get_by_text("All done. Well played.").wait_for()
	assert pointers(desk) == {"touch"}
	assert_accessible(desk, ".li-lead-desk")
	assert desk.page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
	desk.screenshot("lead-desk-morning-done-390")
	live_site.wait_for_jobs()
	records_are_right(live_site.run(on_record, leads))
