"""Templates: JSON comes out whatever goes in, and nothing that an outsider wrote does more than be read."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lead_intelligence.core.problems import Refused
from lead_intelligence.core.webhooks.kinds import PLACEHOLDERS, Kind, ready_made
from lead_intelligence.core.webhooks.template import body_of, filled, template_of

EVENT = {
	"event": "clock.escalation",
	"lead": "CRM-LEAD-0001",
	"lead_name": 'Ada "the Countess" Lovelace',
	"company_name": "Analytical\nEngines",
	"owner": "Rosa Bernard",
	"purpose": "First Response",
	"state": "Breached",
	"due_at": "2026-11-26T10:00:00+01:00",
	"grade": "A",
	"stage": "MQL",
	"policy": None,
	"step": "breach",
	"url": "https://erp.example/app/lead/CRM-LEAD-0001",
	"sentence": "Nobody has called Ada.",
}


def rendered(text, event=EVENT, kind=Kind.GENERIC):
	return json.loads(body_of(filled(template_of(text), event, kind.escape)))


def problems(text):
	with pytest.raises(Refused) as refused:
		template_of(text)
	return [problem.text() for problem in refused.value.problems]


def test_placeholders_within_quotes_and_without():
	assert rendered(
		'{"text": "{{ lead_name }} ({{lead}})", "due": {{ due_at }}, "policy": {{policy}}, "n": 1}'
	) == {
		"text": 'Ada "the Countess" Lovelace (CRM-LEAD-0001)',
		"due": "2026-11-26T10:00:00+01:00",
		"policy": None,
		"n": 1,
	}


def test_what_the_event_does_not_say_is_empty():
	assert rendered('["{{ policy }}", "{{ grade }}", {{ grade }}]', {"policy": None}) == ["", "", None]


def test_quotes_and_braces_in_json_stay_what_they_are():
	assert rendered('{"a\\"b": {"c": "\\\\"}, "d": [[{}]], "e": {{ lead }}}')["e"] == "CRM-LEAD-0001"


@pytest.mark.parametrize(
	("text", "says"),
	[
		('{"a": "{{ password }}"}', "There is no placeholder 'password'. Use one of event, lead,"),
		('{"a": {{ password }}}', "There is no placeholder 'password'"),
		('{"a": "{{ lead.__class__ }}"}', "There is no placeholder 'lead.__class__'"),
		('{"a": "{{ }}"}', "There is no placeholder"),
		('{"{{ lead }}": 1}', "stands before a colon"),
		("{{{ lead }}: 1}", "stands before a colon"),
		('{"a": 1,}', "not valid JSON: line 1, column"),
		("", "not valid JSON"),
		("Hello {{ lead }}", "not valid JSON"),
		('{"a": NaN}', "NaN"),
		("[" * 5_000, "not valid JSON"),
		('"' + "a" * 30_000 + '"', "more than 20000 characters"),
	],
)
def test_a_template_that_cannot_be_is_refused_by_a_sentence(text, says):
	assert any(says in problem for problem in problems(text))


def test_each_unknown_placeholder_is_named_once():
	assert len(problems('["{{ a }}", "{{ a }} {{ b }}"]')) == 2


@given(
	st.dictionaries(
		st.sampled_from(PLACEHOLDERS), st.none() | st.text() | st.integers() | st.floats(allow_nan=False)
	)
)
@example({"lead": float("inf"), "lead_name": float("-inf")})
def test_json_comes_out_whatever_goes_in(event):
	for kind in Kind:
		tree = filled(ready_made(kind), event, kind.escape)
		assert json.loads(body_of(tree)) == tree
	tree = filled(template_of('{"a": {{ lead }}, "b": "x {{ lead_name }} y"}'), event)
	assert json.loads(body_of(tree)).keys() == {"a", "b"}


@pytest.mark.parametrize("kind", Kind)
def test_the_ready_made_templates_can_be_begun_with(kind):
	assert template_of(json.dumps(ready_made(kind))) == ready_made(kind)


@pytest.mark.parametrize("kind", Kind)
def test_the_ready_made_templates_say_what_matters(kind):
	text = json.dumps(filled(ready_made(kind), EVENT, kind.escape))
	for said in (
		"Nobody has called Ada",
		"https://erp.example/app/lead/CRM-LEAD-0001",
		"Countess",
		"First Response",
	):
		assert said in text


NASTY = {**EVENT, "lead_name": "<!channel> @all [click](http://evil) <http://evil|here>"}


def test_slack_is_shown_no_mentions_and_links_of_others():
	text = filled(ready_made(Kind.SLACK), NASTY, Kind.SLACK.escape)["blocks"][0]["text"]["text"]
	assert "&lt;!channel&gt;" in text
	assert "<" not in text


def test_mattermost_is_shown_no_mentions_and_links_of_others():
	text = filled(ready_made(Kind.MATTERMOST), NASTY, Kind.MATTERMOST.escape)["text"]
	assert "@all" not in text
	assert "[click](" not in text
	assert "](https://erp.example/app/lead/CRM-LEAD-0001)" in text


def test_the_card_for_teams_reads_no_markup():
	(attachment,) = filled(ready_made(Kind.TEAMS), NASTY, Kind.TEAMS.escape)["attachments"]
	assert {block["type"] for block in attachment["content"]["body"]} == {"RichTextBlock"}
	assert NASTY["lead_name"] in attachment["content"]["body"][0]["inlines"][0]["text"]


def test_a_value_without_end_is_cut():
	assert len(rendered('"{{ sentence }}"', {"sentence": "a" * 100_000})) == 1_000
