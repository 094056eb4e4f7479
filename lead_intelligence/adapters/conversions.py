"""What ERPNext has made of leads: opportunities, quotations and customers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from lead_intelligence.core.qualification.stages import Stage


class Conversion(NamedTuple):
	"""How far a lead came, by its records, and when it first came there (naive, system time zone)."""

	stage: Stage
	at: datetime | None


def conversions_of(leads: Sequence[str]) -> dict[str, Conversion]:
	"""Those of the leads of which there is an opportunity, a quotation or a customer now."""
	return {}
