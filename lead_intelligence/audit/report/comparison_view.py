"""What the page needs to show a comparison, beside its figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..comparison.sentences import headline, judged_by, verdict
from .comparison_charts import comparison_charts
from .grade_colours import grade_colours

Data = Mapping[str, Any]


def comparison_view(comparison: Data | None) -> dict[str, Any] | None:
	if comparison is None:
		return None
	colours = {which: grade_colours(comparison[which]["grades"]) for which in ("old", "new")}
	effects = comparison["effects"]
	return {
		"headline": headline(comparison),
		"verdict": verdict(comparison),
		"judged_by": judged_by(comparison),
		"charts": comparison_charts(comparison),
		"colours": colours,
		"matrix": _matrix(comparison),
		"grades": _side_by_side(comparison),
		"decisive": [effect for effect in effects if effect["decisive"]],
		"others": [effect for effect in effects if not effect["decisive"]],
	}


def _matrix(comparison: Data) -> list[dict[str, Any]]:
	"""A row for each old grade, with a cell for each new one. `kind`: same, up, down, other, or none for no leads."""
	found = {(cell["from"], cell["to"]): cell["leads"] for cell in comparison["changes"]["cells"]}
	rank = {grade["grade"]: place for place, grade in enumerate(comparison["new"]["grades"])}
	rows = []
	for old in comparison["old"]["grades"]:
		before = old["grade"]
		cells = []
		for after, place in rank.items():
			leads = found.get((before, after), 0)
			cells.append({"grade": after, "leads": leads, "kind": _kind(leads, rank.get(before), place)})
		rows.append({"grade": before, "leads": old["leads"], "cells": cells})
	return rows


def _kind(leads: int, before: int | None, after: int) -> str:
	"""Ranks count from the highest grade down."""
	if before == after:
		return "same"
	if not leads:
		return "none"
	if before is None:
		return "other"
	return "up" if after < before else "down"


def _side_by_side(comparison: Data) -> list[dict[str, Any]]:
	"""Each grade that either model has, the new model's first."""
	before, after = (
		{grade["grade"]: grade for grade in comparison[which]["grades"]} for which in ("old", "new")
	)
	return [
		{"grade": grade, "old": before.get(grade), "new": after.get(grade)}
		for grade in dict.fromkeys([*after, *before])
	]
