"""All checks in one go, with a summary in the last three lines. Run by `make test`."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.bench.location import BenchUnusable, find_bench
from tests.browser.desk import chromium_path
from tests.side_by_side import Running, all_ended

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
	unit = Suite("unit", "-m", "pytest", "tests/unit", reports=reports)
	site = Suite("site", "-m", "tests.bench", "site", reports=reports, unless=no_site)
	browser = Suite("browser", "-m", "tests.bench", "browser", reports=reports, unless=no_browser)
	outcomes = {"unit": unit.outcome(_run(*unit.command))}
	# Each mostly waits, the one for its database, the other for its browser: side by side they take a third less.
	on_sites = {suite.kind: suite for suite in (site, browser) if not suite.unless}
	running = {kind: Running(suite.command, _surroundings(kind)) for kind, suite in on_sites.items()}
	with all_ended(*running.values()):
		for suite in (site, browser):
			clean = True
			if suite.kind in running:
				_announce(suite.command)
				clean = running[suite.kind].show()
			outcomes[suite.kind] = suite.outcome(clean)
	return outcomes


def _surroundings(kind: str) -> Mapping[str, str]:
	"""A slot for each, as two runs in one slot would wait for each other."""
	named = os.environ.get("LI_TEST_SLOT", "")
	colours = {"PY_COLORS": "1"} if sys.stdout.isatty() else {}
	return {"LI_TEST_SLOT": named if kind == "site" else f"{named}-{kind}", **colours}


class Suite:
	def __init__(self, kind: str, *command: str, reports: Path, unless: str | None = None) -> None:
		self.kind = kind
		self.unless = unless
		self._report = reports / f"{kind}.xml"
		self.command = (sys.executable, *command, "-q", f"--junitxml={self._report}")

	def outcome(self, clean: bool) -> Outcome:
		if self.unless:
			return Outcome(f"not run ({self.unless})", good=True)
		if not self._report.exists():
			return Outcome("broken before the first test, see above", good=False)
		return _outcome_of(self._report, clean)


def _outcome_of(report: Path, clean: bool) -> Outcome:
	suite = next(ElementTree.parse(report).iter("testsuite"))
	total, failures, errors, skipped = (
		int(suite.get(count, 0)) for count in ("tests", "failures", "errors", "skipped")
	)
	failed = failures + errors
	passed = total - failed - skipped
	text = f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "")
	return Outcome(text, good=clean and passed > 0 and not failed)


def _run(*command: str) -> bool:
	_announce(command)
	return subprocess.run(command, check=False).returncode == 0


def _announce(command: tuple[str, ...]) -> None:
	shown = " ".join(command[2:] if command[1] == "-m" else command[1:])
	print(f"\n$ {shown}", flush=True)


if __name__ == "__main__":
	sys.exit(main())
