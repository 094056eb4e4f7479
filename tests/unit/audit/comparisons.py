"""Comparisons of two small models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .runs import LEADS, MAP, Run, a_file, a_model, a_rule, an_audit

WEB = a_rule("From the web", 20, "origin", "is", "Web")
OFTEN = a_rule("Came often", 10, "visits", "is at least", 3)


def another(folder: Path, *rules: dict[str, Any], name: str = "other.json", **more: Any) -> Path:
	"""A second model beside the first."""
	text = a_model(folder, rules=rules or (WEB, a_rule("Came often", 30, "visits", "is at least", 3)), **more)
	model = json.loads(text.read_text()) | {"name": "Other model"}
	return a_file(folder, json.dumps(model), name)


def compared(
	folder: Path, *arguments: object, leads: str = LEADS, mapping: str = MAP, other: Path | None = None
) -> Run:
	other = other or another(folder)
	return an_audit(folder, leads, mapping, "--compare", other, *arguments)


def good(result: Run) -> dict[str, Any]:
	assert result.exit_code == 0, result.errors
	return result.summary["comparison"]


def cautions(result: Run) -> str:
	return "\n".join(good(result)["cautions"])
