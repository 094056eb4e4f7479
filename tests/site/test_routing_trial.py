"""The rule tester: which policy and rule are for a lead, who would get it, why the others would not; and nothing is stored."""

import frappe
import pytest

from lead_intelligence.api import routing_policy
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import a_lead, another_company, condition
from tests.site.routing_builders import a_live_routing_policy, a_pool, a_routing_policy, routing_rule

PARIS, LYON = condition("city", "is", "Paris"), condition("city", "is", "Lyon")
TABLES = (
	"Lead Assignment",
	"Lead Routing Turn",
	"Lead Rep Load",
	"Lead Journey Entry",
	"ToDo",
	"Notification Log",
)


def an_unowned_lead(**fields):
	lead = a_lead(**fields)
	frappe.db.set_value("Lead", lead.name, "lead_owner", None)
	return lead.name


def everything():
	return {table: frappe.get_all(table, fields=["*"], order_by="name", limit=0) for table in TABLES}


def candidates(found):
	return {one["user"]: one for asked in found["choice"]["asked"] for one in asked["candidates"]}


class TestRules:
	def test_the_first_that_holds_wins_and_the_others_say_why_not(self):
		pool = a_pool("Rosa Alone", REP.user)
		draft = a_routing_policy(
			routing_rule(pool, LYON, title="Lyon"),
			routing_rule(pool, PARIS, title="Off", disabled=1),
			routing_rule(pool, condition("annual_revenue", "is at least", 5), title="Rich"),
			routing_rule(pool, PARIS, title="Paris"),
			routing_rule(title="Rest"),
		)
		found = routing_policy.tried_on(an_unowned_lead(city="Paris"), draft.name)
		lyon, off, rich, paris, rest = found["rules"]
		assert (lyon["verdict"], lyon["sentence"]) == (False, "City is Lyon")
		assert lyon["seen"] == [{"label": "City", "value": "Paris"}]
		assert off["is_disabled"]
		assert "verdict" not in off
		assert rich["verdict"] is None
		assert (paris["verdict"], paris["pool"]) == (True, pool)
		assert rest["by_territory"]
		assert "verdict" not in rest
		assert (found["policy"], found["rule"]) == (draft.name, 4)

	def test_where_no_rule_holds_the_default_pool_is_asked(self):
		pool = a_pool("Rosa Alone", REP.user)
		draft = a_routing_policy(routing_rule(pool, LYON), default_pool=a_pool("Rest", SECOND_REP.user))
		found = routing_policy.tried_on(an_unowned_lead(city="Paris"), draft.name)
		assert (found["rule"], found["choice"]["user"]) == (None, SECOND_REP.user)

	def test_a_draft_stands_in_for_the_live_version_of_its_title(self):
		live = a_live_routing_policy(default_pool=a_pool("Rosa Alone", REP.user))
		draft = a_routing_policy(default_pool=a_pool("Théo Alone", SECOND_REP.user))
		lead = an_unowned_lead()
		assert routing_policy.tried_on(lead)["choice"]["user"] == REP.user
		found = routing_policy.tried_on(lead, draft.name)
		assert found["choice"]["user"] == SECOND_REP.user
		assert [one["name"] for one in found["policies"]] == [draft.name]
		assert frappe.db.get_value("Lead Routing Policy", live.name, "status") == "Live"

	def test_policies_tried_before_say_why_they_are_not_for_the_lead(self):
		other = a_live_routing_policy(
			title="Lyon First", priority=1, condition_json=LYON, default_pool=a_pool("Lyon", REP.user)
		)
		draft = a_routing_policy(default_pool=a_pool("Rosa Alone", REP.user))
		found = routing_policy.tried_on(an_unowned_lead(city="Paris"), draft.name)
		assert [(one["name"], one["verdict"]) for one in found["policies"]] == [
			(other.name, False),
			(draft.name, True),
		]
		assert found["policies"][0]["seen"] == [{"label": "City", "value": "Paris"}]

	def test_without_any_policy_the_managers_are_left(self):
		found = routing_policy.tried_on(an_unowned_lead())
		assert (found["policy"], found["rules"], found["policies"]) == (None, [], [])
		assert [one["name"] for one in found["choice"]["asked"]] == ["Managers"]
		assert MANAGER.user in candidates(found)


class TestWho:
	def test_those_passed_over_say_why(self):
		pool = a_pool("Two", REP.user, {"user": SECOND_REP.user, "paused": 1})
		draft = a_routing_policy(default_pool=pool)
		found = routing_policy.tried_on(an_unowned_lead(), draft.name)
		assert found["choice"]["user"] == REP.user
		assert found["choice"]["name"] == "Rosa Bernard"
		told = candidates(found)
		assert told[REP.user]["chosen"]
		assert not told[REP.user]["reason"]
		assert (told[SECOND_REP.user]["chosen"], told[SECOND_REP.user]["reason"]) == (
			False,
			"Is paused in this pool",
		)

	def test_a_pool_of_nobody_hands_on_and_says_so(self):
		empty = a_pool("Empty", fallback_pool=a_pool("Rosa Alone", REP.user))
		found = routing_policy.tried_on(an_unowned_lead(), a_routing_policy(routing_rule(empty)).name)
		first, second = found["choice"]["asked"]
		assert (first["name"], first["nobody"]) == ("Empty", "The pool has no members.")
		assert (second["name"], found["choice"]["user"]) == ("Rosa Alone", REP.user)

	def test_asked_again_it_is_the_same_and_nothing_is_stored(self):
		draft = a_routing_policy(default_pool=a_pool("Two", REP.user, SECOND_REP.user))
		lead = an_unowned_lead()
		before = everything()
		first, second = (routing_policy.tried_on(lead, draft.name)["choice"] for _once in range(2))
		assert first == second
		assert everything() == before
		assert frappe.db.get_value("Lead", lead, "lead_owner") is None


class TestWhatKeepsALeadFromIt:
	def test_one_that_has_an_owner_stays_there(self):
		draft = a_routing_policy(default_pool=a_pool("Rosa Alone", REP.user))
		lead = a_lead(lead_owner=SECOND_REP.user).name
		found = routing_policy.tried_on(lead, draft.name)
		assert found["owner"] == {"user": SECOND_REP.user, "name": "Théo Lefèvre"}
		assert found["choice"]["user"] == REP.user

	@pytest.mark.parametrize(
		("stage", "waits_for"),
		[
			("Lead", {"stands": "Lead", "first": "MQL"}),
			("Nurture", {"stands": "Nurture", "first": "MQL"}),
			("MQL", None),
			(None, None),
		],
	)
	def test_one_that_has_not_come_far_enough_waits(self, stage, waits_for):
		draft = a_routing_policy(default_pool=a_pool("Rosa Alone", REP.user), first_stage="From MQL")
		lead = an_unowned_lead()
		frappe.db.set_value("Lead", lead, "li_stage", stage)
		assert routing_policy.tried_on(lead, draft.name)["waits_for"] == waits_for

	def test_one_from_before_the_first_policy_waits_for_a_release(self):
		a_live_routing_policy(title="First", default_pool=a_pool("Rosa Alone", REP.user))
		lead = an_unowned_lead()
		assert routing_policy.tried_on(lead)["is_older"] is False
		frappe.db.set_value("Lead", lead, "creation", "2020-01-01")
		assert routing_policy.tried_on(lead)["is_older"] is True


class TestPermissions:
	def test_reps_try_what_they_may_read(self, signed_in_as):
		draft = a_routing_policy(default_pool=a_pool("Rosa Alone", REP.user))
		lead = a_lead(lead_owner=REP.user).name
		with signed_in_as(REP.user):
			assert routing_policy.tried_on(lead, draft.name)["choice"]["user"] == REP.user

	def test_a_lead_or_a_policy_that_one_may_not_read_is_not_tried(self, signed_in_as):
		lead, draft, theirs = a_lead().name, a_routing_policy().name, another_company()
		permission = {"user": REP.user, "allow": "Company", "for_value": theirs, "apply_to_all_doctypes": 1}
		frappe.get_doc({"doctype": "User Permission", **permission}).insert()
		with signed_in_as(REP.user):
			for args in ((lead,), (lead, draft)):
				with pytest.raises(frappe.PermissionError):
					routing_policy.tried_on(*args)

	def test_a_lead_of_another_company_is_refused(self):
		draft = a_routing_policy(company=another_company())
		with pytest.raises(frappe.ValidationError, match="Choose a lead of the same company"):
			routing_policy.tried_on(a_lead().name, draft.name)
