"""`python -m tests.bench site|browser [pytest arguments]`: prepares the environment and runs pytest in it."""

from __future__ import annotations

import os
import sys

from tests.bench.environment import prepare_environment, process_environment
from tests.bench.location import CACHE, CHECKOUT, BenchUnusable, find_bench, slot


def main(arguments: list[str]) -> None:
	kind, *pytest_arguments = arguments
	if kind not in ("site", "browser"):
		sys.exit(f"{kind}: neither site nor browser")
	try:
		bench = find_bench()
	except BenchUnusable as problem:
		sys.exit(f"{kind}: not run ({problem})")
	python = prepare_environment(bench)
	os.chdir(CHECKOUT)
	plugins = ["-p", "tests.bench.fixtures", "-p", "tests.bench.shared_files"]
	command = [str(python), "-m", "pytest", *plugins, f"tests/{kind}", *pytest_arguments]
	os.execve(python, command, process_environment(bench, CACHE / slot()))


if __name__ == "__main__":
	main(sys.argv[1:])
