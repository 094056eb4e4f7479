"""A defect in the app is logged and never stops a lead from being saved."""

import frappe
import pytest

from lead_intelligence.adapters import field_setting, journey, reevaluation, saving
from lead_intelligence.adapters.reevaluation import reevaluate
from lead_intelligence.core.history.journey import Cause
from tests.site.builders import a_lead, a_live_model, journey_of, rule, stored

# Frappe 16 talks to MariaDB by another driver, with errors of its own.
try:
	from frappe.database.mariadb.mysqlclient import MySQLdb as driver
except ImportError:
	import pymysql as driver

DEFECTS = (
	RuntimeError("broken on purpose"),
	KeyError("broken on purpose"),
	frappe.ValidationError("broken on purpose"),
	driver.ProgrammingError(1054, "Unknown column"),
	driver.OperationalError(1054, "Unknown column"),
)
LOST = (
	frappe.QueryDeadlockError("deadlock"),
	frappe.QueryTimeoutError("lock wait timeout"),
	driver.OperationalError(1213, "Deadlock found"),
	driver.OperationalError(2006, "MySQL server has gone away"),
	driver.OperationalError(2013, "Lost connection to MySQL server during query"),
	driver.InterfaceError(0, ""),
)


def given_once():
	return a_live_model(rule("job_title", "is", "CEO", points=25))


def fails_with(error):
	def fail(*args, **kwargs):
		if isinstance(error, frappe.ValidationError):
			frappe.throw("broken on purpose")
		raise error

	return fail


@pytest.fixture
def logged():
	"""How many errors were logged in this test. The log is in no transaction and stays after a rollback."""
	ours = {"method": ("like", "Lead Intelligence:%")}
	before = frappe.db.count("Error Log", ours)
	return lambda: frappe.db.count("Error Log", ours) - before


@pytest.mark.parametrize("error", DEFECTS, ids=lambda error: type(error).__name__)
@pytest.mark.parametrize(
	"step", ["policies_for", "snapshot_of", "evaluate_lead", "append_entries", "settings"]
)
def test_the_lead_is_saved_logged_and_marked(step, error, monkeypatch, logged):
	with monkeypatch.context() as broken:
		broken.setattr(saving, step, fails_with(error))
		lead = a_lead(job_title="CEO")
	assert stored(lead, "job_title", "li_needs_evaluation") == {"job_title": "CEO", "li_needs_evaluation": 1}
	assert not journey_of(lead.name)
	assert logged() >= 1
	assert not frappe.get_message_log()


@pytest.mark.parametrize("error", LOST, ids=repr)
@pytest.mark.parametrize("step", ["snapshot_of", "append_entries"])
def test_a_transaction_that_mariadb_gave_up_is_not_swallowed(step, error, monkeypatch, logged):
	monkeypatch.setattr(saving, step, fails_with(error))
	with pytest.raises(type(error)):
		a_lead(job_title="CEO")
	assert not logged()


def test_the_next_save_makes_good_what_failed(monkeypatch):
	with monkeypatch.context() as broken:
		broken.setattr(saving, "snapshot_of", fails_with(DEFECTS[0]))
		lead = a_lead(job_title="CEO")
	frappe.get_doc("Lead", lead.name).save()
	assert stored(lead, "li_points", "li_needs_evaluation") == {"li_points": 25, "li_needs_evaluation": 0}
	assert [row.kind for row in journey_of(lead.name)] == ["First score"]


def test_a_journey_that_could_not_be_written_is_taken_back_whole(monkeypatch):
	lead = a_lead()
	written = journey.insert_rows

	def fail_after_writing(*args, **kwargs):
		written(*args, **kwargs)
		raise RuntimeError("broken on purpose")

	with monkeypatch.context() as broken:
		broken.setattr(journey, "insert_rows", fail_after_writing)
		doc = frappe.get_doc("Lead", lead.name)
		doc.job_title = "CEO"
		doc.save()
	assert stored(lead, "job_title", "li_needs_evaluation") == {"job_title": "CEO", "li_needs_evaluation": 1}
	assert len(journey_of(lead.name)) == 1


def test_a_defect_while_a_contact_sets_a_phone_marks_the_lead(monkeypatch):
	lead = a_lead()
	with monkeypatch.context() as broken:
		broken.setattr(field_setting, "policies_for", fails_with(DEFECTS[0]))
		frappe.get_doc("Lead", lead.name).db_set("phone", "1")
	assert stored(lead, "phone", "li_needs_evaluation") == {"phone": "1", "li_needs_evaluation": 1}


def test_a_failed_lead_does_not_keep_the_others_from_being_rescored(monkeypatch):
	good, bad = a_lead(), a_lead(fax="bad")
	frappe.db.set_value("Lead", {"name": ("in", (good.name, bad.name))}, "job_title", "CEO")
	working = reevaluation.snapshot_of

	def fail_for_one(doc, *args, **kwargs):
		if doc.fax == "bad":
			raise RuntimeError("broken on purpose")
		return working(doc, *args, **kwargs)

	monkeypatch.setattr(reevaluation, "snapshot_of", fail_for_one)
	assert reevaluate([bad.name, good.name, "no such lead"], Cause.RESCORE) == [good.name]
	assert stored(good, "li_points") == 25
	assert stored(bad, "li_needs_evaluation") == 1


def test_even_a_log_that_fails_does_not_stop_the_lead(monkeypatch):
	monkeypatch.setattr(saving, "snapshot_of", fails_with(DEFECTS[0]))
	monkeypatch.setattr(frappe, "log_error", fails_with(RuntimeError("the log is broken too")))
	assert frappe.db.exists("Lead", a_lead(job_title="CEO").name)


def test_before_our_fields_exist_leads_are_saved(monkeypatch):
	"""New code runs for a moment before the site is migrated."""
	monkeypatch.setattr(saving, "append_entries", fails_with(DEFECTS[4]))
	monkeypatch.setattr("lead_intelligence.adapters.containment._mark", fails_with(DEFECTS[4]))
	assert frappe.db.exists("Lead", a_lead(job_title="CEO").name)
