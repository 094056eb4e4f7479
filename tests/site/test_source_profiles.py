"""Where leads come from: families of origin and signals."""

import frappe
import pytest

from lead_intelligence.adapters.source_profiles import profile_of
from lead_intelligence.setup.source_profiles import seed_source_profiles
from tests.bench.people import REP

PROFILE = "Lead Source Profile"


def a_profile(source: str = "Radio", **fields):
	values = {"family": "Telemarketing", "contact": "Indirect", "signal": "Interest", **fields}
	return frappe.get_doc({"doctype": PROFILE, "source": source, **values}).insert()


def test_the_sources_that_erpnext_brings_are_known():
	for source in frappe.get_all("Lead Source", pluck="name"):
		assert profile_of(source), source
	assert profile_of("Exhibition").family == "Fairs and Events"
	assert (profile_of("Walk In").contact, profile_of("Walk In").signal) == ("Direct", "Intent")


def test_there_are_eight_families():
	families = frappe.get_meta(PROFILE).get_field("family").options.split("\n")
	assert len([family for family in families if family]) == 8


@pytest.mark.parametrize("source", [None, "", "no such source"])
def test_what_is_not_known(source):
	assert profile_of(source) is None


def test_a_medium_makes_a_difference():
	a_profile("Search")
	a_profile("Search", medium="cpc", signal="Intent")
	assert profile_of("search", "CPC").signal == "Intent"
	assert profile_of("Search", "organic").signal == profile_of("Search").signal == "Interest"


def test_a_source_has_one_profile():
	a_profile()
	with pytest.raises(frappe.ValidationError, match="already"):
		a_profile()
	with pytest.raises(frappe.ValidationError, match="already"):
		a_profile(" radio ")
	a_profile(medium="fm")
	with pytest.raises(frappe.ValidationError, match="already"):
		a_profile(medium="FM")


def test_a_disabled_profile_says_nothing():
	profile = a_profile()
	profile.disabled = 1
	profile.save()
	assert profile_of("Radio") is None


def test_a_changed_profile_counts_at_once():
	profile = a_profile()
	assert profile_of("Radio").signal == "Interest"
	profile.signal = "Intent"
	profile.save()
	assert profile_of("Radio").signal == "Intent"
	profile.delete()
	assert profile_of("Radio") is None


def test_reps_read_and_do_not_write(signed_in_as):
	profile = a_profile()
	with signed_in_as(REP.user):
		assert frappe.has_permission(PROFILE, "read")
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc(PROFILE, profile.name).save()


def test_what_was_deleted_does_not_come_back():
	frappe.delete_doc(PROFILE, frappe.db.get_value(PROFILE, {"source": "bing"}))
	seed_source_profiles()
	assert not frappe.db.exists(PROFILE, {"source": "bing"})
