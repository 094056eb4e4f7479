"""Subjects of interest on a lead: written in many ways, kept in one, and seen by conditions."""

import frappe
import pytest
from frappe.utils import set_request

from lead_intelligence.adapters import lead_subjects
from lead_intelligence.adapters.lead_fields import site_catalogue
from lead_intelligence.adapters.stored_leads import StoredLeads
from lead_intelligence.core.snapshot.values import UNKNOWN, Kind
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead, a_live_model, rule, stored
from tests.site.qualification_builders import a_subject
from tests.site.test_query_counts import queries


@pytest.fixture(autouse=True)
def known_subjects():
	for subject in ("LED Panels", "Éclairage public", "Museums"):
		a_subject(subject)


@pytest.fixture
def on_the_desk(signed_in_as):
	"""As in the request of a rep, who reads what is refused."""
	set_request(method="POST", path="/api/method/frappe.client.save")
	with signed_in_as(REP.user):
		yield
	frappe.local.request = None


def interested(text: str | None) -> str:
	return a_lead(li_subjects=text).name


def test_a_text_is_brought_to_the_names_of_the_subjects():
	assert stored(interested("led panels; ECLAIRAGE PUBLIC\n museums, Museums"), "li_subjects") == (
		"LED Panels, Éclairage public, Museums"
	)
	assert stored(interested(" ;, "), "li_subjects") is None
	assert stored(interested(None), "li_subjects") is None


def test_what_nobody_could_correct_stays_as_it_was_written():
	assert stored(interested("museums, Gardening"), "li_subjects") == "Museums, Gardening"


@pytest.mark.parametrize("flag", ["in_import", "in_web_form"])
def test_imports_and_web_forms_are_not_refused(on_the_desk, flag):
	frappe.flags[flag] = True
	try:
		# An import gets no defaults.
		lead = a_lead(li_subjects="Gardening", status="Lead").name
		assert stored(lead, "li_subjects") == "Gardening"
	finally:
		frappe.flags[flag] = False


def test_guests_are_not_refused(signed_in_as):
	set_request(method="POST", path="/contact")
	with signed_in_as("Guest"):
		lead = frappe.get_doc({"doctype": "Lead", "first_name": "Guest", "li_subjects": "museums;Gardening"})
		lead.insert(ignore_permissions=True)
	assert lead.li_subjects == "Museums, Gardening"


def test_a_person_is_told_what_to_write_instead(on_the_desk):
	with pytest.raises(frappe.ValidationError, match=r"Subjects of Interest.*Musems.*Did you mean Museums"):
		interested("LED Panels, Musems")
	with pytest.raises(frappe.ValidationError, match=r"&lt;img"):
		interested("<img src=x>")
	assert stored(interested("musEums"), "li_subjects") == "Museums"


def test_a_person_may_leave_what_was_there_before(on_the_desk):
	lead = interested("Museums")
	frappe.db.set_value("Lead", lead, "li_subjects", "Museums, Gardening")
	doc = frappe.get_doc("Lead", lead)
	doc.li_subjects = "Gardening, led panels"
	doc.save()
	assert stored(lead, "li_subjects") == "Gardening, LED Panels"


def test_a_defect_of_ours_stops_no_save(monkeypatch):
	def broken():
		raise RuntimeError("broken on purpose")

	monkeypatch.setattr(lead_subjects, "subjects", broken)
	assert stored(interested("museums"), "li_subjects") == "museums"


def test_a_save_that_leaves_the_field_alone_asks_nothing():
	lead = interested("Museums")
	doc = frappe.get_doc("Lead", lead)
	doc._doc_before_save = frappe.get_doc("Lead", lead)
	frappe.cache.delete_value("lead_intelligence_subjects")
	assert queries(lambda: lead_subjects.normalise_subjects(doc)) == []
	doc.li_subjects = "LED Panels"
	assert len(queries(lambda: lead_subjects.normalise_subjects(doc))) == 1
	assert queries(lambda: lead_subjects.normalise_subjects(doc)) == []


@pytest.mark.parametrize("name", ["A, B", "A; B", "A\nB", ", "])
def test_the_name_of_a_subject_is_one_name(name):
	with pytest.raises(frappe.ValidationError, match="comma"):
		a_subject(name)
	with pytest.raises(frappe.ValidationError, match="comma"):
		frappe.rename_doc("Lead Subject", "Museums", name)


def test_the_same_subject_is_not_made_twice():
	with pytest.raises(frappe.DuplicateEntryError):
		a_subject("ECLAIRAGE PUBLIC")
	assert a_subject("  Stage   Lighting ") == "Stage Lighting"


def test_a_renamed_subject_follows_into_leads():
	first, second, third = (
		interested("Museums, LED Panels"),
		interested("led panels"),
		interested("Museums"),
	)
	frappe.db.set_value("Lead", third, "li_subjects", "LED Panels XL", update_modified=False)
	before = {lead: stored(lead, "modified") for lead in (first, second, third)}
	frappe.rename_doc("Lead Subject", "LED Panels", "LED")
	assert [stored(lead, "li_subjects") for lead in (first, second, third)] == [
		*("Museums, LED", "LED", "LED Panels XL"),
	]
	assert [stored(lead, "li_needs_evaluation") for lead in (first, second, third)] == [1, 1, 0]
	assert {lead: stored(lead, "modified") for lead in before} == before
	assert stored(interested("LED"), "li_subjects") == "LED"


def test_merged_subjects_are_one():
	lead, other = interested("Museums, LED Panels"), interested("Museums")
	frappe.rename_doc("Lead Subject", "Museums", "LED Panels", merge=True)
	assert stored(lead, "li_subjects") == "LED Panels"
	assert stored(other, "li_subjects") == "LED Panels"


def test_a_name_with_signs_of_the_database_is_followed():
	a_subject("100% LED_2")
	lead, other = interested("100% LED_2"), interested("100x LEDy2")
	frappe.rename_doc("Lead Subject", "100% LED_2", "LED 2")
	assert (stored(lead, "li_subjects"), stored(other, "li_subjects")) == ("LED 2", "100x LEDy2")


def test_a_deleted_subject_stays_on_its_leads():
	lead = interested("Museums")
	frappe.delete_doc("Lead Subject", "Museums")
	assert stored(lead, "li_subjects") == "Museums"


def test_conditions_see_a_list():
	field = site_catalogue().get("li_subjects")
	assert (field.kind, field.label, field.links_to) == (Kind.LIST, "Subjects of Interest", "Lead Subject")
	a_live_model(rule("li_subjects", "includes", ["museums"], points=7))
	lead = a_lead(li_subjects="LED Panels; Museums")
	assert lead.li_points == 7
	assert a_lead(li_subjects="LED Panels").li_points == 0
	lead.reload()
	lead.li_subjects = "LED Panels"
	lead.save()
	assert stored(lead, "li_points") == 0


def test_many_leads_are_read_alike():
	texts = ("Museums, LED Panels", None, "")
	leads = [a_lead().name for _ in texts]
	for lead, text in zip(leads, texts, strict=True):
		frappe.db.set_value("Lead", lead, "li_subjects", text)
	read = StoredLeads(["li_subjects"], (), (), site_catalogue()).read(leads)
	values = {one.name: one.snapshot.value("li_subjects") for one in read}
	assert [values[lead] for lead in leads] == [("Museums", "LED Panels"), UNKNOWN, UNKNOWN]


def test_managers_write_subjects_and_reps_read_them(signed_in_as):
	with signed_in_as(MANAGER.user):
		a_subject("Stages")
	with signed_in_as(REP.user):
		assert frappe.get_doc("Lead Subject", "Stages").has_permission("read")
		with pytest.raises(frappe.PermissionError):
			a_subject("Mine")
