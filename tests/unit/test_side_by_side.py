"""Suites that run at the same time: what they show, and how they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.side_by_side import Running, all_ended

SAYS = "import sys; print('{0} begins', flush=True); sys.stdin.read(); print('{0} ends'); sys.exit({1})"
TIDIES_UP = """
import sys, time
try:
	print("begins", flush=True)
	open(sys.argv[1] + " begun", "w").close()
	time.sleep(600)
finally:
	time.sleep(0.2)
	print("tidied up", flush=True)
	open(sys.argv[1], "w").close()
"""


def program(code: str) -> list[str]:
	return [sys.executable, "-c", code]


def test_each_is_shown_by_itself_and_whole(capfd):
	first, second = Running(program(SAYS.format("site", 0))), Running(program(SAYS.format("browser", 1)))
	with all_ended(first, second):
		assert first.show()
		assert not second.show()
	assert capfd.readouterr().out.splitlines() == [
		"site begins",
		"site ends",
		"browser begins",
		"browser ends",
	]


def test_they_run_at_the_same_time(tmp_path):
	meets = (
		"import sys, time, pathlib\nmine, theirs = map(pathlib.Path, sys.argv[1:])\nmine.touch()\n"
		"for _ in range(200):\n\tif theirs.exists(): sys.exit(0)\n\ttime.sleep(0.05)\nsys.exit(1)"
	)
	here, there = str(tmp_path / "here"), str(tmp_path / "there")
	first, second = Running([*program(meets), here, there]), Running([*program(meets), there, here])
	with all_ended(first, second):
		assert first.show()
		assert second.show()


def test_what_it_is_told_of_its_surroundings(capfd):
	run = Running(program("import os; print(os.environ['LI_TEST_SLOT'])"), {"LI_TEST_SLOT": "beside"})
	with all_ended(run):
		run.show()
	assert capfd.readouterr().out == "beside\n"


@pytest.fixture
def ctrl_c():
	"""Also where the tests were started with it switched off, as shells do for what runs in the background."""
	before = signal.signal(signal.SIGINT, signal.default_int_handler)
	yield
	signal.signal(signal.SIGINT, before)


def test_ctrl_c_lets_both_tidy_up_and_ends_both(ctrl_c, capfd, tmp_path):
	tidied_up = [tmp_path / "first", tmp_path / "second"]
	begun = [tmp_path / "first begun", tmp_path / "second begun"]
	runs = [Running([*program(TIDIES_UP), str(path)]) for path in tidied_up]
	interrupted_at = []

	def interrupt() -> None:
		patience = time.monotonic() + 120
		while not all(path.exists() for path in begun) and time.monotonic() < patience:
			time.sleep(0.05)
		interrupted_at.append(time.monotonic())
		os.kill(os.getpid(), signal.SIGINT)

	threading.Thread(target=interrupt, daemon=True).start()
	with pytest.raises(KeyboardInterrupt), all_ended(*runs):
		runs[0].show()
	assert all(path.exists() for path in tidied_up)
	assert capfd.readouterr().out.splitlines()[:2] == ["begins", "tidied up"]
	assert time.monotonic() - interrupted_at[0] < 60


def test_they_end_when_who_runs_them_is_killed(tmp_path):
	runs = (
		"import sys\nfrom tests.side_by_side import Running\n"
		"run = Running([sys.executable, '-c', 'import os, time; print(os.getpid(), flush=True); time.sleep(60)'])\n"
		"run.show()"
	)
	parent = subprocess.Popen([sys.executable, "-c", runs], stdout=subprocess.PIPE, text=True)
	child = int(parent.stdout.readline())
	parent.kill()
	parent.wait()
	for _ in range(100):
		if not _is_alive(child):
			return
		time.sleep(0.05)
	pytest.fail("it goes on alone")


def _is_alive(process: int) -> bool:
	try:
		state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
	except OSError:
		return False
	return state != "Z"
