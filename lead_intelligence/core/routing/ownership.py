"""Whose word counts when a lead is saved by somebody who read it a while ago."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerSaved:
	"""What a save sends and what is stored. The marks say after which change of owner each was read; a sender that knows no mark sends None.
	`before_last`: who had the lead before the last change, looked at only where there is no mark."""

	sent: str | None
	sent_mark: int | None
	stored: str | None
	stored_mark: int
	before_last: str | None = None

	@property
	def is_out_of_date(self) -> bool:
		"""Whether the owner was changed by somebody else since the sender read the lead."""
		if self.sent_mark is not None:
			return self.sent_mark != self.stored_mark
		return bool(self.stored_mark) and self.sent == self.before_last and self.sent != self.stored

	@property
	def owner(self) -> str | None:
		"""Who owns the lead after the save."""
		return self.stored if self.is_out_of_date else self.sent


def was_chosen_in_vain(saved: OwnerSaved, read: str | None) -> bool:
	"""Whether the sender chose somebody, and is to hear that it came too late. `read`: the owner that the sender had seen."""
	return saved.is_out_of_date and saved.sent not in (saved.stored, read)
