"""Renders `report.html` of a funnel from its summary and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from .funnel_charts import funnel_charts
from .funnel_words import days_text
from .report import environment

_MOST_GROUPS = 100
_MOST_STAGES_ACROSS = 12

Data = Mapping[str, Any]


def render_funnel(summary: Data) -> str:
	surroundings = environment()
	surroundings.filters["days"] = lambda days: "–" if days is None else days_text(days)
	names = [stage["stage"] for stage in summary["stages"]]
	return surroundings.get_template("funnel.html.jinja").render(
		**summary,
		charts=funnel_charts(summary),
		names=names,
		whole_times=_time(summary, names[0], summary["outcomes"]["won_stage"]),
		neighbours=[_time(summary, first, then) for first, then in pairwise(names)],
		matrix=_matrix(summary, names) if 2 < len(names) <= _MOST_STAGES_ACROSS else None,
		shown_groups=summary["groups"]["rows"][:_MOST_GROUPS] if summary["groups"] else [],
	)


def _time(summary: Data, first: str, then: str) -> Data | None:
	return next((time for time in summary["times"] if (time["from"], time["to"]) == (first, then)), None)


def _matrix(summary: Data, names: list[str]) -> list[dict[str, Any]]:
	"""A row for each stage, with a cell for each: None where it is not a later one."""
	pairs = {(pair["from"], pair["to"]): pair for pair in summary["conversion"]}
	return [{"stage": first, "cells": [pairs.get((first, then)) for then in names]} for first in names[:-1]]
