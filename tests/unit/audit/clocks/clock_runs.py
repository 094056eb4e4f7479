"""One way to run `lead-intelligence clocks` on a small file."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.unit.audit.runs import Run, a_file, run

HEADER = "id,due_from,answered_at\n"


def clocks(folder: Path, content: str | bytes, *arguments: object, header: str = HEADER) -> Run:
	"""Rows below the documented header, or below another one."""
	whole = content if isinstance(content, bytes) else header + content
	return run("clocks", a_file(folder, whole, "log.csv"), *arguments, out=folder / "out")


def answers(result: Run) -> list[dict[str, str]]:
	with (result.folder / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
		return list(csv.DictReader(file))


def elapsed(result: Run) -> list[str]:
	return [row["elapsed_seconds"] for row in answers(result)]
