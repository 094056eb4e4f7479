"""What the server refuses is read as it was meant, and what was typed stays."""

from __future__ import annotations

import pytest

from tests.browser.desk import WIDE
from tests.browser.desk_leads import a_lead_of, a_new_rep, open_desk
from tests.browser.test_lead_desk_dialogs import act, act_has_draft, touches


@pytest.fixture
def notes_disabled(live_site):
	def switch(disabled: int):
		import frappe

		frappe.get_doc("Lead Touch Kind", "Rep's Note").update({"disabled": disabled}).save()

	live_site.run(switch, 1)
	yield
	live_site.run(switch, 0)


def test_a_refusal_has_the_names_as_they_are(page_as, live_site, model, notes_disabled):
	rep = a_new_rep(live_site)
	lead = live_site.run(a_lead_of, rep.user, "Ada Marchand", "B", 8)
	desk = page_as(rep, size=WIDE)
	open_desk(desk)
	dialog = act(desk, "Ada Marchand", "note")
	dialog.get_by_label("Note").fill("Prefers mornings")
	dialog.get_by_role("button", name="Keep the Note").click()
	dialog.get_by_text("Touches of the kind Rep's Note are not recorded: it is disabled.").wait_for()
	desk.errors.clear()
	assert dialog.get_by_label("Note").input_value() == "Prefers mornings"
	assert act_has_draft(desk.page, "note")
	assert live_site.run(touches, lead) == []


def test_what_is_on_its_way_is_not_there_twice(page_as, live_site, model):
	rep = a_new_rep(live_site)
	live_site.run(a_lead_of, rep.user, "Ada Marchand", "B", 8)
	desk = page_as(rep, size=WIDE)
	page = open_desk(desk)
	page.route("**/api/method/lead_intelligence.api.lead_desk_acts.note", lambda route: None)
	dialog = act(desk, "Ada Marchand", "note")
	dialog.get_by_label("Note").fill("Prefers mornings")
	assert act_has_draft(page, "note")
	dialog.get_by_role("button", name="Keep the Note").click()
	kept = "() => Object.keys(localStorage).some((key) => key.startsWith('li_outbox:'))"
	page.wait_for_function(kept)
	assert not act_has_draft(page, "note")
	desk.errors.clear()
