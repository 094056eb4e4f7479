"""A pytest plugin for a suite that two processes share: each takes the next file of tests that nobody has taken.

Without LI_TEST_SHARED_FILES, the folder in which they tell each other, a process runs whatever it collects.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = "LI_TEST_SHARED_FILES"


class SharedFiles:
	"""Which files are this process's own. A file is taken when its first test is about to run."""

	def __init__(self, folder: Path) -> None:
		self._folder = folder
		self._mine: dict[Path, bool] = {}

	@pytest.hookimpl(tryfirst=True)
	def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
		"""`True` tells pytest that the test has been seen to: here by the other process, which reports it."""
		if item.path not in self._mine:
			self._mine[item.path] = self._take(item)
		if self._mine[item.path]:
			return None
		# As after a test that ran: the fixtures of a folder that is left end before another's begin.
		item.session._setupstate.teardown_exact(nextitem)
		return True

	def _take(self, item: pytest.Item) -> bool:
		name = item.path.relative_to(item.config.rootpath).as_posix().replace("/", "-")
		try:
			(self._folder / name).touch(exist_ok=False)
		except FileExistsError:
			return False
		return True


def pytest_configure(config: pytest.Config) -> None:
	folder = os.environ.get(FOLDER)
	if folder:
		config.pluginmanager.register(SharedFiles(Path(folder)))
