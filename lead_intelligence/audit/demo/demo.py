"""What `lead-intelligence demo` audits: the leads of Ateliers Lumen, a company that does not exist.

`examples/sample_company/write_leads.py` writes them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from ..audit import Request

_TODAY = date(2025, 12, 31)
_OUTCOME = "Became Customer=Yes"


@contextmanager
def demo_request(out: Path) -> Iterator[Request]:
	with as_file(files(__package__).joinpath("ateliers-lumen-leads.csv")) as leads:
		yield Request(file=leads, out=out, today=_TODAY, today_is_given=True, outcome=_OUTCOME)
