"""Columns by their names, however these are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from ..refusal import AuditRefused
from .column_map import missing_column


def named_column(option: str, name: str | None, names: Sequence[str]) -> str | None:
	"""The column that an option names; None where it names none. Raises AuditRefused where there is no such column."""
	if name is None or name.strip() in names:
		return name.strip() if name else None
	alike = [one for one in names if bare(one) == bare(name)]
	if len(alike) == 1:
		return alike[0]
	raise AuditRefused(f"{option} names the column '{name}', {missing_column(names)}")


def is_called(pattern: str, name: str) -> bool:
	return re.fullmatch(pattern, bare(name)) is not None


def bare(name: str) -> str:
	"""`firstResponseAt`, `First Response at` and `first-response-at` are one."""
	apart = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
	plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
	return re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
