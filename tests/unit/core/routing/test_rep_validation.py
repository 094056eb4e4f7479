"""What is refused in the profile of a rep and in the weights of loads."""

from __future__ import annotations

from datetime import datetime

import pytest

from lead_intelligence.core.routing.rep import SkillKind
from lead_intelligence.core.routing.rep_validation import (
	WrittenProfile,
	WrittenSkill,
	mistakes_in_load_weights,
	mistakes_in_profile,
)


def skill(name: str | None = "Services", level: int = 3, kind: SkillKind = SkillKind.PRODUCT) -> WrittenSkill:
	return WrittenSkill(kind=kind, name=name, level=level)


REFUSED_PROFILES = [
	(
		{"weight": 0.0},
		"Weight must be more than 0 and at most 100. To give a rep no leads, tick 'Takes No New Leads'.",
	),
	(
		{"weight": float("nan")},
		"Weight must be more than 0 and at most 100. To give a rep no leads, tick 'Takes No New Leads'.",
	),
	(
		{"weight": 101.0},
		"Weight must be more than 0 and at most 100. To give a rep no leads, tick 'Takes No New Leads'.",
	),
	({"capacity": -0.5}, "Capacity must be from 0 to 100000. With 0 the rep gets no new leads."),
	({"capacity": float("inf")}, "Capacity must be from 0 to 100000. With 0 the rep gets no new leads."),
	({"ramp_up_days": 91}, "Days of Ramp-Up must be from 0 to 90. With 0 there are none."),
	(
		{"employee_of": "theo@x.example"},
		"The employee is that of the user theo@x.example. Choose the rep's own employee, or leave it blank.",
	),
	(
		{"time_zone": "Mars"},
		"Time Zone: There is no time zone 'Mars'. Choose one of the list, or leave it blank for the site's.",
	),
	(
		{"is_out": True, "out_from": datetime(2026, 3, 6), "out_until": datetime(2026, 3, 6)},
		"'Away Until' is not after 'Away From'. Correct one of the two.",
	),
	({"languages": ("fr", "en", "fr")}, "Languages, row 3: 'fr' is there twice. Delete one of them."),
	({"skills": (skill(), skill(None))}, "Products and Sectors, row 2: Choose a product line."),
	({"skills": (skill(None, kind=SkillKind.SECTOR),)}, "Products and Sectors, row 1: Choose an industry."),
	(
		{"skills": (skill(level=0),)},
		"Products and Sectors, row 1: Level must be from 1 (beginner) to 5 (expert).",
	),
	(
		{"skills": (skill(), skill(level=5))},
		"Products and Sectors, row 2: 'Services' is there twice. Delete one of them.",
	),
]
REFUSED_WEIGHTS = [
	(
		[("A", -1.0)],
		1.0,
		"Open Leads Count As, row 1: An open lead must count as 0 to 1000. Enter another number.",
	),
	([("A", 1.0), ("a", 2.0)], 1.0, "Open Leads Count As, row 2: 'a' is there twice. Delete one of them."),
	([], float("nan"), "Open opportunities must count as 0 to 1000. Enter another number."),
]


@pytest.mark.parametrize(("fields", "sentence"), REFUSED_PROFILES)
def test_what_cannot_be_in_a_profile(fields, sentence):
	assert [problem.text() for problem in mistakes_in_profile(WrittenProfile(**fields))] == [sentence]


@pytest.mark.parametrize(("rows", "opportunity", "sentence"), REFUSED_WEIGHTS)
def test_what_cannot_be_a_weight(rows, opportunity, sentence):
	assert [problem.text() for problem in mistakes_in_load_weights(rows, opportunity)] == [sentence]


def test_what_is_fine():
	profile = WrittenProfile(
		weight=2.0,
		capacity=0.0,
		ramp_up_days=0,
		time_zone="Europe/Paris",
		out_from=datetime(2026, 3, 6),
		out_until=datetime(2026, 3, 5),
		languages=("fr", "en"),
		skills=(skill(), skill(kind=SkillKind.SECTOR)),
	)
	assert mistakes_in_profile(profile) == ()
	assert mistakes_in_load_weights([("A", 2.0), ("B", 0.0)], 0.0) == ()
