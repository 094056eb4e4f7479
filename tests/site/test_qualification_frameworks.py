"""The frameworks as admins keep them: checked, renamed, disabled, and what that does to recorded answers."""

import frappe
import pytest
from frappe.client import insert

from lead_intelligence.adapters.qualification_answers import answer_fields, answers_of, frameworks_stamp
from lead_intelligence.api.qualification import sheet
from lead_intelligence.setup.qualification_frameworks import seed_frameworks
from tests.bench.people import MANAGER, REP
from tests.site.builders import a_lead
from tests.site.qualification_builders import a_framework, a_question, answered, asked

DOCTYPE = "Lead Qualification Framework"


def labels() -> dict[str, str]:
	return {field.name: field.label for field in answer_fields()}


def test_bant_comes_with_the_app_and_the_others_wait():
	rows = dict(frappe.get_all(DOCTYPE, fields=["name", "enabled"], as_list=True))
	assert (rows["BANT"], rows["MEDDIC"], rows["CHAMP"]) == (1, 0, 0)
	bant = frappe.get_doc(DOCTYPE, "BANT")
	assert [row.question for row in bant.questions] == ["Budget", "Authority", "Need", "Timing"]
	assert all(row.guide for row in bant.questions)


def test_what_an_admin_changed_or_deleted_stays_so():
	frappe.delete_doc(DOCTYPE, "CHAMP")
	bant = frappe.get_doc(DOCTYPE, "BANT")
	bant.questions[0].answers = "Yes\nNo"
	bant.save()
	seed_frameworks()
	assert not frappe.db.exists(DOCTYPE, "CHAMP")
	assert frappe.get_doc(DOCTYPE, "BANT").questions[0].answers == "Yes\nNo"


@pytest.mark.parametrize(
	("questions", "told"),
	[
		([a_question(), a_question("budget")], "row 1 already"),
		([a_question(answers="Yes\n\n")], "at least two answers"),
		([a_question(answers="Yes\nyes")], "twice"),
		([a_question("a:b")], "colon"),
		([a_question(answers="<img src=x>\nb\nB")], "stands there twice"),
	],
)
def test_what_makes_no_sense_is_refused(questions, told):
	with pytest.raises(frappe.ValidationError, match=told):
		a_framework(*questions)


def test_a_name_with_a_colon_is_refused_when_made_and_when_renamed():
	with pytest.raises(frappe.ValidationError, match="colon"):
		a_framework(name="a:b")
	framework = a_framework()
	with pytest.raises(frappe.ValidationError, match="colon"):
		frappe.rename_doc(DOCTYPE, framework.name, "a:b")


def test_answers_are_kept_one_a_line():
	framework = a_framework(a_question("  Budget ", "\n Confirmed \n\n None\n"))
	assert (framework.questions[0].question, framework.questions[0].answers) == ("Budget", "Confirmed\nNone")


def test_conditions_can_look_at_the_frameworks_in_use_alone():
	a_framework(name="Waiting", enabled=0)
	fields = {field.name: field for field in answer_fields()}
	assert fields["li:answer:BANT:Budget"].options == ("Confirmed", "Planned", "Still open", "No budget")
	assert fields["li:answer:BANT:Budget"].label == "BANT: Budget"
	assert fields["li:confidence:BANT:Budget"].options == ("Low", "Medium", "High")
	assert fields["li:confidence:BANT:Budget"].label == "BANT: Budget, confidence"
	assert "li:answer:Waiting:Budget" not in fields
	assert "li:answer:MEDDIC:Pain" not in fields


def test_the_stamp_changes_with_what_conditions_can_look_at():
	stamps = [frameworks_stamp()]
	framework = a_framework()
	stamps.append(frameworks_stamp())
	framework.questions[0].answers = "Confirmed\nNone"
	framework.save()
	stamps.append(frameworks_stamp())
	framework.enabled = 0
	framework.save()
	assert frameworks_stamp() == stamps[0]
	assert len(set(stamps)) == 3
	frappe.get_doc(DOCTYPE, "MEDDIC").save()
	assert frameworks_stamp() == stamps[0]


def test_a_renamed_question_takes_its_answers_along():
	lead = a_lead().name
	answered(lead)
	answered(lead, "Pressing", "Need")
	bant = frappe.get_doc(DOCTYPE, "BANT")
	bant.questions[0].question, bant.questions[2].question = "Need", "Budget"
	bant.save()
	assert answers_of([lead])[lead] == {
		"li:answer:BANT:Need": "Confirmed",
		"li:answer:BANT:Budget": "Pressing",
	}
	assert sheet(lead)["earlier"] == []


def test_a_renamed_framework_takes_its_answers_along():
	lead = a_lead().name
	answered(lead)
	frappe.rename_doc(DOCTYPE, "BANT", "Our BANT")
	assert answers_of([lead])[lead] == {"li:answer:Our BANT:Budget": "Confirmed"}
	assert asked(lead, framework="Our BANT")["current"]["answer"] == "Confirmed"
	assert "li:answer:Our BANT:Budget" in labels()


def test_what_is_recorded_stays_shown_whatever_becomes_of_the_question():
	lead = a_lead().name
	answered(lead)
	answered(lead, "Pressing", "Need")
	bant = frappe.get_doc(DOCTYPE, "BANT")
	bant.questions[0].answers = "Yes\nNo"
	bant.remove(bant.questions[2])
	bant.save()
	current = asked(lead)["current"]
	assert (current["answer"], current["listed"]) == ("Confirmed", False)
	(earlier,) = sheet(lead)["earlier"]
	assert (earlier["question"], earlier["current"]["answer"]) == ("Need", "Pressing")
	bant.enabled = 0
	bant.save()
	assert [one["question"] for one in sheet(lead)["earlier"]] == ["Budget", "Need"]
	frappe.delete_doc(DOCTYPE, "BANT")
	assert len(sheet(lead)["earlier"]) == 2
	assert sheet(lead)["frameworks"] == []
	assert answers_of([lead])[lead]["li:answer:BANT:Need"] == "Pressing"


def test_managers_write_frameworks_and_reps_read_them(signed_in_as):
	with signed_in_as(MANAGER.user):
		a_framework(name="Ours")
	with signed_in_as(REP.user):
		assert frappe.get_doc(DOCTYPE, "Ours").has_permission("read")
		with pytest.raises(frappe.PermissionError):
			insert({"doctype": DOCTYPE, "framework": "Mine", "questions": [a_question()]})
