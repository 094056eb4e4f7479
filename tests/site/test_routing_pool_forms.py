"""The form of a pool: what is refused, what is warned of, and what is known around it."""

import json
from html import unescape

import frappe
import pytest

from lead_intelligence.api import routing_pool
from tests.bench.people import MANAGER, MARKETING, REP, SECOND_REP, Person, hire
from tests.site.builders import a_live_model, another_company, rule
from tests.site.routing_builders import a_pool, a_routing_policy, routing_rule
from tests.site.test_routing_policies import warned

NOBODY = Person("nora@atelier-lumiere.example", "Nora", "Sans", ("Employee",))


def warned_of(*members, **fields):
	frappe.local.message_log = []
	a_pool("Warned", *members, **fields)
	return warned()


def around(name, **changes):
	doc = frappe.get_doc("Lead Routing Pool", name).as_dict()
	return routing_pool.around(json.dumps({**doc, **changes}, default=str))


class TestRefused:
	@pytest.mark.parametrize(
		("members", "fields", "says"),
		[
			([REP.user, REP.user], {}, "Members, row 2: rosa@atelier-lumiere.example is a member already"),
			([{"user": REP.user, "weight": -1}], {}, "Members, row 1: 'Weight' is -1"),
			([{"user": REP.user, "weight": 1e9}], {}, "Members, row 1: 'Weight' is 1000000000"),
			([{"user": REP.user, "weight": "nan"}], {}, "'Weight' is 'nan', which is no number"),
			([{"user": REP.user, "weight": "soon"}], {}, "'Weight' is 'soon', which is no number"),
			([REP.user], {"strategy": "Best Fit", "hot_grades": " , "}, "'Hot Grades' is blank"),
			([REP.user], {"strategy": "Best Fit", "floor": 130}, "'Guaranteed Share' is 130 %"),
			([REP.user], {"strategy": "Best Fit", "floor": "much"}, "'Guaranteed Share' is 'much'"),
			([REP.user], {"minimum_level": 6}, "'Least Level' is 6"),
			([REP.user], {"strategy": "Dice"}, "Strategy"),
		],
	)
	def test_mistakes_with_their_row(self, members, fields, says):
		with pytest.raises(frappe.ValidationError) as refused:
			a_pool("Refused", *members, **fields)
		assert says in unescape(str(refused.value))

	def test_fallbacks_in_a_circle(self):
		a_pool("First", REP.user)
		a_pool("Second", REP.user, fallback_pool="First")
		first = frappe.get_doc("Lead Routing Pool", "First")
		first.fallback_pool = "Second"
		with pytest.raises(frappe.ValidationError, match="leads in a circle: First → Second → First"):
			first.save()
		first.reload().fallback_pool = "First"
		with pytest.raises(frappe.ValidationError, match="is the pool itself"):
			first.save()

	def test_a_blank_company_stays_blank(self):
		assert frappe.db.get_value("Lead Routing Pool", a_pool("For all", REP.user), "company") is None

	def test_blanks_around_names_and_grades_are_none(self):
		name = a_pool("  Two   words ", REP.user, strategy="Best Fit", hot_grades="A ,B,, A")
		assert name == "Two words"
		assert frappe.db.get_value("Lead Routing Pool", name, "hot_grades") == "A, B"


class TestWarnings:
	def test_of_nothing_where_there_is_nothing_to_say(self):
		assert not warned_of(REP.user, SECOND_REP.user)

	def test_of_a_rep_with_another_weight_in_another_pool(self):
		a_pool("Other", {"user": REP.user, "weight": 2})
		said = warned_of(REP.user)
		assert "Rosa Bernard has the weight 1 here and 2 in the pool 'Other'." in said

	def test_of_no_more_than_anybody_reads(self):
		for number in range(12):
			a_pool(f"Other {number}", {"user": REP.user, "weight": 2 + number})
		said = warned_of(REP.user)
		assert said.count("Rosa Bernard has the weight") == 10
		assert "and 2 more" in said

	def test_of_a_pool_of_nobody(self):
		assert "Nobody takes part in this pool yet" in warned_of()
		hire(NOBODY)
		frappe.delete_doc("Lead Routing Pool", "Warned")
		assert "No member can take leads" in warned_of(NOBODY.user)

	def test_of_a_territory_of_two_pools_and_a_fallback_that_is_disabled(self):
		france = [{"territory": "France"}]
		a_pool("Other", REP.user, territories=france, disabled=0)
		a_pool("Off", REP.user, disabled=1)
		said = warned_of(REP.user, territories=france, fallback_pool="Off")
		assert "The territory 'France' belongs to the pool 'Other' as well." in said
		assert "The fallback pool 'Off' is disabled." in said

	def test_of_a_grade_that_no_lead_has(self):
		a_live_model(rule("job_title", "is", "CEO", points=20))
		said = warned_of(REP.user, strategy="Best Fit", hot_grades="Hot, Z")
		assert "no grade 'Z'" in said
		assert "no grade 'Hot'" not in said


class TestAround:
	def test_what_is_known_of_the_members_as_the_form_stands(self):
		hire(NOBODY)
		frappe.get_doc({"doctype": "Lead Rep Profile", "user": REP.user, "weight": 3}).insert()
		name = a_pool("Known", REP.user)
		found = around(name, members=[{"user": REP.user}, {"user": NOBODY.user}, {"user": "no@body.example"}])
		rosa = found["users"][REP.user]
		assert (rosa["name"], rosa["weight"], rosa["problem"]) == ("Rosa Bernard", 3, None)
		assert found["users"][NOBODY.user]["problem"] == "Has no role that may edit leads"
		assert found["users"]["no@body.example"]["problem"] == "Is disabled as a user"

	def test_who_comes_after_it_and_who_sends_leads(self):
		a_pool("Third", REP.user)
		a_pool("Second", REP.user, fallback_pool="Third")
		name = a_pool("First", REP.user, fallback_pool="Second")
		by_rule = a_routing_policy(routing_rule(name), title="By rule")
		by_default = a_routing_policy(title="By default", default_pool=name)
		a_routing_policy(title="Not at all", default_pool="Third")
		found = around(name)
		assert found["fallbacks"] == ["Second", "Third"]
		assert {one["name"] for one in found["used_by"]} == {by_rule.name, by_default.name}

	def test_warnings_come_with_it(self):
		name = a_pool("Bare", REP.user)
		assert around(name)["warnings"] == []
		assert "Nobody takes part" in around(name, members=[])["warnings"][0]

	def test_whoever_may_not_read_pools_learns_nothing(self, signed_in_as):
		hire(NOBODY)
		with signed_in_as(NOBODY.user), pytest.raises(frappe.PermissionError):
			routing_pool.around("{}")

	def test_a_pool_of_a_company_that_one_may_not_see_stays_hidden(self, signed_in_as):
		doc = frappe.get_doc("Lead Routing Pool", a_pool("Theirs", REP.user, company=another_company()))
		permission = {"user": SECOND_REP.user, "allow": "Company", "for_value": "Atelier Lumière"}
		frappe.get_doc({"doctype": "User Permission", "apply_to_all_doctypes": 1, **permission}).insert()
		with signed_in_as(SECOND_REP.user), pytest.raises(frappe.PermissionError):
			routing_pool.around(json.dumps(doc.as_dict(), default=str))


def test_reps_read_and_change_nothing(signed_in_as):
	name = a_pool("Read", REP.user)
	for person in (REP, MARKETING):
		with signed_in_as(person.user):
			doc = frappe.get_doc("Lead Routing Pool", name)
			doc.check_permission("read")
			with pytest.raises(frappe.PermissionError):
				doc.save()
	with signed_in_as(MANAGER.user):
		frappe.get_doc("Lead Routing Pool", name).save()
