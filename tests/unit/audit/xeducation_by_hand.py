"""Both cards of examples/xeducation and all that is said of them, worked out with csv, numpy and scikit-learn alone."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from scipy.stats import norm
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, roc_auc_score

Row = Mapping[str, str]
Z = norm.ppf(0.975)


class Line(NamedTuple):
	"""`matches` is None where the row does not say."""

	rule: str
	points: int
	group: str | None
	matches: Callable[[Row], bool | None]


@dataclass(frozen=True)
class Card:
	lines: tuple[Line, ...]
	limits: Mapping[str, tuple[int | None, int | None]]
	hot: int
	warm: int

	def points(self, given: Mapping[str, tuple[int, str | None]]) -> int:
		"""`given`: points and group of the rules that match, by name."""
		sums: dict[str | None, int] = {}
		for points, group in given.values():
			sums[group] = sums.get(group, 0) + points
		total = 0
		for group, points in sums.items():
			low, high = self.limits.get(group or "", (None, None))
			points = points if low is None else max(low, points)
			total += points if high is None else min(high, points)
		return total

	def given(self, row: Row) -> dict[str, tuple[int, str | None]]:
		return {line.rule: (line.points, line.group) for line in self.lines if line.matches(row)}

	def grade(self, points: int) -> str:
		return "Hot" if points >= self.hot else "Warm" if points >= self.warm else "Cold"


def _is(column: str, *values: str) -> Callable[[Row], bool | None]:
	return lambda row: row[column] in values if row[column] not in ("", "Select") else None


def _said(column: str) -> Callable[[Row], bool]:
	return lambda row: row[column] not in ("", "Select")


def _at_least(column: str, number: int) -> Callable[[Row], bool]:
	return lambda row: float(row[column] or 0) >= number


ORIGIN, SOURCE, JOB, TIME = (
	"Lead Origin",
	"Lead Source",
	"What is your current occupation",
	"Total Time Spent on Website",
)
_mail = _is("Do Not Email", "Yes")
_found = _is(SOURCE, "Google", "Direct Traffic")


def _found_and_stayed(row: Row) -> bool | None:
	return _found(row) if _at_least(TIME, 300)(row) else False


CAME, STAYED = "How they came", "Time on the website"
OLD = Card(
	lines=(
		Line("Came through the add form", 40, None, _is(ORIGIN, "Lead Add Form")),
		Line("Working professional", 30, None, _is(JOB, "Working Professional")),
		Line("Ten minutes on the website", 20, None, _at_least(TIME, 600)),
		Line("Three visits", 10, None, _at_least("TotalVisits", 3)),
		Line("Came through the chat", -10, None, _is(SOURCE, "Olark Chat")),
		Line("Wants no e-mail", -20, None, _mail),
		Line("Found us and stayed five minutes", 10, None, _found_and_stayed),
	),
	limits={},
	hot=50,
	warm=20,
)
NEW = Card(
	lines=(
		Line("Came through the add form", 35, CAME, _is(ORIGIN, "Lead Add Form")),
		Line("Recommended, or from a partner's site", 20, CAME, _is(SOURCE, "Reference", "Welingak Website")),
		Line("Came through the chat", 5, CAME, _is(SOURCE, "Olark Chat")),
		Line("Filled in the landing page", -15, CAME, _is(ORIGIN, "Landing Page Submission")),
		Line("Working professional", 30, None, _is(JOB, "Working Professional")),
		Line("Told us an occupation", 10, None, _said(JOB)),
		Line("Told us a specialization", 10, None, _said("Specialization")),
		Line("Five minutes on the website", 5, STAYED, _at_least(TIME, 300)),
		Line("Ten minutes on the website", 15, STAYED, _at_least(TIME, 600)),
		Line("A quarter of an hour on the website", 15, STAYED, _at_least(TIME, 900)),
		Line("Wants no e-mail", -25, None, _mail),
		Line("Lives abroad", -5, None, lambda row: row["Country"] not in ("", "Select", "India")),
	),
	limits={STAYED: (None, 30), CAME: (-15, 50)},
	hot=55,
	warm=25,
)


class ByHand:
	def __init__(self, leads: Path) -> None:
		with leads.open(encoding="utf-8-sig", newline="") as file:
			self.rows = list(csv.DictReader(file))
		self.won = np.array([row["Converted"] == "1" for row in self.rows])
		self.given = {card: [found.given(row) for row in self.rows] for card, found in CARDS.items()}
		self.points = {
			card: np.array([found.points(given) for given in self.given[card]])
			for card, found in CARDS.items()
		}
		self.grades = {
			card: np.array([found.grade(int(points)) for points in self.points[card]])
			for card, found in CARDS.items()
		}

	def only(self, leads: list[bool]) -> ByHand:
		"""What a part of the leads says of itself."""
		part = copy(self)
		part.won = self.won[leads]
		part.points = {card: points[leads] for card, points in self.points.items()}
		part.grades = {card: grades[leads] for card, grades in self.grades.items()}
		return part

	def effects(self) -> dict[str, dict[str, int]]:
		"""For each rule that gives some lead other points: raised, lowered, the sum, and decisive."""
		found: dict[str, dict[str, int]] = {}
		groups = {line.rule: line.group for card in (OLD, NEW) for line in card.lines}
		for lead, (before, after) in enumerate(zip(self.given["old"], self.given["new"], strict=True)):
			kept = self.grades["old"][lead]
			for rule in before.keys() | after.keys():
				change = after.get(rule, (0,))[0] - before.get(rule, (0,))[0]
				if not change:
					continue
				effect = found.setdefault(rule, dict.fromkeys(("raised", "lowered", "points", "decisive"), 0))
				effect["raised" if change > 0 else "lowered"] += 1
				effect["points"] += change
				if kept != self.grades["new"][lead]:
					stayed = {name: line for name, line in after.items() if name != rule}
					if rule in before:
						stayed[rule] = (before[rule][0], groups[rule])
					effect["decisive"] += NEW.grade(NEW.points(stayed)) == kept
		return found

	def matches(self, rule: str) -> np.ndarray:
		return np.array([rule in given for given in self.given["new"]])

	def alone(self, rule: str) -> int:
		return sum(set(given) == {rule} for given in self.given["new"])

	def auc(self, card: str) -> tuple[float, float, float]:
		value = roc_auc_score(self.won, self.points[card])
		half = Z * np.sqrt(_variance(*self._placements(card)))
		return value, max(0.0, value - half), min(1.0, value + half)

	def auc_difference(self) -> tuple[float, float, float]:
		"""The new card's minus the old card's, after DeLong: the variance of the placements' differences."""
		old, new = self._placements("old"), self._placements("new")
		value = roc_auc_score(self.won, self.points["new"]) - roc_auc_score(self.won, self.points["old"])
		half = Z * np.sqrt(_variance(new[0] - old[0], new[1] - old[1]))
		return value, value - half, value + half

	def _placements(self, card: str) -> tuple[np.ndarray, np.ndarray]:
		won, lost = self.points[card][self.won], self.points[card][~self.won]
		# Each won lead against each lost one.
		above = (won[:, None] > lost) + 0.5 * (won[:, None] == lost)
		return above.mean(axis=1), above.mean(axis=0)

	def lift(self, card: str, share: float) -> dict[str, float]:
		points = self.points[card]
		wanted = share * len(points)
		# The lead at the cut; those with as many points count with the part that lies above it.
		cut = np.sort(points)[::-1][int(np.ceil(wanted)) - 1]
		above, at = points > cut, points == cut
		won = self.won[above].sum() + self.won[at].mean() * (wanted - above.sum())
		low, high = wilson(won, self.won.sum())
		value = won / wanted / self.won.mean()
		# The best of all parts has won leads only.
		high = min(high / share, 1 / self.won.mean())
		return {
			"won": won,
			"captured": won / self.won.sum(),
			"value": value,
			"low": low / share,
			"high": high,
		}

	def calibration(self, card: str, older: ByHand | None = None) -> dict[str, Any]:
		"""Learned from the older leads; else from every other lead and checked on the rest, and the other way round."""
		points, expected = self.points[card].astype(float), np.empty(len(self.won))
		if older:
			expected = _learned(older.points[card], older.won).predict(points)
		else:
			for half in (0, 1):
				learned, checked = slice(half, None, 2), slice(1 - half, None, 2)
				expected[checked] = _learned(points[learned], self.won[learned]).predict(points[checked])
		bands = []
		inside = np.zeros(len(points), dtype=bool)
		due = 1
		for value in np.unique(points):
			inside |= points == value
			passed = int((points <= value).sum())
			if passed * 10 >= due * len(points):
				bands.append(inside)
				due = passed * 10 // len(points) + 1
				inside = np.zeros(len(points), dtype=bool)
		return {
			"expected": expected.mean(),
			"observed": self.won.mean(),
			"brier": brier_score_loss(self.won, expected),
			"error": sum(abs(expected[band].mean() - self.won[band].mean()) * band.mean() for band in bands),
			"bands": [
				{
					"from": points[band].min(),
					"to": points[band].max(),
					"leads": int(band.sum()),
					"won": int(self.won[band].sum()),
					"expected": expected[band].mean(),
					"rate": self.won[band].mean(),
				}
				for band in bands
			],
		}


CARDS = {"old": OLD, "new": NEW}


def _learned(points: np.ndarray, won: np.ndarray) -> IsotonicRegression:
	return IsotonicRegression(out_of_bounds="clip").fit(points.astype(float), won)


def wilson(part: float, whole: int) -> tuple[float, float]:
	"""The two shares p with (part/whole - p)² = z² p (1 - p) / whole."""
	share = part / whole
	roots = np.roots([1 + Z**2 / whole, -(2 * share + Z**2 / whole), share**2])
	return float(min(roots)), float(max(roots))


def _variance(of_won: np.ndarray, of_lost: np.ndarray) -> float:
	return of_won.var(ddof=1) / len(of_won) + of_lost.var(ddof=1) / len(of_lost)
