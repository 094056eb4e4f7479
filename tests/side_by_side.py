"""Commands that run at the same time, while what they print is shown one command after the other."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from tests.bench.processes import follow_parent

LOOK_EVERY = 0.2  # seconds
PATIENCE = 60  # seconds in which an interrupted command may tidy up


class Running:
	def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
		self._printed = tempfile.TemporaryFile()  # noqa: SIM115
		self._bytes_shown = 0
		self._is_shown = False
		# A session of its own, so that Ctrl-C reaches it once, through `interrupt`, and it tidies up undisturbed.
		self._process = subprocess.Popen(
			command,
			env={**os.environ, **(environment or {})},
			stdin=subprocess.DEVNULL,
			stdout=self._printed,
			stderr=subprocess.STDOUT,
			start_new_session=True,
			preexec_fn=follow_parent,
		)

	def show(self) -> bool:
		"""Shows what it printed and goes on until it ends. Whether it ended well."""
		self._is_shown = True
		while self._is_running():
			self._show_rest()
		self._show_rest()
		return self._process.returncode == 0

	def interrupt(self) -> None:
		if self._process.poll() is None:
			self._process.send_signal(signal.SIGINT)

	def end(self) -> None:
		try:
			self._process.wait(PATIENCE)
		except subprocess.TimeoutExpired:
			self._process.terminate()
			self._process.wait()
		finally:
			if self._is_shown:
				self._show_rest()
			self._printed.close()

	def _is_running(self) -> bool:
		try:
			self._process.wait(LOOK_EVERY)
		except subprocess.TimeoutExpired:
			return True
		return False

	def _show_rest(self) -> None:
		# Not by the file's own position, which it shares with the process that writes.
		while more := os.pread(self._printed.fileno(), 65536, self._bytes_shown):
			sys.stdout.buffer.write(more)
			self._bytes_shown += len(more)
		sys.stdout.buffer.flush()


@contextmanager
def all_ended(*running: Running) -> Iterator[list[Running]]:
	"""None of them outlives the block, nor any that is put on the list in it: an exception, such as Ctrl-C, is
	passed on to them."""
	together = list(running)
	try:
		yield together
	except BaseException:
		for each in together:
			each.interrupt()
		raise
	finally:
		for each in together:
			each.end()
