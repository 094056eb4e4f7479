"""`lead-intelligence clocks` beside a computation of its own, with csv, datetime, statistics and numpy."""

from __future__ import annotations

import random
import re
import statistics
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.unit.audit.clocks.by_hand import OFFICE, OFFICE_HOURS, instant, moments_in, working_seconds
from tests.unit.audit.clocks.clock_runs import answers, clocks
from tests.unit.audit.runs import Run, run

PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
EXAMPLE = Path(__file__).parents[4] / "examples" / "response_times"
DOCS = Path(__file__).parents[4] / "docs" / "clocks.md"
EXAMPLE_HOLIDAYS = (date(2024, 4, 1), date(2024, 5, 1), date(2024, 5, 8))
NOW = "2024-05-13 16:00"
LIMITS = (5, 30, 60, 240, 1440)


def expect(figures: dict, seconds: list[float], of_all: int) -> None:
	assert figures["count"] == len(seconds)
	assert figures["min_seconds"] == min(seconds)
	assert figures["max_seconds"] == max(seconds)
	assert figures["median_seconds"] == pytest.approx(statistics.median(seconds), abs=1e-6)
	assert figures["mean_seconds"] == pytest.approx(statistics.fmean(seconds), abs=1e-6)
	assert figures["p90_seconds"] == pytest.approx(np.percentile(seconds, 90), abs=1e-6)
	for found in figures["within"]:
		count = sum(1 for one in seconds if one <= found["minutes"] * 60)
		expected = (count, count / len(seconds), count / of_all)
		assert (found["count"], found["share"], found["share_of_all"]) == expected
	assert tuple(found["minutes"] for found in figures["within"]) == LIMITS


def the_example(tmp_path: Path) -> Run:
	"""As docs/clocks.md runs it."""
	result = run(
		"clocks",
		EXAMPLE / "first_responses.csv",
		*("--time-zone", "Europe/Paris", "--hours", OFFICE_HOURS),
		*("--holidays", EXAMPLE / "holidays.txt", "--by", "owner", "--now", NOW),
		out=tmp_path / "out",
	)
	assert result.exit_code == 0, result.errors
	return result


def test_the_example(tmp_path):
	summary = the_example(tmp_path).summary
	now = instant(NOW, PARIS)
	took, worked, waiting, waiting_worked = [], [], [], []
	for _, due_from, answered_at in moments_in(EXAMPLE / "first_responses.csv", PARIS):
		until = answered_at or now
		if until < due_from:
			continue
		elapsed = (until - due_from).total_seconds()
		working = working_seconds(due_from, until, OFFICE, PARIS, EXAMPLE_HOLIDAYS)
		(took if answered_at else waiting).append(elapsed)
		(worked if answered_at else waiting_worked).append(working)

	assert summary["rows"] == {
		"read": 20,
		"answered": len(took),
		"open": 2,
		"answered_before_due": 1,
		"not_due_yet": 0,
		"unreadable": 1,
		"blank": 0,
	}
	expect(summary["elapsed"], took, len(took) + 2)
	expect(summary["working"], worked, len(took) + 2)
	expect(summary["waiting"]["elapsed"], waiting, 2)
	expect(summary["waiting"]["working"], waiting_worked, 2)


def test_what_the_page_shows_is_what_comes_out(tmp_path, monkeypatch):
	monkeypatch.setenv("COLUMNS", "80")
	shown = the_example(tmp_path).output.split("Figures: ")[0]
	page = [words_of(line) for line in DOCS.read_text(encoding="utf-8").splitlines()]

	lines = [words for line in shown.splitlines() if (words := words_of(line))]
	assert len(lines) > 30
	assert [words for words in lines if words not in page] == []


def words_of(line: str) -> str:
	"""Without the frames of tables."""
	return " ".join(re.sub(r"[^\x00-\x7f≤×–·]", " ", line).split())


def test_the_groups_of_the_example(tmp_path):
	summary = the_example(tmp_path).summary
	groups = {group["group"]: group for group in summary["groups"]}

	assert list(groups) == ["Ines", "Marc"]
	assert (groups["Ines"]["answered"], groups["Ines"]["open"]) == (10, 0)
	assert (groups["Marc"]["answered"], groups["Marc"]["open"]) == (6, 2)
	# 2, 42, 60, 135, 165 and 680 minutes of working time.
	assert groups["Marc"]["working"]["median_seconds"] == (60 + 135) / 2 * 60
	assert groups["Marc"]["working"]["p90_seconds"] == (165 + 680) / 2 * 60
	assert summary["other_groups"] is None


def a_log(path: Path, rows: int) -> list[tuple[datetime, datetime]]:
	"""Moments all over 2024 and 2025, written in all the ways that need no --format."""
	draw = random.Random(rows)
	start = datetime(2024, 1, 1, tzinfo=timezone.utc)
	pairs = []
	with path.open("w", encoding="utf-8") as file:
		file.write("id,due_from,answered_at\n")
		for number in range(rows):
			due_from = start + timedelta(microseconds=draw.randrange(2 * 366 * 86_400 * 1_000_000))
			took = timedelta(microseconds=int(draw.expovariate(1 / 40_000) * 1_000_000))
			if draw.random() < 0.5:
				due_from, took = due_from.replace(microsecond=0), took - took % timedelta(seconds=1)
			pair = (due_from, due_from + took)
			pairs.append(pair)
			file.write(f"L-{number},{','.join(written(moment, draw) for moment in pair)}\n")
	return pairs


def written(moment: datetime, draw: random.Random) -> str:
	local = moment.astimezone(NEW_YORK)
	naive = local.replace(tzinfo=None, fold=0)
	means_it = naive.replace(tzinfo=NEW_YORK).astimezone(timezone.utc) == moment
	forms = [moment.isoformat(), local.isoformat(sep=" "), moment.isoformat().replace("+00:00", "Z")]
	return draw.choice([*forms, *([str(naive), naive.isoformat()] * 2 if means_it else [])])


def test_a_log_of_thousands(tmp_path):
	log = tmp_path / "log.csv"
	pairs = a_log(log, 4_000)

	result = run(
		"clocks",
		log,
		*("--time-zone", "America/New_York", "--hours", OFFICE_HOURS, "--calendar-zone", "Europe/Paris"),
		*("--holiday", "2024-05-01", "--holiday", "2024-12-25"),
		out=tmp_path / "out",
	)

	holidays = (date(2024, 5, 1), date(2024, 12, 25))
	took = [(answered_at - due_from).total_seconds() for due_from, answered_at in pairs]
	worked = [working_seconds(*pair, OFFICE, PARIS, holidays) for pair in pairs]
	expect(result.summary["elapsed"], took, len(pairs))
	expect(result.summary["working"], worked, len(pairs))
	rows = answers(result)
	assert [float(row["elapsed_seconds"]) for row in rows] == took
	assert [float(row["working_seconds"]) for row in rows] == worked
	for row, pair in zip(rows, pairs, strict=True):
		assert tuple(datetime.fromisoformat(row[name]) for name in ("due_from", "answered_at")) == pair


def test_over_both_changes_of_clocks_and_a_leap_day(tmp_path):
	result = clocks(
		tmp_path,
		"1,2024-02-28 17:00,2024-10-28 10:00\n",
		"--time-zone",
		"Europe/Paris",
		"--hours",
		OFFICE_HOURS,
	)

	# The hour lost in March and the one won in October make up for each other; two hours are of the first and last day.
	assert result.summary["elapsed"]["median_seconds"] == 243 * 86_400 - 7 * 3_600
	days = int(np.busday_count("2024-02-29", "2024-10-28"))
	assert result.summary["working"]["median_seconds"] == (days * 8 + 2) * 3_600


def test_a_median_of_an_even_number_keeps_microseconds(tmp_path):
	result = clocks(
		tmp_path,
		"1,2024-03-11 09:00:00,2024-03-11 09:00:01.000001\n2,2024-03-11 09:00:00,2024-03-11 09:00:02\n",
	)

	assert result.summary["elapsed"]["median_seconds"] == 1.5000005
	assert [row["elapsed_seconds"] for row in answers(result)] == ["1.000001", "2"]
