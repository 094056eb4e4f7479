"""The page that explains the order says what the order is."""

from __future__ import annotations

import json
from pathlib import Path

from lead_intelligence.core.lead_queue.groups import USUAL_ORDER, Group
from lead_intelligence.core.lead_queue.ranking import CRITERIA, Criterion

ROOT = Path(__file__).resolve().parents[4]
PAGE = (ROOT / "docs/lead-desk-order.md").read_text(encoding="utf-8").splitlines()
DOCTYPES = ROOT / "lead_intelligence/doctype"


def rows(*heading: str) -> list[list[str]]:
	"""Of the table with these columns."""
	begin = next(number for number, line in enumerate(PAGE) if cells(line) == list(heading))
	found = []
	for line in PAGE[begin + 2 :]:
		if not line.startswith("|"):
			break
		found.append(cells(line))
	return found


def cells(line: str) -> list[str]:
	return [cell.strip() for cell in line.strip("|").split("|")]


def test_the_table_of_groups_is_the_order():
	assert [
		(group, within) for group, _when, within in rows("group", "a lead is in it when", "within it")
	] == [(group.value, ", ".join(criterion.value for criterion in CRITERIA[group])) for group in USUAL_ORDER]


def test_each_criterion_is_explained():
	assert [name for name, _what in rows("criterion", "what comes first")] == [
		criterion.value for criterion in Criterion
	]


def fields(doctype: str) -> dict[str, dict]:
	path = DOCTYPES / doctype / f"{doctype}.json"
	return {field["fieldname"]: field for field in json.loads(path.read_text(encoding="utf-8"))["fields"]}


def test_an_admin_can_choose_every_group_but_open_leads():
	options = fields("lead_desk_group")["group"]["options"].split("\n")
	assert options == [group.value for group in USUAL_ORDER if group is not Group.OPEN]


def test_the_settings_are_those_of_the_form():
	known = fields("lead_intelligence_settings")
	desk = [known[name]["label"] for name in ("desk_groups", "desk_soon_minutes", "desk_hot_hours")]
	assert [name for name, _what in rows("setting", "what it does")] == desk
	assert [known[name]["default"] for name in ("desk_soon_minutes", "desk_hot_hours")] == ["30", "24"]
