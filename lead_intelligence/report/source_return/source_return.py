"""Source Return, on the desk."""

from __future__ import annotations

from typing import Any

from lead_intelligence.adapters.reports.index import shown


def execute(filters: dict[str, Any] | None = None) -> tuple[Any, ...]:
	return shown("Source Return", filters)
