"""Engagement rules on the desk: the form of the model, its checks, and exchange as JSON."""

import json
from html import unescape

import frappe
import pytest

from lead_intelligence.api.scoring_model import (
	check_engagement_rule,
	export_model,
	import_model,
	new_version,
	preview,
	touch_choices,
)
from tests.bench.base_company import COMPANY
from tests.site.builders import a_draft, rule
from tests.site.engaged_leads import on_touches

VISITS = rule("job_title", "is", "CEO", rule="CEO")
ROWS = [
	on_touches("Webinar", "Event or Fair", fades="Half-Life", fade_days=14, rule_group="Events"),
	on_touches("Call Made", points=-2, at_most=-8, within_days="0", valid_from="2026-01-01"),
	on_touches("Chat", counts="At Least N Touches", at_least=3, touch_channels="Website\nChat"),
	on_touches(
		rule="Any sign of intent",
		counts="The Latest Touch",
		touch_signals="Intent",
		fades="Linear to Zero",
		fade_days=30,
		touch_directions="Inbound",
	),
	on_touches("Meeting", touch_signals="Interest or Intent", touch_directions="Inbound or Outbound"),
]
GROUPS = [{"group_name": "Events", "at_most": "20"}]


def test_a_model_is_the_same_after_export_and_import():
	draft = a_draft(VISITS, engagement_rules=ROWS, engagement_groups=GROUPS)
	content = export_model(draft.name)
	again = import_model(content, COMPANY)
	theirs, ours = json.loads(export_model(again)), json.loads(content)
	assert theirs["engagement"] == ours["engagement"]
	assert ours["engagement"]["groups"] == [{"group": "Events", "at_most": 20}]
	assert ours["engagement"]["rules"][0] == {
		"rule": "Webinar or Event or Fair 10",
		"touches": {"kinds": ["Event or Fair", "Webinar"]},
		"counts": "each touch",
		"points": 10,
		"at_most": 50,
		"half_life_days": 14,
		"group": "Events",
	}


def test_each_row_says_what_it_counts():
	draft = a_draft(VISITS, engagement_rules=ROWS, engagement_groups=GROUPS)
	assert [row.sentence for row in draft.engagement_rules] == [
		"each touch of Event or Fair or Webinar, halving every 14 days, at most 50 points",
		"each touch of Call Made, of today, at most -8 points",
		"at least 3 touches of Chat, Chat or Website",
		"the latest touch of any kind, Intent, Inbound, fading to nothing in 30 days",
		"each touch of Meeting, Intent or Interest, Inbound or Outbound, at most 50 points",
	]


def test_a_new_version_has_the_rules_and_groups_of_both_halves():
	draft = a_draft(VISITS, engagement_rules=ROWS, engagement_groups=GROUPS)
	copy = new_version(draft.name)
	theirs, ours = (json.loads(export_model(name)) for name in (copy, draft.name))
	assert theirs["engagement"] == ours["engagement"]


@pytest.mark.parametrize(
	("row", "sentence"),
	[
		(
			on_touches("Telepathy"),
			"Engagement rules, row 1: The rule 'Telepathy 10' counts touches of the kind",
		),
		(on_touches("Webinar", at_most=None), "counts each touch without end"),
		(on_touches("Webinar", at_most="many"), "'at_most' is 'many'; it must be a whole number"),
		(on_touches("Webinar", points=0), "gives 0 points"),
		(on_touches("Webinar", fades="Half-Life"), "fade in 0 days; it must be from 1"),
		(on_touches("Webinar", rule_group="Events"), "is in the group 'Events', which is not"),
		(on_touches("Webinar", within_days="-4"), "looks -4 days back"),
		(on_touches("Webinar", rule="ceo"), "Another rule of the model has the name 'ceo'"),
		(on_touches("Webinar", counts="At Least N Touches", at_least=0), "at least 0 touches"),
	],
)
def test_a_mistake_is_refused_with_its_row(row, sentence):
	with pytest.raises(frappe.ValidationError) as refusal:
		a_draft(VISITS, engagement_rules=[row])
	text = unescape(str(refusal.value))
	assert sentence in text
	assert "Engagement rules, row 1" in text


def test_a_row_is_said_while_it_is_entered():
	answer = check_engagement_rule(json.dumps(on_touches("Chat", counts="The Latest Touch")))
	assert answer == {"sentence": "the latest touch of Chat", "problems": []}
	answer = check_engagement_rule(json.dumps(on_touches("Chat", within_days="a week")))
	assert answer["problems"] == ["'within_days' is 'a week'; it must be a whole number."]
	for wrong in ("", "[]", "7"):
		with pytest.raises(frappe.ValidationError):
			check_engagement_rule(wrong)


def test_the_scale_shows_what_each_half_can_give():
	draft = a_draft(VISITS, engagement_rules=ROWS, engagement_groups=GROUPS)
	scale = preview(draft.as_json())
	assert (scale["lowest"], scale["highest"]) == (-8, 10 + 20 + 10 + 10 + 50)
	assert scale["halves"]["engagement"] == {"lowest": -8, "highest": 90}
	assert preview(a_draft(VISITS).as_json())["halves"] is None


def test_kinds_and_channels_are_offered():
	choices = touch_choices()
	assert {"value": "Demo Request", "label": "Demo Request"} in choices["kinds"]
	assert {"value": "E-Mail", "label": "E-Mail"} in choices["channels"]
