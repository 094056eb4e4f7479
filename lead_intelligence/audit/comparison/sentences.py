"""What a comparison comes to, in sentences: the same in the report and in the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Data = Mapping[str, Any]


def headline(comparison: Data) -> str:
	leads, changes = comparison["leads"], comparison["changes"]
	changed, up, down = changes["changed"], changes["up"], changes["down"]
	if not changed:
		return f"No lead would change its grade: all {leads:,} keep the one they have."
	others = changed - up - down
	parts = [f"{up:,} up", f"{down:,} down"]
	if others:
		parts.append(f"{others:,} from a grade that the new model does not have")
	verb = "lead would change its" if leads == 1 else "leads would change their"
	return f"{changed:,} of {leads:,} {verb} grade ({share(changed, leads)}): {', '.join(parts)}."


def share(part: int, whole: int) -> str:
	"""A little is not shown as nothing, nor nearly all as all."""
	found = part / whole
	if 0 < found < 0.001:
		return "< 0.1%"
	if 0.999 < found < 1:
		return "> 99.9%"
	return f"{found:.1%}"


def verdict(comparison: Data) -> str | None:
	"""Whether one model ranks the leads better than the other. None where that cannot be judged at all."""
	difference = comparison["auc_difference"]
	if difference is None:
		return None
	value, low, high = difference["value"], difference["low"], difference["high"]
	old, new = comparison["old"]["name"], comparison["new"]["name"]
	if low is None:
		if not value:
			return "Both models rank the leads equally well."
		return "There are too few outcomes to say whether the difference is more than chance."
	if low > 0:
		return (
			f"“{new}” ranks better than “{old}”, and that is more than chance: the whole range lies above 0."
		)
	if high < 0:
		return (
			f"“{new}” ranks worse than “{old}”, and that is more than chance: the whole range lies below 0."
		)
	return "Which of the two ranks better cannot be told: the range holds 0, so the difference may be chance."


def judged_by(comparison: Data) -> str:
	"""Which leads the figures on outcomes come from."""
	outcomes = comparison["outcomes"]
	judged = f"{outcomes['judged']:,} leads with a known outcome, {outcomes['judged_won']:,} of them won"
	if comparison["newer_than"] is None:
		return f"Both are judged by the same {judged}."
	return (
		f"Both are judged by the same {judged}, all created on {comparison['newer_than']} or later; "
		f"{outcomes['older']:,} older ones are only learned from."
	)
