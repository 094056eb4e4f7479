"""The order of the queue as an admin sets it, as it changes with time, and as it is explained."""

from __future__ import annotations

from datetime import datetime, timedelta

import frappe
import pytest
from frappe.utils import get_datetime, now_datetime

from lead_intelligence.adapters.lead_desk import desk_of
from lead_intelligence.api import lead_desk as api
from lead_intelligence.core.lead_queue.groups import USUAL_ORDER, Group
from tests.bench.people import REP
from tests.site.desk_leads import a_hot_touch, a_step, nothing_else
from tests.site.team_builders import an_owned_lead
from tests.site.test_settings import set_to


@pytest.fixture(autouse=True)
def alone():
	nothing_else()


@pytest.fixture
def rosa(by):
	return by(REP)


def put_in_order(*groups: str) -> None:
	settings = frappe.get_single("Lead Intelligence Settings")
	settings.set("desk_groups", [{"group": group} for group in groups])
	settings.save()


def in_force(rosa) -> list[str]:
	return [group["group"] for group in rosa(api.order)]


@pytest.mark.parametrize(("field", "most"), [("desk_soon_minutes", 1440), ("desk_hot_hours", 720)])
def test_how_long_before_and_after_has_its_limits(field, most):
	label = frappe.get_meta("Lead Intelligence Settings").get_label(field)
	for value in (0, -1, most + 1, None):
		with pytest.raises(frappe.ValidationError, match=f"{label} must be from 1 to {most}"):
			set_to(**{field: value})
	set_to(**{field: most})


def test_a_group_that_is_listed_twice_is_refused_with_its_row():
	with pytest.raises(frappe.ValidationError, match=r"Order of the Queue, row 3: .*Late.* is listed twice"):
		put_in_order("Late", "Hot Signal", "Late")


@pytest.mark.parametrize("group", ["Open", "Nonsense", "<b>Late</b>"])
def test_what_is_no_group_is_refused(group):
	with pytest.raises(frappe.ValidationError):
		put_in_order("Late", group)


def test_the_usual_order_holds_where_nothing_is_set(rosa):
	put_in_order()
	assert in_force(rosa) == [group.value for group in USUAL_ORDER]


def test_what_somebody_has_written_past_the_form_harms_no_desk(rosa):
	put_in_order("Hot Signal")
	frappe.db.set_value("Lead Desk Group", {"group": "Hot Signal"}, "group", "Was Renamed")
	frappe.clear_document_cache("Lead Intelligence Settings")
	assert in_force(rosa) == [group.value for group in USUAL_ORDER]


def test_how_soon_is_soon_is_a_setting(rosa):
	lead = an_owned_lead(REP.user, due_in_minutes=45)

	assert _groups(rosa) == {lead: "Clock Running"}
	set_to(desk_soon_minutes=60)
	assert _groups(rosa) == {lead: "Due Now"}


def _groups(rosa) -> dict[str, str]:
	return {row["lead"]: row["group"] for row in rosa(api.queue)["rows"]}


def test_a_signal_cools_down_when_its_hours_are_over(rosa):
	set_to(desk_hot_hours=2)
	lead = an_owned_lead(REP.user)
	a_hot_touch(lead, 30)
	happened_at = frappe.db.get_value("Lead Touch", {"lead": lead}, "happened_at")

	shown = rosa(api.queue)

	assert get_datetime(shown["next_change_at"]) == happened_at.replace(microsecond=0) + timedelta(hours=2)


def told(at: datetime) -> str:
	"""Of today only the time."""
	is_today = at.date() == now_datetime().date()
	return f"{at:%H:%M}" if is_today else f"{at:%a} {at.day} {at:%b %H:%M}"


def test_what_decided_between_two_neighbours_is_said_with_both_values(rosa):
	late = an_owned_lead(REP.user, due_in_minutes=-10)
	sooner, later = (an_owned_lead(REP.user, due_in_minutes=minutes) for minutes in (5, 15))
	due = {one.lead.name: told(one.at) for one in rosa(lambda: desk_of(REP.user)).queue.entries if one.at}

	said = rosa(api.why, later)

	assert (said["place"], said["of"]) == (2, 3)
	assert said["before"]["lead"] == sooner
	assert said["before"]["sentence"] == f"It is due sooner: {due[sooner]}, the other {due[later]}."
	assert said["after"]["lead"] == late
	assert said["after"]["sentence"] == "“Due Now” comes before “Late”."


def test_a_row_says_since_when_and_by_when(rosa):
	due = an_owned_lead(REP.user, due_in_minutes=5)
	step = an_owned_lead(REP.user)
	a_step(step, REP.user, -10)

	rows = {row["lead"]: row for row in rosa(api.queue)["rows"]}

	assert rows[due]["since"] is None
	assert rows[due]["due_at"]
	assert rows[step]["since"] == rows[step]["due_at"]


def test_each_group_is_explained_in_the_language_of_who_asks(rosa):
	frappe.local.lang = "fr"
	try:
		said = {group["group"]: group for group in rosa(api.order)}
	finally:
		frappe.local.lang = "en"
	assert said[Group.LATE.value]["label"] == "En retard"
	assert "la meilleure note" in str(said[Group.LATE.value]).lower()
