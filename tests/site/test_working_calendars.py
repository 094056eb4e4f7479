"""Working calendars: what an admin may enter, which of them counts, and that a change counts at once."""

from datetime import datetime, timedelta
from html import unescape

import frappe
import pytest

from lead_intelligence.adapters.calendars import calendar_of, default_calendar
from lead_intelligence.setup.roles import MARKETING
from lead_intelligence.setup.working_calendars import OFFICE_HOURS, seed_working_calendar
from tests.bench.base_company import COMPANY
from tests.bench.erpnext_alone import counted_queries
from tests.bench.people import MANAGER, REP, Person, hire
from tests.site.builders import another_company

CALENDAR = "Lead Working Calendar"
HOUR = timedelta(hours=1)
MARKETER = Person("mila@atelier-lumiere.example", "Mila", "Roux", (MARKETING,))
# A Monday.
MONDAY = datetime(2024, 3, 11)


def times(*rows: tuple[str, str, str]) -> list[dict]:
	return [{"weekday": weekday, "from_time": start, "to_time": end} for weekday, start, end in rows]


def a_calendar(*rows: tuple[str, str, str], **fields):
	values = {"calendar_name": "Support", "spans": times(*(rows or [("Monday", "10:00", "12:00")])), **fields}
	return frappe.get_doc({"doctype": CALENDAR, **values}).insert()


def a_holiday_list(*days: str, name: str = "Closed"):
	holidays = [{"holiday_date": day, "description": "Closed"} for day in days]
	return frappe.get_doc(
		{
			"doctype": "Holiday List",
			"holiday_list_name": name,
			"from_date": "2024-01-01",
			"to_date": "2024-12-31",
			"holidays": holidays,
		}
	).insert()


def hours(calendar, since: datetime = MONDAY, days: int = 7) -> float:
	return calendar.working_seconds(since, since + timedelta(days=days)) / 3600


def use_for_company(holiday_list: str | None, company: str = COMPANY) -> None:
	frappe.db.set_value("Company", company, "default_holiday_list", holiday_list)


def test_office_hours_come_with_the_app():
	assert default_calendar() == OFFICE_HOURS
	calendar = calendar_of(None, COMPANY)
	assert hours(calendar) == 40
	assert calendar.due(MONDAY, 4 * HOUR) == datetime(2024, 3, 11, 14, 0)
	assert calendar.zone.key == calendar.system_zone.key == "Europe/Paris"


def test_a_calendar_by_name():
	a_calendar(("Monday", "08:00", "12:00"), ("Saturday", "22:00", "00:00"), ("Sunday", "00:00", "06:30:30"))
	calendar = calendar_of("Support", COMPANY)
	assert calendar.working_seconds(MONDAY, MONDAY + timedelta(days=7)) == (4 + 2 + 6.5) * 3600 + 30
	assert calendar.due(datetime(2024, 3, 16, 23, 30), HOUR) == datetime(2024, 3, 17, 0, 30)


def test_a_whole_day():
	a_calendar(("Monday", "00:00", "00:00"), ("Tuesday", "00:00:00", "24:00:00"))
	assert hours(calendar_of("Support", None)) == 48
	assert str(frappe.get_doc(CALENDAR, "Support").spans[1].to_time) == "0:00:00"


def test_a_calendar_of_another_time_zone():
	a_calendar(("Monday", "09:00", "17:00"), time_zone=" America/New_York ")
	calendar = calendar_of("Support", None)
	assert calendar.next_working_moment(MONDAY) == datetime(2024, 3, 11, 14, 0)


def test_holidays_are_the_calendar_s_else_the_company_s():
	use_for_company(a_holiday_list("2024-03-11", "2024-03-12", name="Company").name)
	assert hours(calendar_of(None, COMPANY)) == 24
	assert hours(calendar_of(None, None)) == 40
	assert hours(calendar_of(None, another_company())) == 40
	a_calendar(
		*((weekday, "09:00", "10:00") for weekday in ("Monday", "Tuesday", "Friday")),
		holiday_list=a_holiday_list("2024-03-15", name="Own").name,
	)
	assert hours(calendar_of("Support", COMPANY)) == 2
	assert hours(calendar_of("Support", None)) == 2


@pytest.mark.parametrize(
	("rows", "fields", "says"),
	[
		([("Monday", "12:00", "09:00")], {}, "Working Times, row 1: To Time (09:00) is not after From Time (12:00)"),
		([("Monday", "09:00", "12:00"), ("Monday", "11:00", "13:00")], {}, "row 2: 11:00 to 13:00 overlaps row 1"),
		([("Monday", "20:00", "00:00"), ("Monday", "23:00", "00:00")], {}, "row 2: 23:00 to 24:00 overlaps row 1"),
		([("Monday", "09:00", "25:00")], {}, "row 1: 09:00 to 25:00 is not within one day"),
		([("Monday", "soon", "<b>later</b>")], {}, "row 1: 'soon' is not a time of day"),
		([("Monday", "09:00", "<b>later</b>")], {}, "row 1: '<b>later</b>' is not a time of day"),
		([("Monday", "09:00", "12:00")], {"time_zone": "Europe/Lutetia"}, "no time zone 'Europe/Lutetia'"),
		([], {"spans": []}, "The working week is empty"),
		([("Monday", None, "23:59:59")], {}, "From Time"),
		([("Monday", "00:00", None)], {}, "To Time"),
		([("", "09:00", "12:00")], {}, "Weekday"),
		([("Someday", "09:00", "12:00")], {}, "Someday"),
		([], {"calendar_name": " "}, "Calendar"),
		([], {"holiday_list": "No Such List"}, "No Such List"),
	],
)  # fmt: skip
def test_what_cannot_be_is_refused(rows, fields, says):
	with pytest.raises(frappe.ValidationError) as refused:
		a_calendar(*rows, **fields)
	told = f"{refused.value} {frappe.message_log}"
	assert says in unescape(told)
	assert "<b>" not in str(refused.value)


def test_the_refusal_is_french_for_the_french():
	frappe.local.lang = "fr"
	try:
		with pytest.raises(frappe.ValidationError) as refused:
			a_calendar(("Monday", "12:00", "09:00"))
	finally:
		frappe.local.lang = "en"
	assert "Horaires de travail, ligne 1: L'heure de fin (09:00) n'est pas" in unescape(str(refused.value))


def test_a_change_counts_at_once():
	doc = a_calendar(("Monday", "09:00", "12:00"))
	assert hours(calendar_of("Support", None)) == 3
	doc.append("spans", times(("Tuesday", "09:00", "10:00"))[0])
	doc.save()
	assert hours(calendar_of("Support", None)) == 4
	closed = a_holiday_list("2024-03-18")
	doc.holiday_list = closed.name
	doc.save()
	assert hours(calendar_of("Support", None)) == 4
	closed.append("holidays", {"holiday_date": "2024-03-11", "description": "Closed"})
	closed.save()
	assert hours(calendar_of("Support", None)) == 1


def test_the_time_zone_of_the_site_counts_at_once():
	assert calendar_of(None, None).zone.key == "Europe/Paris"
	frappe.db.set_single_value("System Settings", "time_zone", "Asia/Kolkata")
	frappe.clear_document_cache("System Settings", "System Settings")
	calendar = calendar_of(None, None)
	assert calendar.zone.key == calendar.system_zone.key == "Asia/Kolkata"


def test_what_has_not_changed_is_not_read_again():
	use_for_company(a_holiday_list("2024-03-11").name)
	a_calendar()
	for name in (None, "Support"):
		first = calendar_of(name, COMPANY)
		with counted_queries() as queries:
			assert calendar_of(name, COMPANY) is first
		assert queries == []


def test_there_is_one_default():
	a_calendar(is_default=1)
	assert default_calendar() == "Support"
	assert hours(calendar_of(None, None)) == 2
	assert frappe.get_all(CALENDAR, filters={"is_default": 1}, pluck="name") == ["Support"]
	frappe.rename_doc(CALENDAR, "Support", "Hotline")
	assert hours(calendar_of(None, None)) == 2
	frappe.delete_doc(CALENDAR, "Hotline")
	assert default_calendar() is None


def test_without_a_default_people_work_from_nine_to_five():
	frappe.delete_doc(CALENDAR, OFFICE_HOURS)
	use_for_company(a_holiday_list("2024-03-11").name)
	calendar = calendar_of(None, COMPANY)
	assert hours(calendar) == 32
	assert calendar.next_working_moment(MONDAY) == datetime(2024, 3, 12, 9, 0)
	assert hours(calendar_of("Support", None)) == 40
	with counted_queries() as queries:
		calendar_of(None, COMPANY)
	assert queries == []


def test_of_a_calendar_that_is_gone_the_default_counts():
	doc = a_calendar()
	assert hours(calendar_of("Support", None)) == 2
	doc.delete()
	assert hours(calendar_of("Support", None)) == 40
	assert not frappe.message_log


def test_a_list_that_is_gone_has_no_holidays():
	use_for_company(a_holiday_list("2024-03-12", name="Company").name)
	closed = a_holiday_list("2024-03-11")
	a_calendar(("Monday", "09:00", "10:00"), ("Tuesday", "09:00", "10:00"), holiday_list=closed.name)
	with pytest.raises(frappe.LinkExistsError):
		closed.delete()
	frappe.delete_doc("Holiday List", closed.name, force=True)
	assert hours(calendar_of("Support", None)) == 2
	assert hours(calendar_of("Support", COMPANY)) == 1
	frappe.delete_doc("Holiday List", "Company", force=True)
	assert hours(calendar_of("Support", COMPANY)) == 2


def test_a_company_that_is_gone_has_no_holidays():
	assert hours(calendar_of(None, "No Such Company")) == 40


def test_a_calendar_made_anew_is_another():
	a_calendar(("Monday", "09:00", "10:00")).delete()
	a_calendar(("Monday", "09:00", "12:00"))
	assert hours(calendar_of("Support", None)) == 3


def test_a_zone_that_this_server_lacks_is_the_site_s():
	a_calendar()
	frappe.db.set_value(CALENDAR, "Support", "time_zone", "Europe/Lutetia")
	assert calendar_of("Support", None).zone.key == "Europe/Paris"


def test_who_may_read_and_who_may_write(signed_in_as):
	hire(MARKETER)
	a_calendar()
	for person in (REP, MARKETER):
		with signed_in_as(person.user):
			doc = frappe.get_doc(CALENDAR, "Support")
			assert doc.has_permission("read")
			for forbidden in (doc.save, doc.delete, lambda: a_calendar(calendar_name="Mine")):
				with pytest.raises(frappe.PermissionError):
					forbidden()
	with signed_in_as(MANAGER.user):
		a_calendar(calendar_name="Mine")
		frappe.get_doc(CALENDAR, "Mine").delete()
	with signed_in_as("Guest"):
		assert not frappe.has_permission(CALENDAR, "read")


def test_what_an_admin_did_with_the_first_one_stays():
	doc = frappe.get_doc(CALENDAR, OFFICE_HOURS)
	doc.spans = doc.spans[:2]
	doc.save()
	seed_working_calendar()
	assert len(frappe.get_doc(CALENDAR, OFFICE_HOURS).spans) == 2
	doc.delete()
	seed_working_calendar()
	assert not frappe.db.exists(CALENDAR, {})


def test_it_is_seeded_once():
	frappe.delete_doc(CALENDAR, OFFICE_HOURS)
	frappe.db.set_single_value("Lead Intelligence Settings", "working_calendar_installed", 0)
	for _again in range(2):
		seed_working_calendar()
	assert frappe.get_all(CALENDAR, pluck="name") == [OFFICE_HOURS]
	assert len(frappe.get_doc(CALENDAR, OFFICE_HOURS).spans) == 10
