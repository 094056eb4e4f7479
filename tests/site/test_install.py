"""Installing and migrating: what is there afterwards, and that repeating either changes nothing."""

from datetime import datetime, timedelta

import frappe
import pytest

from lead_intelligence.adapters.calendars import calendar_of
from lead_intelligence.setup.custom_fields import CUSTOM_FIELDS, LAYOUT_TYPES
from lead_intelligence.setup.dashboard import BLOCK, seed_dashboard
from lead_intelligence.setup.roles import ROLES
from tests.bench.base_company import COMPANY
from tests.site.builders import a_lead
from tests.site.site_contents import contents, differences

INDEXED = (
	*(("Opportunity", "party_name"), ("Customer", "lead_name"), ("Prospect Lead", "lead")),
	*(("Quotation", "party_name"), ("Customer", "opportunity_name"), ("Customer", "prospect_name")),
)
MONDAY, FRIDAY_EVENING = datetime(2024, 3, 11), datetime(2024, 3, 15, 18)


@pytest.fixture(scope="module")
def installed(spare_site):
	"""A site with a lead from before, on which the app was installed."""
	old = spare_site.run(lambda: a_lead(first_name="Before").name)
	spare_site.install_app()
	return spare_site, old


def indexed_columns(doctype: str) -> list[str]:
	rows = frappe.db.sql(
		"select column_name from information_schema.statistics where table_schema = %s and table_name = %s",
		(frappe.conf.db_name, f"tab{doctype}"),
	)
	return [column for (column,) in rows]


def test_every_field_has_its_column(installed):
	site, _ = installed
	columns = site.run(lambda: frappe.db.get_table_columns("Lead"))
	wanted = [field["fieldname"] for field in CUSTOM_FIELDS["Lead"] if field["fieldtype"] not in LAYOUT_TYPES]
	assert set(wanted) <= set(columns)


@pytest.mark.parametrize(("doctype", "field"), INDEXED)
def test_erpnext_gets_the_indexes_that_it_lacks(installed, doctype, field):
	site, _ = installed
	assert field in site.run(indexed_columns, doctype)


def test_the_journey_is_indexed_by_lead_and_time(installed):
	site, _ = installed
	found = site.run(lambda: frappe.db.sql("show index from `tabLead Journey Entry`", as_dict=True))
	indexes = {}
	for row in found:
		indexes.setdefault(row.Key_name, []).append(row.Column_name)
	assert indexes["lead_at"] == ["lead", "at"]
	assert indexes["kind_at_grade"] == ["kind", "at", "lead", "cause", "grade_after"]


@pytest.mark.parametrize("field", ["no_of_employees", "qualification_status"])
def test_choices_begin_with_a_blank(installed, field):
	site, _ = installed
	assert site.run(lambda: frappe.get_meta("Lead").get_field(field).options).startswith("\n")


def test_the_starter_model_is_live_for_the_company(installed):
	site, _ = installed
	live = site.run(
		lambda: frappe.get_all("Lead Scoring Model", filters={"status": "Live"}, pluck="live_for")
	)
	assert live == [COMPANY]


def test_the_roles_are_there(installed):
	site, _ = installed
	names = [name for name, _on_desk in ROLES]
	roles = site.run(
		lambda: frappe.get_all(
			"Role", filters={"name": ("in", names)}, fields=["name", "desk_access"], as_list=True
		)
	)
	assert {name: bool(on_desk) for name, on_desk in roles} == dict(ROLES)


def test_the_dashboard_is_on_the_workspace(installed):
	site, _ = installed
	rows = site.run(lambda: frappe.get_doc("Workspace", "Lead Intelligence").custom_blocks)
	assert [row.custom_block_name for row in rows] == [BLOCK]
	assert site.run(lambda: frappe.db.exists("Custom HTML Block", BLOCK))


def test_the_dashboard_is_ours_and_comes_back_as_it_was(installed):
	site, _ = installed
	kept = site.run(lambda: frappe.get_doc("Custom HTML Block", BLOCK).as_dict())
	site.run(lambda: frappe.db.set_value("Custom HTML Block", BLOCK, "script", ""))
	site.run(seed_dashboard)
	assert site.run(lambda: frappe.db.get_value("Custom HTML Block", BLOCK, "script")) == kept.script
	site.run(lambda: frappe.delete_doc("Custom HTML Block", BLOCK, force=True))
	site.run(seed_dashboard)
	assert site.run(lambda: frappe.db.get_value("Custom HTML Block", BLOCK, "html")) == kept.html


def test_office_hours_are_the_default_calendar(installed):
	site, _ = installed
	assert site.run(lambda: calendar_of(None, COMPANY).due(MONDAY, timedelta(hours=40))) == FRIDAY_EVENING


def test_a_lead_from_before_is_left_alone_until_it_is_saved(installed):
	site, old = installed
	assert site.run(lambda: frappe.db.get_value("Lead", old, ["li_grade", "li_scored_on"])) == (None, None)

	def save():
		doc = frappe.get_doc("Lead", old)
		doc.save()
		return doc.li_grade

	assert site.run(save)


@pytest.fixture(scope="module")
def migrated(installed):
	"""The same site after a migration, before which somebody had configured it, dropped an index and taken the model out of use."""
	site, _ = installed

	def change():
		settings = frappe.get_single("Lead Intelligence Settings")
		settings.update({"enabled": 0, "most_rules": 77})
		settings.save()
		frappe.get_last_doc("Lead Scoring Model").cancel()
		frappe.db.sql_ddl("alter table `tabCustomer` drop index `lead_name_index`")
		return indexed_columns("Customer")

	assert "lead_name" not in site.run(change)
	site.migrate()
	return site


def test_migrating_again_keeps_everything(migrated):
	once = migrated.run(contents)
	migrated.migrate()
	noise = ("tabVersion", "tabDeleted Document", "tabScheduled Job Log", "tabError Log", "tabComment")
	assert [
		line for line in differences(once, migrated.run(contents)) if not any(name in line for name in noise)
	] == []
	settings = migrated.run(lambda: frappe.get_single("Lead Intelligence Settings"))
	assert (settings.enabled, settings.most_rules) == (0, 77)


@pytest.mark.parametrize(("doctype", "field"), INDEXED)
def test_an_index_that_was_dropped_by_hand_comes_back(migrated, doctype, field):
	assert field in migrated.run(indexed_columns, doctype)


def test_a_model_that_was_taken_out_of_use_does_not_come_back(migrated):
	assert migrated.run(lambda: frappe.get_all("Lead Scoring Model", pluck="status")) == ["Cancelled"]


def test_installing_again_changes_nothing(installed):
	site, _ = installed
	before = site.run(contents)
	site.shadow.run("--site", site.name, "install-app", "lead_intelligence", "--force")
	noise = ("tabVersion", "tabDeleted Document", "tabPatch Log", "tabError Log")
	lines = [
		line for line in differences(before, site.run(contents)) if not any(name in line for name in noise)
	]
	assert lines == [], "\n".join(lines)
