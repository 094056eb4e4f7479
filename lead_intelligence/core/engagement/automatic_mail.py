"""Mail that a machine wrote: bounces, and answers of those who are away. Frappe keeps no headers of a received mail, so
that it is told by its sender and its subject."""

from __future__ import annotations

import re

_MACHINES = re.compile(
	r"^(mailer[-_.]?daemon|postmaster|bounces?([-_.+].*)?|(no|do[-_.]?not|ne[-_.]?pas)[-_.]?(reply|repondre))@",
	re.IGNORECASE,
)
# As the usual mail servers and programs begin them, in English, French and German.
_SUBJECTS = re.compile(
	r"^\s*(?:(?:re|aw|tr|fwd?)\s*:\s*)*("
	r"undeliver(ed|able)|undelivered mail|delivery (status notification|has failed|failure|incomplete)"
	r"|mail delivery (failed|failure|subsystem)|returned mail|failure notice|message (not delivered|blocked)"
	r"|non remis|échec de (la )?(remise|distribution)|message non distribu|unzustellbar"
	r"|auto(matic|mated)?[ -]?(reply|response|antwort)|auto\s*:|out of (the )?office|on vacation"
	r"|réponse automatique|reponse automatique|absence du bureau|absent du bureau"
	r"|automatische antwort|abwesenheit"
	r")",
	re.IGNORECASE,
)


def is_automatic(sender: str | None, subject: str | None) -> bool:
	return bool(_MACHINES.match((sender or "").strip()) or _SUBJECTS.match(subject or ""))
