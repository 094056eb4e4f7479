"""All checks in one go, with a summary in the last three lines. Run by `make test`."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

from tests.bench.location import BenchUnusable, find_bench
from tests.browser.desk import chromium_path

LINTERS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))


@dataclass(frozen=True)
class Outcome:
	text: str
	good: bool


def main() -> int:
	complaints = [" ".join(linter) for linter in LINTERS if not _run(sys.executable, "-m", *linter)]
	no_bench = _why_no_bench()
	no_chromium = None if chromium_path() else "Chromium is not installed"
	outcomes = {
		"unit": _pytest("-m", "pytest", "tests/unit"),
		"site": _pytest("-m", "tests.bench", "site", unless=no_bench),
		"browser": _pytest("-m", "tests.bench", "browser", unless=no_bench or no_chromium),
	}
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


def _pytest(*command: str, unless: str | None = None) -> Outcome:
	if unless:
		return Outcome(f"not run ({unless})", good=True)
	with tempfile.TemporaryDirectory() as folder:
		report = Path(folder, "report.xml")
		clean = _run(sys.executable, *command, "-q", f"--junitxml={report}")
		if not report.exists():
			return Outcome("broken before the first test, see above", good=False)
		return _outcome_of(report, clean)


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
	shown = " ".join(command[2:] if command[1] == "-m" else command[1:])
	print(f"\n$ {shown}", flush=True)
	return subprocess.run(command, check=False).returncode == 0


if __name__ == "__main__":
	sys.exit(main())
