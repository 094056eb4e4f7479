"""A suite that two processes share: every test runs, and once."""

from __future__ import annotations

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from tests.bench.location import CHECKOUT
from tests.bench.shared_files import FOLDER

# Files whose tests take a moment, so that neither process can be through before the other begins to look.
FILE = """
import time, pytest

@pytest.fixture(scope="module", autouse=True)
def of_the_file():
	yield

@pytest.mark.parametrize("number", [1, 2, 3])
def test_something(number):
	time.sleep(0.15)
"""
FILES = 12


@pytest.fixture
def suite(tmp_path) -> Path:
	(tmp_path / "pytest.ini").touch()
	for number in range(FILES):
		folder = tmp_path / "tests" / ("deeper" if number % 2 else "")
		folder.mkdir(parents=True, exist_ok=True)
		(folder / f"test_{number}.py").write_text(FILE)
	return tmp_path


def run(suite: Path, name: str, shared: Path | None) -> subprocess.Popen[bytes]:
	surroundings = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
	surroundings.pop(FOLDER, None)
	if shared:
		surroundings[FOLDER] = str(shared)
	command = [sys.executable, "-m", "pytest", "-p", "tests.bench.shared_files", "-p", "no:cacheprovider"]
	return subprocess.Popen(
		[*command, "-q", f"--junitxml={suite / name}.xml", "tests"],
		cwd=suite,
		env=surroundings,
		stdout=subprocess.DEVNULL,
	)


def ran(suite: Path, name: str) -> list[str]:
	cases = ElementTree.parse(suite / f"{name}.xml").iter("testcase")
	return [f"{case.get('classname')} {case.get('name')}" for case in cases]


def test_two_processes_run_every_test_once(suite, tmp_path):
	shared = tmp_path / "shared"
	shared.mkdir()
	both = [run(suite, name, shared) for name in ("first", "second")]
	assert [process.wait() for process in both] == [0, 0]
	first, second = ran(suite, "first"), ran(suite, "second")
	assert first
	assert second
	assert len(set(first + second)) == len(first + second) == 3 * FILES


def test_who_comes_when_nothing_is_left_has_nothing_to_do(suite, tmp_path):
	shared = tmp_path / "shared"
	shared.mkdir()
	assert run(suite, "first", shared).wait() == 0
	assert run(suite, "late", shared).wait() == 0
	assert len(ran(suite, "first")) == 3 * FILES
	assert not ran(suite, "late")


def test_one_that_is_alone_runs_all(suite):
	assert run(suite, "alone", None).wait() == 0
	assert len(ran(suite, "alone")) == 3 * FILES
