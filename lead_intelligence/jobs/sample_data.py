"""Loading and removing the sample data in the background."""

from __future__ import annotations

from collections.abc import Callable

import frappe

from lead_intelligence.setup.sample_data import loading, record, removal

_SECONDS = 3600


def start(job: Callable[[], None]) -> None:
	frappe.enqueue(
		f"{job.__module__}.{job.__name__}",
		queue="long",
		timeout=_SECONDS,
		job_id=record.JOB,
		deduplicate=True,
	)


def load() -> None:
	loading.load()


def remove() -> None:
	removal.remove()
