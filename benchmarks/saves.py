"""What the app adds to saving a lead on a real ERPNext: beside a site without it, in turns, in one run.

python -m benchmarks.saves [TIMES]        default: 300 saves of each kind; needs a bench
"""

from __future__ import annotations

import os
import subprocess
import sys

from tests.bench.environment import prepare_environment, process_environment
from tests.bench.location import CACHE, CHECKOUT, BenchUnusable, find_bench, slot


def main() -> None:
	run_on_sites("saves")


def run_on_sites(name: str) -> None:
	"""Runs `benchmarks.<name>_on_sites` where it sees the packages of the bench."""
	# Its databases are its own, so that tests can run meanwhile. They disturb the times, not the results.
	os.environ["LI_TEST_SLOT"] = "benchmarks"
	try:
		bench = find_bench()
		python = prepare_environment(bench)
	except BenchUnusable as problem:
		print(f"{name}: not run ({problem})")
		return
	done = subprocess.run(
		[python, "-m", f"benchmarks.{name}_on_sites", *sys.argv[1:]],
		cwd=CHECKOUT,
		env=process_environment(bench, CACHE / slot()),
		check=False,
	)
	if done.returncode:
		sys.exit(f"{name}: broken off with {done.returncode}, see above")


if __name__ == "__main__":
	main()
