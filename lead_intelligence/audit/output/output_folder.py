"""A folder whose files appear all at once and whole, or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

from ..refusal import AuditRefused


class OutputFolder:
	"""As a context manager: leaving it renames the written files into place; an error leaves what was there before."""

	def __init__(self, path: Path, *, never: tuple[Path, ...] = ()) -> None:
		self.path = path
		self._never = never
		self._begun: dict[Path, Path] = {}
		self._open: list[IO[str]] = []

	def __enter__(self) -> OutputFolder:
		try:
			self.path.mkdir(parents=True, exist_ok=True)
		except FileExistsError:
			raise AuditRefused(f"{self.path} is a file. Name a directory with --out.") from None
		except OSError as reason:
			raise AuditRefused(
				f"The directory {self.path} cannot be made: {reason.strerror or reason}."
			) from None
		return self

	def open(self, name: str, *, byte_order_mark: bool = False) -> IO[str]:
		"""A new text file. With a byte order mark Excel sees that it is UTF-8."""
		target = self.path / name
		for kept in self._never:
			if target.exists() and kept.exists() and target.samefile(kept):
				raise AuditRefused(
					f"{target} is an input of the audit and would be overwritten. Choose another --out."
				)
		if target.is_dir():
			raise AuditRefused(
				f"{target} is a directory where the audit writes a file. Choose another --out."
			)
		partial = target.with_name(f".{name}.{os.getpid()}.partial")
		try:
			file = partial.open(
				"w", encoding="utf-8-sig" if byte_order_mark else "utf-8", errors="replace", newline=""
			)
		except OSError as reason:
			raise AuditRefused(f"{self.path} cannot be written to: {reason.strerror or reason}.") from None
		self._begun[partial] = target
		self._open.append(file)
		return file

	def __exit__(
		self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
	) -> None:
		try:
			for file in self._open:
				file.close()
			if error is None:
				for partial, target in self._begun.items():
					partial.replace(target)
		except OSError as reason:
			raise AuditRefused(f"{self.path} cannot be written to: {reason.strerror or reason}.") from reason
		finally:
			for partial in self._begun:
				with suppress(OSError):
					partial.unlink()
