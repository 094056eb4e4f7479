"""What a scoring model is refused for: with the row, and with what to do."""

import html
import json

import frappe
import pytest

from tests.site.builders import HOT_AND_COLD, a_draft, rule

CEO = rule("job_title", "is", "CEO", points=30)


def refusal(*rules, **fields) -> str:
	with pytest.raises(frappe.ValidationError) as refused:
		a_draft(*rules, **fields)
	return html.unescape(shown_to_user() or str(refused.value))


def shown_to_user() -> str:
	"""One problem is told as text, several as a list."""
	texts = [message["message"] for message in frappe.get_message_log()]
	return "\n".join("\n".join(text) if isinstance(text, list) else text for text in texts)


@pytest.mark.parametrize(
	("wrong", "says"),
	[
		(rule("no_such_field", "is", "x"), "no field 'no_such_field'"),
		(rule("job_title", "is at least", 3), "does not fit 'Job Title'. Use one of: is,"),
		(rule("job_title", "resembles", "x"), "no operator 'resembles'"),
		(rule("annual_revenue", "is at least", "much"), "'much', which is not a number"),
		(rule("annual_revenue", "is at least", [1, 2]), "Enter a single value"),
		(rule("no_of_employees", "is", "12"), "Its choices are: 1-10, 11-50"),
		(rule("creation", "is in the last N days", "soon"), "whole number of days"),
		(rule("city", "is"), "the value is missing"),
		(rule("city", "is", "Paris", points=0), "gives 0 points"),
		(rule("city", "is", "Paris", points=1001), "from -1000 to 1000"),
		(rule("city", "is", "Paris", points=-1001), "from -1000 to 1000"),
		(rule("city", "is", "Paris", rule_group="Nowhere"), "not in the table of groups"),
		(rule("city", "is", "Paris", valid_from="2026-02-01", valid_to="2026-01-01"), "Swap the dates"),
		(rule("city", "is", "Paris", valid_from="soon"), "must be a date"),
		(rule("city", "is", "Paris", condition_json="{broken"), "not valid JSON"),
		(rule("city", "is", "Paris", condition_json=""), "condition is empty"),
		(rule("city", "is", "Paris", condition_json="[]"), "condition is empty"),
		(rule("city", "is", "Paris", condition_json=json.dumps({"any": []})), "at least one condition"),
		(rule("job_title", "is", "CEO", rule=CEO["rule"]), "same name as row 1"),
	],
)
def test_a_wrong_rule_is_refused_with_its_row(wrong, says):
	text = refusal(CEO, wrong)
	assert "Rules, row 2" in text
	assert says in text


@pytest.mark.parametrize(
	("grades", "says"),
	[
		(
			[*HOT_AND_COLD, {"grade": "Warm", "at_least": "20"}],
			"Grades, row 3: The grade 'Warm' overlaps with row 2",
		),
		([*HOT_AND_COLD, {"grade": "Freezing"}], "Grades, row 3: The grade 'Freezing' overlaps with row 1"),
		(
			[*HOT_AND_COLD, {"grade": "hot", "at_least": "30"}],
			"Grades, row 3: The grade 'hot' stands in row 2",
		),
		([*HOT_AND_COLD, {"grade": "Warm", "at_least": "ten"}], "Grades, row 3: 'at_least' is 'ten'"),
	],
)
def test_wrong_grades_are_refused_with_their_row(grades, says):
	assert says in refusal(CEO, grades=grades)


def test_a_grade_outside_the_scale_is_refused():
	text = refusal(CEO, scale="0-100", grades=[{"grade": "A", "at_least": "101"}, {"grade": "B"}])
	assert "Grades, row 1" in text
	assert "up to 100" in text


@pytest.mark.parametrize(
	("group", "says"),
	[
		({"group_name": "Person", "at_most": "much"}, "'at_most' is 'much'"),
		({"group_name": "Person", "at_most": "-1"}, "must be from 0"),
		({"group_name": "Person", "at_least": "1"}, "to 0"),
	],
)
def test_wrong_groups_are_refused_with_their_row(group, says):
	text = refusal(CEO, groups=[group])
	assert "Groups, row 1" in text
	assert says in text


def test_all_mistakes_are_told_at_once():
	text = refusal(rule("no_such_field", "is", "x"), rule("city", "is", "Paris", points=0))
	assert "Rules, row 1" in text
	assert "Rules, row 2" in text


def test_more_rules_than_the_limit_are_refused():
	rules = [rule("city", "is", f"City {number}", rule=f"City {number}") for number in range(300)]
	text = refusal(*rules)
	assert "300 rules; the most allowed is 200" in text


@pytest.mark.parametrize(
	("fields", "says"),
	[
		({"rules": []}, "no rules"),
		({"grades": []}, "no grades"),
		({"grades": [{"grade": "Hot", "at_least": "20"}]}, "No grade catches the lowest"),
	],
)
def test_what_is_missing_is_refused_only_when_the_model_goes_live(fields, says):
	draft = a_draft(**{"rules": [CEO], **fields})
	with pytest.raises(frappe.ValidationError, match=says):
		draft.submit()


def test_a_refusal_shows_what_was_typed_and_runs_none_of_it():
	refusal(rule("<img src=x onerror=alert(1)>", "is", "x"))
	assert "&lt;img" in shown_to_user()
	assert "<img" not in shown_to_user()


def test_beside_each_condition_stands_its_sentence():
	draft = a_draft(rule("annual_revenue", "is at least", 100000), rule("city", "is set"))
	assert [row.condition_text for row in draft.rules] == [
		"Annual Revenue is at least 100000",
		"City is set",
	]
