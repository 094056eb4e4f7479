"""Builders of small inputs for the audit, and one way to run it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from lead_intelligence.audit.cli import main

LEADS = "Number,Origin,Visits,Bought\n1,Web,5,1\n2,Fair,0,0\n3,Web,,0\n4,Fair,9,1\n"
MAP = """
id: Number
outcome: {column: Bought, won: 1, lost: 0}
fields:
  origin: {column: Origin, kind: choice}
  visits: {column: Visits, kind: number}
"""


@dataclass(frozen=True)
class Run:
	exit_code: int
	output: str
	errors: str
	folder: Path

	@property
	def summary(self) -> dict[str, Any]:
		return json.loads((self.folder / "summary.json").read_text(encoding="utf-8"))

	@property
	def scored(self) -> list[list[str]]:
		return rows_of(self.folder / "scored.csv")

	@property
	def rejects(self) -> list[list[str]]:
		return rows_of(self.folder / "rejects.csv")

	@property
	def report(self) -> str:
		return (self.folder / "report.html").read_text(encoding="utf-8")


def rows_of(path: Path, delimiter: str = ",") -> list[list[str]]:
	with path.open(encoding="utf-8-sig", newline="") as file:
		return list(csv.reader(file, delimiter=delimiter))


def run(*arguments: object, out: Path) -> Run:
	result = CliRunner().invoke(main, [*map(str, arguments), "--out", str(out)], catch_exceptions=False)
	return Run(result.exit_code, result.stdout, result.stderr, out)


def a_file(folder: Path, content: str | bytes, name: str = "leads.csv", encoding: str = "utf-8") -> Path:
	path = folder / name
	path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
	return path


def a_rule(rule: str, points: int, field: str, operator: str, value: object = None) -> dict[str, Any]:
	condition = {"field": field, "operator": operator}
	return {
		"rule": rule,
		"points": points,
		"condition": condition if value is None else {**condition, "value": value},
	}


def a_model(
	folder: Path,
	rules: Sequence[Mapping[str, Any]] = (
		a_rule("From the web", 20, "origin", "is", "Web"),
		a_rule("Came often", 10, "visits", "is at least", 3),
	),
	grades: Mapping[str, int | None] | None = None,
	scale: str = "points",
	groups: Sequence[Mapping[str, Any]] = (),
) -> Path:
	bands = {"Hot": 30, "Warm": 10, "Cold": None} if grades is None else grades
	model = {
		"format": "lead-intelligence/scoring-model/1",
		"name": "Test model",
		"scale": scale,
		"grades": [
			{"grade": grade} if bound is None else {"grade": grade, "at_least": bound}
			for grade, bound in bands.items()
		],
		"fit": {"groups": list(groups), "rules": list(rules)},
	}
	return a_file(folder, json.dumps(model), "model.json")


def an_audit(
	folder: Path,
	leads: str | bytes = LEADS,
	mapping: str = MAP,
	*arguments: object,
	model: Path | None = None,
) -> Run:
	"""An audit of a foreign file with a mapping and a small model."""
	return run(
		"audit",
		a_file(folder, leads),
		"--map",
		a_file(folder, mapping, "map.yaml"),
		"--model",
		model or a_model(folder),
		*arguments,
		out=folder / "out",
	)
