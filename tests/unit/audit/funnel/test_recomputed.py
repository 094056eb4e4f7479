"""Funnels computed another way, with pandas, over whatever files there may be."""

from __future__ import annotations

import csv
import tempfile
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.audit.funnel.funnel_runs import conversion, time_between
from tests.unit.audit.runs import run

STAGES = ["Lead", "MQL", "SQL", "Won"]
AS_OF = date(2024, 9, 30)
RIPE_DAYS = 60
_START = datetime(2023, 12, 20, tzinfo=timezone.utc)

moments = st.builds(
	lambda seconds, micro, offset: (_START + timedelta(seconds=seconds, microseconds=micro)).astimezone(
		timezone(timedelta(hours=offset))
	),
	st.integers(0, 300 * 86_400),
	st.sampled_from([0, 0, 1, 546_000, 999_999]),
	st.sampled_from([-5, 0, 1, 2]),
)
cases = st.lists(
	st.tuples(st.lists(st.none() | moments, min_size=4, max_size=4), st.sampled_from(["Web", "Fair", ""])),
	min_size=1,
	max_size=25,
).filter(lambda found: any(moment for moments_of_case, _ in found for moment in moments_of_case))


def wide_frame(found: list[Any]) -> pd.DataFrame:
	"""A row for each case: by stage the instant and the day as it is written."""
	frame = pd.DataFrame({"group": [group for _, group in found]})
	for place, stage in enumerate(STAGES):
		column = [moments_of_case[place] for moments_of_case, _ in found]
		frame[stage] = pd.to_datetime(pd.Series(column, dtype=object), utc=True).astype("datetime64[us, UTC]")
		days = [moment.date() if moment else None for moment in column]
		frame[f"{stage} day"] = pd.to_datetime(pd.Series(days, dtype=object))
	return frame


def run_wide(found: list[Any], folder: Path) -> dict[str, Any]:
	path = folder / "wide.csv"
	with path.open("w", encoding="utf-8", newline="") as file:
		writer = csv.writer(file)
		writer.writerow(["id", "origin", *STAGES])
		for number, (moments_of_case, group) in enumerate(found):
			writer.writerow(
				[number, group, *(moment.isoformat() if moment else "" for moment in moments_of_case)]
			)
	return run_on(path, folder)


def run_long(found: list[Any], draw: Any, folder: Path) -> dict[str, Any]:
	"""Lines in any order; some stages again, later."""
	lines = []
	for number, (moments_of_case, group) in enumerate(found):
		for stage, moment in zip(STAGES, moments_of_case, strict=True):
			if moment:
				lines.append([number, stage, moment.isoformat(sep=" "), group])
				if draw.random() < 0.3:
					later = moment + timedelta(seconds=draw.randrange(3_000_000))
					lines.append([number, stage, later.isoformat(), group])
		if not any(moments_of_case):
			lines.append([number, "Visit", "2024-01-01", group])
	draw.shuffle(lines)
	path = folder / "long.csv"
	with path.open("w", encoding="utf-8", newline="") as file:
		csv.writer(file).writerows([["case", "stage", "at", "origin"], *lines])
	return run_on(path, folder)


def run_on(path: Path, folder: Path) -> dict[str, Any]:
	result = run(
		"funnel",
		path,
		*("--stages", ",".join(STAGES), "--group-by", "origin"),
		*("--today", AS_OF, "--ripe-days", RIPE_DAYS),
		out=folder / "out",
	)
	assert result.exit_code == 0, result.errors
	return result.summary


def check(summary: dict[str, Any], frame: pd.DataFrame) -> None:
	came = frame[STAGES].notna()
	# Reached: came to it or to a later one.
	reached = came.iloc[:, ::-1].cummax(axis=1).iloc[:, ::-1]
	frame = frame.assign(won=reached["Won"], entered=first_day(frame))
	assert summary["cases"]["all"] == len(frame)
	for stage in summary["stages"]:
		assert stage["came"] == came[stage["stage"]].sum()
		assert stage["reached"] == reached[stage["stage"]].sum()
		assert stage["of_all"]["rate"] == pytest.approx(reached[stage["stage"]].mean())
	for place, first in enumerate(STAGES):
		for then in STAGES[place + 1 :]:
			check_pair(summary, frame, came, reached, first, then)
	check_cohorts(summary, frame)
	for name, part in frame.groupby("group"):
		check_group(next(row for row in summary["groups"]["rows"] if row["group"] == name), part, summary)


def first_day(frame: pd.DataFrame) -> pd.Series:
	return frame[[f"{stage} day" for stage in STAGES]].bfill(axis=1).iloc[:, 0]


def check_pair(
	summary: dict[str, Any], frame: pd.DataFrame, came: Any, reached: Any, first: str, then: str
) -> None:
	pair = conversion(summary, first, then)
	of_first = reached[first]
	assert (pair["reached"]["cases"], pair["reached"]["of"]) == (
		(reached[then] & of_first).sum(),
		of_first.sum(),
	)
	assert pair["came_to_both"]["cases"] == (came[first] & came[then]).sum()
	time = time_between(summary, first, then)
	timed = frame[came[first] & came[then]]
	if timed.empty:
		assert time["days"] is None
		assert time["elapsed_days"] is None
		return
	days = (timed[f"{then} day"] - timed[f"{first} day"]).dt.days
	elapsed = (timed[then] - timed[first]) / pd.Timedelta(days=1)
	for figures, numbers in ((time["days"], days), (time["elapsed_days"], elapsed)):
		assert figures["cases"] == len(numbers)
		assert figures["median"] == pytest.approx(numbers.median(), abs=1e-9)
		assert figures["mean"] == pytest.approx(numbers.mean(), abs=1e-9)
		assert figures["p90"] == pytest.approx(np.percentile(numbers, 90), abs=1e-9)
		assert figures["min"] == pytest.approx(numbers.min())
		assert figures["max"] == pytest.approx(numbers.max())
		assert figures["negative"] == (numbers < 0).sum()
	for limit in time["days"]["within"]:
		assert limit["cases"] == (days <= limit["days"]).sum()


def check_cohorts(summary: dict[str, Any], frame: pd.DataFrame) -> None:
	dated = frame[frame["entered"].notna()]
	months = {day.strftime("%Y-%m"): part for day, part in dated.groupby(dated["entered"].dt.to_period("M"))}
	assert [row["cohort"] for row in summary["cohorts"]["rows"]] == sorted(months)
	ripe_until = pd.Timestamp(AS_OF) - pd.Timedelta(days=RIPE_DAYS)
	for row in summary["cohorts"]["rows"]:
		part = months[row["cohort"]]
		ripe = part[part["entered"] <= ripe_until]
		assert (row["cases"], row["won"]["cases"]) == (len(part), part["won"].sum())
		assert (row["ripe_cases"], row["won_of_ripe"]["cases"]) == (len(ripe), ripe["won"].sum())
		assert row["is_ripe"] == (len(ripe) == len(part))
		in_time = part["Won day"] <= part["entered"] + pd.Timedelta(days=RIPE_DAYS)
		assert row["won_in_time"] == in_time.sum()


def check_group(row: dict[str, Any], part: pd.DataFrame, summary: dict[str, Any]) -> None:
	assert (row["cases"], row["won"]["cases"]) == (len(part), part["won"].sum())
	if summary["groups"]["known_from"] is None:
		assert row["won"]["rate"] == pytest.approx(part["won"].mean())
	days = (part["Won day"] - part["Lead day"]).dropna().dt.days
	assert (row["days_to_won"] or {}).get("median") == (days.median() if len(days) else None)


@settings(max_examples=25)
@given(found=cases)
def test_files_in_which_rows_are_cases(found):
	with tempfile.TemporaryDirectory() as folder:
		check(run_wide(found, Path(folder)), wide_frame(found))


@settings(max_examples=25)
@given(found=cases, draw=st.randoms(use_true_random=False))
def test_files_in_which_rows_are_events(found, draw):
	with tempfile.TemporaryDirectory() as folder:
		check(run_long(found, draw, Path(folder)), wide_frame(found))
