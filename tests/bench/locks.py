"""One run at a time in a folder; a second one waits."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(folder: Path) -> Iterator[None]:
	folder.mkdir(parents=True, exist_ok=True)
	with (folder / "lock").open("w") as handle:
		try:
			fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			print(f"\nWaiting for another test run in {folder} (LI_TEST_SLOT names a second one)", flush=True)
			fcntl.flock(handle, fcntl.LOCK_EX)
		yield
