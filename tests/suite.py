"""All checks in one go, with a summary in the last three lines. Run by `make test`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.location import BenchUnusable, find_bench
from tests.bench.shared_files import FOLDER
from tests.browser.desk import chromium_path
from tests.side_by_side import Running, all_ended

# What a browser does depends on when the machine finds time for it, so a test that fails is tried once more. It is told
# below, with what went wrong, and in the last lines. Where many fail, the machine is not the reason.
SECOND_ATTEMPTS = ("--reruns=1", "--max-suite-reruns=5", "--rerun-show-tracebacks")
LINTERS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))


@dataclass(frozen=True)
class Outcome:
	text: str
	good: bool


def main() -> int:
	complaints = [" ".join(linter) for linter in LINTERS if not _run(sys.executable, "-m", *linter)]
	no_bench = _why_no_bench()
	no_chromium = None if chromium_path() else "Chromium is not installed"
	with tempfile.TemporaryDirectory() as folder:
		outcomes = _outcomes(Path(folder), no_bench, no_bench or no_chromium)
	print()
	if complaints:
		print(f"lint: {', '.join(complaints)} failed, see above")
	for kind, outcome in outcomes.items():
		print(f"{kind}: {outcome.text}")
	return 0 if not complaints and all(outcome.good for outcome in outcomes.values()) else 1


def _why_no_bench() -> str | None:
	try:
		find_bench()
	except BenchUnusable as problem:
		return str(problem)
	return None


def _outcomes(reports: Path, no_site: str | None, no_browser: str | None) -> dict[str, Outcome]:
	"""Two processes at a time. The site tests take longest: they begin with the unit tests, go on beside the
	browser tests, and then share with a second process what is left of them."""
	shared_files = reports / "shared_files"
	shared_files.mkdir()
	sharing = {FOLDER: str(shared_files)}
	unit = Part("unit", "-m", "pytest", "tests/unit", reports=reports)
	site = Part("site", "-m", "tests.bench", "site", reports=reports, surroundings=sharing)
	site_rest = Part("site-rest", "-m", "tests.bench", "site", reports=reports, surroundings=sharing)
	browser = Part("browser", "-m", "tests.bench", "browser", *SECOND_ATTEMPTS, reports=reports)
	suites = {
		"unit": Suite([unit]),
		"site": Suite([site, site_rest], unless=no_site),
		"browser": Suite([browser], unless=no_browser),
	}
	with all_ended() as running:
		if not no_site:
			site.start(running)
		unit.start(running)
		unit.show()
		if not no_browser:
			browser.start(running)
			browser.show()
		if not no_site:
			site_rest.start(running)
			site.show()
			site_rest.show()
	return {kind: suite.outcome() for kind, suite in suites.items()}


class Part:
	"""What one process runs of a suite."""

	def __init__(
		self, name: str, *command: str, reports: Path, surroundings: Mapping[str, str] | None = None
	) -> None:
		self.report = reports / f"{name}.xml"
		self.clean = False
		self._name = name
		self._command = (sys.executable, *command, "-q", f"--junitxml={self.report}")
		self._surroundings = surroundings or {}

	def start(self, running: list[Running]) -> None:
		# A slot for each, as two runs in one slot would wait for each other.
		slot = "-".join(filter(None, (os.environ.get("LI_TEST_SLOT", ""), self._name)))
		colours = {"PY_COLORS": "1"} if sys.stdout.isatty() else {}
		self._process = Running(self._command, {"LI_TEST_SLOT": slot, **colours, **self._surroundings})
		running.append(self._process)

	def show(self) -> None:
		_announce(self._command)
		self.clean = self._process.show()


@dataclass(frozen=True)
class Suite:
	parts: Sequence[Part]
	unless: str | None = None

	def outcome(self) -> Outcome:
		if self.unless:
			return Outcome(f"not run ({self.unless})", good=True)
		if not all(part.report.exists() for part in self.parts):
			return Outcome("broken before the first test, see above", good=False)
		counts = zip(*(_counts(part.report) for part in self.parts), strict=True)
		tests, failed, skipped, again = map(sum, counts)
		passed = tests - failed - skipped
		text = f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
		text += f", {again} tried twice" if again else ""
		return Outcome(text, good=all(part.clean for part in self.parts) and passed > 0 and not failed)


def _counts(report: Path) -> tuple[int, int, int, int]:
	"""Tests, those of them that failed or could not be set up, those that were skipped, and those that were tried twice."""
	tests = defaultdict(list)
	for attempt in ElementTree.parse(report).iter("testcase"):
		tests[attempt.get("classname"), attempt.get("name")].append({told.tag for told in attempt})
	failed = sum(any(told & {"failure", "error"} for told in attempts) for attempts in tests.values())
	skipped = sum("skipped" in attempts[-1] for attempts in tests.values())
	# Of an attempt that another followed, nothing is told.
	again = sum(set() in attempts[:-1] for attempts in tests.values())
	return len(tests), failed, skipped, again


def _run(*command: str) -> bool:
	_announce(command)
	return subprocess.run(command, check=False).returncode == 0


def _announce(command: tuple[str, ...]) -> None:
	shown = " ".join(command[2:] if command[1] == "-m" else command[1:])
	print(f"\n$ {shown}", flush=True)


if __name__ == "__main__":
	sys.exit(main())
