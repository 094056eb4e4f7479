"""Touches are stored once each, read by lead, and follow their lead."""

from datetime import date, datetime

import frappe
import pytest
from frappe.client import delete, get_list, insert, save, set_value

from lead_intelligence.adapters.touches import UnknownKind, record, touch_days, touches_of
from lead_intelligence.core.engagement.touch import TouchSort
from lead_intelligence.setup.touch_kinds import TOUCH_KINDS, seed_touch_kinds
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, stored
from tests.site.touch_builders import NOON, a_touch, rows_of, touched

EVERYONE = ("Administrator", MANAGER.user, REP.user)


@pytest.fixture
def lead():
	return a_lead().name


def test_a_touch_is_stored_with_what_its_kind_says(lead):
	touched(lead, "Demo Request", subject="Pump 3000", campaign="Spring", origin="Fairs and Events")
	(row,) = rows_of(lead)
	assert (row.kind, row.signal, row.direction, row.channel) == (
		"Demo Request",
		"Intent",
		"Inbound",
		"Website",
	)
	assert (row.subject, row.campaign, row.origin) == ("Pump 3000", "Spring", "Fairs and Events")
	assert (row.happened_at, row.author) == (NOON, "Administrator")
	assert row.recorded_at > NOON


def test_what_a_touch_says_of_itself_goes_before(lead):
	touched(lead, "Website Visit", signal="Intent", direction="Outbound", channel="App")
	(row,) = rows_of(lead)
	assert (row.signal, row.direction, row.channel) == ("Intent", "Outbound", "App")


def test_the_lead_is_marked(lead):
	frappe.db.set_value("Lead", lead, "li_needs_evaluation", 0)
	touched(lead)
	assert stored(lead, "li_needs_evaluation") == 1


def test_a_key_counts_once(lead):
	first, second = a_touch(lead, idempotency_key="once"), a_touch(lead, "Chat", idempotency_key="twice")
	names = record([first, second, first])
	assert names[0]
	assert names[1]
	assert names[2] is None
	assert record([second, a_touch(lead), first])[::2] == [None, None]
	assert [row.kind for row in rows_of(lead)] == ["Webinar", "Chat", "Webinar"]


def test_the_first_of_a_batch_is_the_one_that_stays(lead):
	record([a_touch(lead, subject=text, idempotency_key="same") for text in ("first", "second")])
	assert [row.subject for row in rows_of(lead)] == ["first"]


def test_a_repeated_touch_asks_for_no_evaluation(lead):
	touch = a_touch(lead)
	record([touch])
	frappe.db.set_value("Lead", lead, "li_needs_evaluation", 0)
	record([touch])
	assert stored(lead, "li_needs_evaluation") == 0


@pytest.mark.parametrize("number", [0, 1, 2, 5, 255, 700])
def test_as_many_as_are_given(lead, number):
	names = record([a_touch(lead) for _ in range(number)])
	assert len(set(names)) == number == frappe.db.count("Lead Touch", {"lead": lead})


def test_a_batch_is_stored_in_few_statements(lead, rolled_back):
	touches = [a_touch(lead) for _ in range(500)]
	record(touches[:1])
	before = frappe.db.sql("show session status like 'Questions'")[0][1]
	record(touches[1:])
	assert int(frappe.db.sql("show session status like 'Questions'")[0][1]) - int(before) < 50


def test_an_unknown_kind_is_refused_and_a_disabled_one_left_out(lead):
	with pytest.raises(UnknownKind):
		record([a_touch(lead, "Telepathy")])
	kind = frappe.get_doc("Lead Touch Kind", "Chat")
	kind.disabled = 1
	kind.save()
	assert record([a_touch(lead, "Chat"), a_touch(lead)])[0] is None
	assert [row.kind for row in rows_of(lead)] == ["Webinar"]


@pytest.mark.parametrize("missing", [{"lead": ""}, {"idempotency_key": ""}, {"idempotency_key": "x" * 141}])
def test_nothing_is_cut_that_must_be_whole(lead, missing):
	with pytest.raises(ValueError, match="characters"):
		record([a_touch(**{"lead": lead, **missing})])


def test_a_long_subject_is_cut(lead):
	touched(lead, subject="é" * 1_000_000)
	assert rows_of(lead)[0].subject == "é" * 500


def test_touches_are_counted_by_sort_and_day(lead):
	other, untouched = a_lead(first_name="Other").name, a_lead(first_name="Untouched").name
	for at in (NOON, NOON.replace(hour=0), NOON.replace(hour=23, minute=59), NOON.replace(day=15)):
		touched(lead, "Webinar", at)
	touched(lead, "Rep's Note", NOON)
	touched(other, "Chat", datetime(1970, 1, 1))
	webinar = TouchSort("Webinar", "Interest", "Event", "Inbound")
	day = NOON.toordinal()
	assert touch_days([lead, other, untouched]) == {
		lead: {webinar: {day: 3, day + 1: 1}, TouchSort("Rep's Note"): {day: 1}},
		other: {TouchSort("Chat", "Interest", "Chat", "Inbound"): {date(1970, 1, 1).toordinal(): 1}},
	}
	assert touch_days([]) == {}


def test_the_latest_come_first(lead):
	for day in (3, 9, 5):
		touched(lead, at=NOON.replace(day=day))
	assert [touch.happened_at.day for touch in touches_of(lead, 2)] == [9, 5]


def test_a_renamed_lead_takes_its_touches_along(lead):
	name = touched(lead)
	new = frappe.rename_doc("Lead", lead, "LEAD-TOUCHED")
	assert [str(row.name) for row in rows_of(new)] == [name]
	assert not rows_of(lead)


def test_merged_leads_have_the_touches_of_both(lead):
	other = a_lead(first_name="Other").name
	touched(lead)
	touched(other)
	frappe.rename_doc("Lead", lead, other, merge=True)
	assert len(rows_of(other)) == 2
	assert stored(other, "li_needs_evaluation") == 1


def test_a_deleted_lead_leaves_touches_of_nobody(lead):
	name = touched(lead, subject="Ada wants a pump", reference_doctype="Communication", reference_name="abc")
	frappe.delete_doc("Lead", lead)
	row = frappe.db.get_value("Lead Touch", name, "*", as_dict=True)
	assert (row.lead, row.subject, row.reference_name) == (None, None, None)
	assert (row.kind, row.happened_at) == ("Webinar", NOON)
	assert lead not in map(str, row.values())


@pytest.mark.parametrize("user", EVERYONE)
def test_nobody_adds_changes_or_deletes_a_touch_by_hand(lead, user, signed_in_as):
	name = touched(lead)
	refused = (frappe.PermissionError, frappe.ValidationError)
	with signed_in_as(user):
		with pytest.raises(refused):
			insert({"doctype": "Lead Touch", "lead": lead, "kind": "Chat"})
		with pytest.raises(refused):
			set_value("Lead Touch", name, "signal", "Intent")
		with pytest.raises(refused):
			save({**frappe.get_doc("Lead Touch", name).as_dict(), "signal": "Intent"})
		with pytest.raises(refused):
			delete("Lead Touch", name)
	assert [row.signal for row in rows_of(lead)] == ["Interest"]


def test_touches_are_seen_by_those_who_see_the_lead(lead, signed_in_as):
	hidden = a_lead(first_name="Hidden", territory="France").name
	name = touched(hidden)
	touched(lead)
	germany = frappe.get_doc({"doctype": "Territory", "territory_name": "Elsewhere"}).insert().name
	frappe.db.set_value("Lead", lead, "territory", germany)
	permission = {"user": REP.user, "allow": "Territory", "for_value": germany}
	frappe.get_doc({"doctype": "User Permission", **permission}).insert()
	with signed_in_as(REP.user):
		assert {row.lead for row in get_list("Lead Touch", fields=["lead"], limit_page_length=0)} <= {
			lead,
			None,
		}
		assert not frappe.has_permission("Lead Touch", "read", frappe.get_doc("Lead Touch", name))


def test_the_usual_kinds_are_there():
	kinds = set(frappe.get_all("Lead Touch Kind", filters={"standard": 1}, pluck="name"))
	assert {kind[0] for kind in TOUCH_KINDS} <= kinds


def test_what_an_admin_has_made_of_a_kind_stays(lead):
	touched(lead, "Webinar")
	frappe.rename_doc("Lead Touch Kind", "Webinar", "Online Seminar")
	kind = frappe.get_doc("Lead Touch Kind", "Online Seminar")
	kind.update({"signal": "Intent", "disabled": 0, "channel": "Video"})
	kind.save()
	number = frappe.db.count("Lead Touch Kind")
	seed_touch_kinds()
	assert frappe.db.count("Lead Touch Kind") == number
	touched(lead, "Webinar", at=NOON.replace(day=20))
	assert [(row.kind, row.signal) for row in rows_of(lead)] == [
		("Online Seminar", "Interest"),
		("Online Seminar", "Intent"),
	]


def test_a_kind_of_ones_own(lead):
	frappe.get_doc({"doctype": "Lead Touch Kind", "kind": "Podcast", "signal": "Interest"}).insert()
	touched(lead, "Podcast")
	assert [(row.kind, row.signal, row.channel) for row in rows_of(lead)] == [("Podcast", "Interest", None)]


def test_a_kind_that_came_with_the_app_is_disabled_and_not_deleted():
	with pytest.raises(frappe.ValidationError, match="Disable it"):
		frappe.delete_doc("Lead Touch Kind", "Chat")
