"""Both sides sign what they agree on, and it is void when that changes."""

import frappe
import pytest

from lead_intelligence.adapters.versions import copy_as_draft
from lead_intelligence.api.definition import ask_to_sign, sign, state, unsign
from tests.bench.people import MANAGER, REP, SECOND_REP
from tests.site.builders import condition
from tests.site.definition_builders import a_definition, criterion, signed, stage

SIGNATURE_FIELDS = (
	"marketing_signed_by",
	"marketing_signed_at",
	"sales_signed_by",
	"sales_signed_at",
	"signed_text",
)


def signers(definition):
	return frappe.db.get_value("Lead Definition", definition.name, ["marketing_signed_by", "sales_signed_by"])


def missing(definition):
	return state(definition.name)["signing"]["missing"]


def refused_submit(definition, match):
	definition.reload()
	with pytest.raises(frappe.ValidationError, match=match):
		definition.submit()
	assert frappe.db.get_value("Lead Definition", definition.name, "docstatus") == 0


def notices(user):
	return frappe.get_all(
		"Notification Log", filters={"for_user": user, "document_type": "Lead Definition"}, pluck="subject"
	)


def test_going_live_needs_both_signatures(signed_in_as):
	definition = a_definition()
	refused_submit(definition, "Maud Petit has not signed for Marketing yet")
	with signed_in_as(MANAGER.user):
		sign(definition.name, "Marketing")
	assert missing(definition) == ["Rosa Bernard has not signed for Sales yet."]
	refused_submit(definition, "Rosa Bernard has not signed for Sales yet")
	with signed_in_as(REP.user):
		sign(definition.name, "Sales")
	assert missing(definition) == []
	definition.reload().submit()
	definition.reload()
	assert (definition.status, definition.marketing_signed_by) == ("Live", MANAGER.user)


def test_only_the_named_signatory_signs(signed_in_as):
	definition = a_definition()
	for user, side in ((SECOND_REP.user, "Sales"), (REP.user, "Marketing"), ("Administrator", "Sales")):
		with signed_in_as(user), pytest.raises(frappe.ValidationError, match="You are not the signatory"):
			sign(definition.name, side)
	assert signers(definition) == (None, None)


def test_nobody_signs_twice_nor_for_both_sides(signed_in_as):
	definition = a_definition()
	with signed_in_as(MANAGER.user):
		sign(definition.name, "Marketing")
		with pytest.raises(frappe.ValidationError, match="You have signed for Marketing already"):
			sign(definition.name, "Marketing")
	frappe.db.set_value("Lead Definition", definition.name, "sales_signatory", MANAGER.user)
	with (
		signed_in_as(MANAGER.user),
		pytest.raises(frappe.ValidationError, match="Sales is signed by somebody else"),
	):
		sign(definition.name, "Sales")
	refused_submit(definition, "cannot sign for both sides")


def test_a_setting_lets_one_signatory_suffice_and_the_definition_shows_it(signed_in_as):
	frappe.db.set_single_value("Lead Intelligence Settings", "one_signatory_allowed", 1)
	definition = a_definition(sales_signatory=None)
	refused_submit(definition, "has not signed for Marketing yet")
	with signed_in_as(MANAGER.user):
		sign(definition.name, "Marketing")
	definition.reload().submit()
	signing = state(definition.name)["signing"]
	assert signing["one_suffices"]
	assert [side["signed_by"] is not None for side in signing["sides"]] == [True, False]


def test_a_missing_signatory_is_named():
	refused_submit(a_definition(sales_signatory=None), "Sales Signatory.* is not set")


@pytest.mark.parametrize(
	"edit",
	[
		{"criteria": [criterion("Lead"), criterion("MQL", "Other"), criterion("SQL")]},
		{"stages": [stage("Lead"), stage("MQL"), stage("SAL"), stage("SQL")]},
		{"opportunity_from_stage": "SQL"},
		{"acceptance_hours": 4},
		{"keeps_cold_leads": 0},
		{"applies_from": "2099-01-01"},
		{"market_segment": "Lower Income"},
	],
	ids=lambda edit: next(iter(edit)),
)
def test_an_edit_after_a_signature_voids_both(edit):
	if "market_segment" in edit:
		frappe.get_doc({"doctype": "Market Segment", "market_segment": "Lower Income"}).insert(
			ignore_if_duplicate=True
		)
	definition = signed(a_definition())
	frappe.clear_messages()
	definition.update(edit)
	definition.save()
	definition.reload()
	assert [definition.get(field) for field in SIGNATURE_FIELDS] == [None] * 5
	assert "To sign again: Maud Petit, Rosa Bernard." in str(frappe.message_log)
	refused_submit(definition, "has not signed for Marketing yet")
	assert any("after you signed it" in words for words in notices(REP.user))


def test_what_changes_nothing_of_the_agreement_keeps_the_signatures():
	definition = signed(a_definition())
	definition.title = "Another title"
	# The same condition in other words of JSON.
	definition.criteria[0].condition_json = '{"operator":"is","field":"job_title",  "value":"CEO"}'
	definition.save()
	definition.reload().save()
	assert signers(definition) == (MANAGER.user, REP.user)
	definition.submit()


def test_an_edit_that_submits_at_once_is_refused():
	definition = signed(a_definition())
	definition.acceptance_hours = 1
	with pytest.raises(frappe.ValidationError, match="has not signed"):
		definition.submit()


def test_another_signatory_signs_anew_and_the_other_side_stays_signed():
	definition = signed(a_definition())
	definition.sales_signatory = SECOND_REP.user
	definition.save()
	assert signers(definition) == (MANAGER.user, None)
	assert missing(definition) == ["Théo Lefèvre has not signed for Sales yet."]


def test_signatures_cannot_be_sent():
	forged = {
		"marketing_signed_by": MANAGER.user,
		"marketing_signed_at": "2026-01-01 00:00:00",
		"sales_signed_by": REP.user,
		"sales_signed_at": "2026-01-01 00:00:00",
		"signed_text": "x",
	}
	definition = a_definition(**forged)
	assert signers(definition) == (None, None)
	definition.update(forged)
	definition.save()
	assert signers(definition) == (None, None)
	definition.update(forged)
	refused_submit(definition, "has not signed")
	signed(definition)
	definition.update({**forged, "marketing_signed_by": None})
	definition.save()
	assert signers(definition) == (MANAGER.user, REP.user)


def test_an_open_form_can_be_saved_after_somebody_signed(signed_in_as):
	definition = a_definition()
	open_form = frappe.get_doc("Lead Definition", definition.name)
	with signed_in_as(MANAGER.user):
		sign(definition.name, "Marketing")
	open_form.save()
	assert signers(definition) == (MANAGER.user, None)


def test_whoever_signs_has_read_what_it_says_now(signed_in_as):
	definition = a_definition()
	seen = str(definition.modified)
	definition.acceptance_hours = 2
	definition.save()
	with signed_in_as(MANAGER.user):
		with pytest.raises(frappe.ValidationError, match="changed this definition since you opened it"):
			sign(definition.name, "Marketing", seen=seen)
		sign(definition.name, "Marketing", seen=str(definition.reload().modified))


def test_what_could_not_go_live_is_not_signed(signed_in_as):
	definition = a_definition(criteria=[criterion("Lead")])
	with signed_in_as(MANAGER.user), pytest.raises(frappe.ValidationError, match="MQL has no criteria"):
		sign(definition.name, "Marketing")


def test_a_signature_can_be_withdrawn_by_its_signer_until_the_submission(signed_in_as):
	definition = signed(a_definition())
	with signed_in_as(REP.user), pytest.raises(frappe.ValidationError, match="nothing to withdraw"):
		unsign(definition.name, "Marketing")
	with signed_in_as(MANAGER.user):
		unsign(definition.name, "Marketing")
	assert signers(definition) == (None, REP.user)
	with signed_in_as(MANAGER.user):
		sign(definition.name, "Marketing")
	definition.reload().submit()
	with signed_in_as(MANAGER.user), pytest.raises(frappe.ValidationError, match="Only drafts are signed"):
		unsign(definition.name, "Marketing")


def test_signing_needs_the_right_to_read_and_no_more(signed_in_as):
	user = "fred@atelier-lumiere.example"
	doc = {"doctype": "User", "email": user, "first_name": "Fred", "send_welcome_email": 0}
	frappe.get_doc({**doc, "roles": [{"role": "Accounts User"}]}).insert(ignore_permissions=True)
	definition = a_definition(sales_signatory=user)
	assert [side["cannot_read"] for side in state(definition.name)["signing"]["sides"]] == [False, True]
	with signed_in_as(user), pytest.raises(frappe.PermissionError):
		sign(definition.name, "Sales")


def test_a_signatory_who_is_disabled_before_going_live_is_named(signed_in_as):
	definition = signed(a_definition())
	frappe.db.set_value("User", REP.user, "enabled", 0)
	refused_submit(definition, "Rosa Bernard, who is to sign for Sales, has no active user any more")
	assert len(missing(definition)) == 1


def test_a_signatory_who_is_disabled_later_leaves_it_live():
	definition = signed(a_definition())
	definition.submit()
	frappe.db.set_value("User", REP.user, "enabled", 0)
	definition.reload()
	assert definition.status == "Live"
	found = state(definition.name)["signing"]
	assert [side["no_active_user"] for side in found["sides"]] == [False, True]
	assert found["missing"] == []


def test_a_new_version_begins_without_signatures():
	definition = signed(a_definition())
	definition.submit()
	draft = copy_as_draft(definition)
	assert [draft.get(field) for field in SIGNATURE_FIELDS] == [None] * 5
	assert (draft.marketing_signatory, draft.applies_from) == (MANAGER.user, None)


def test_the_other_side_is_told(signed_in_as):
	definition = a_definition(title="Deal <b>one</b>")
	with signed_in_as(MANAGER.user):
		sign(definition.name, "Marketing")
	(words,) = notices(REP.user)
	assert "Maud Petit" in words
	assert "It waits for your signature for Sales." in words
	assert "&lt;b&gt;one" in words
	with signed_in_as(REP.user):
		sign(definition.name, "Sales")
	assert notices(MANAGER.user) == []


def test_signatories_can_be_asked(signed_in_as):
	definition = a_definition()
	assert ask_to_sign(definition.name) == ["Maud Petit", "Rosa Bernard"]
	assert len(notices(MANAGER.user)) == len(notices(REP.user)) == 1
	with signed_in_as(MANAGER.user):
		sign(definition.name, "Marketing")
		assert ask_to_sign(definition.name) == ["Rosa Bernard"]
	with signed_in_as(REP.user), pytest.raises(frappe.PermissionError):
		ask_to_sign(definition.name)


@pytest.mark.parametrize("side", ["Finance", "", None, 3, ["Sales"]])
def test_there_are_two_sides(side):
	definition = a_definition()
	with pytest.raises(frappe.ValidationError, match="Side must be one of Marketing, Sales"):
		sign(definition.name, side)


def test_what_is_renamed_is_still_what_was_signed():
	line = frappe.get_doc(
		{"doctype": "Item Group", "item_group_name": "Ovens", "parent_item_group": "All Item Groups"}
	).insert()
	kind = frappe.get_doc({"doctype": "Lead Touch Kind", "kind": "Trade Press"}).insert()
	touched = criterion("Lead", when=condition("li:touches:Trade Press", "is at least", 1))
	criteria = [touched, criterion("MQL"), criterion("SQL")]
	definition = signed(
		a_definition(product_line=line.name, criteria=criteria, working_calendar="Office Hours")
	)
	frappe.rename_doc("Item Group", "Ovens", "Kilns")
	frappe.rename_doc("Lead Touch Kind", kind.name, "Press")
	frappe.rename_doc("Lead Working Calendar", "Office Hours", "Daytime", force=True)
	definition.reload().save()
	assert signers(definition) == (MANAGER.user, REP.user)
	definition.reload().submit()
	assert definition.live_for.endswith("|Kilns|")
