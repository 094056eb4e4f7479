"""One way to run `lead-intelligence funnel` on a small file, and to look at what it found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.unit.audit.runs import Run, a_file, run

WIDE = "id,lead_at,mql_at,won_at\n"
LONG = "case,stage,at\n"


def funnel(
	folder: Path, content: str | bytes, *arguments: object, header: str = WIDE, name: str = "log.csv"
) -> Run:
	"""Rows below a header."""
	whole = content if isinstance(content, bytes) else header + content
	return run("funnel", a_file(folder, whole, name), *arguments, out=folder / "out")


def found(folder: Path, content: str | bytes, *arguments: object, header: str = WIDE) -> dict[str, Any]:
	"""The summary of a run that succeeds."""
	result = funnel(folder, content, *arguments, header=header)
	assert result.exit_code == 0, result.errors
	return result.summary


def reached(summary: dict[str, Any]) -> dict[str, int]:
	return {stage["stage"]: stage["reached"] for stage in summary["stages"]}


def came(summary: dict[str, Any]) -> dict[str, int]:
	return {stage["stage"]: stage["came"] for stage in summary["stages"]}


def time_between(summary: dict[str, Any], first: str, then: str) -> dict[str, Any]:
	return next(time for time in summary["times"] if (time["from"], time["to"]) == (first, then))


def conversion(summary: dict[str, Any], first: str, then: str) -> dict[str, Any]:
	return next(pair for pair in summary["conversion"] if (pair["from"], pair["to"]) == (first, then))


def group(summary: dict[str, Any], name: str) -> dict[str, Any]:
	return next(row for row in summary["groups"]["rows"] if row["group"] == name)


def cohort(summary: dict[str, Any], name: str) -> dict[str, Any]:
	return next(row for row in summary["cohorts"]["rows"] if row["cohort"] == name)
