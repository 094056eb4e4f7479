"""The receivers that we know: what each wants to get, and how values are written in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from ..problems import Translate, untranslated
from .markup import Escape, as_it_is, for_markdown, for_slack


class Kind(str, Enum):
	SLACK = "Slack"
	TEAMS = "Microsoft Teams"
	MATTERMOST = "Mattermost"
	GENERIC = "Generic"

	@property
	def escape(self) -> Escape:
		return _ESCAPES[self]


PLACEHOLDERS: Final = (
	*("event", "lead", "lead_name", "company_name", "owner", "purpose", "state", "due_at"),
	*("grade", "stage", "policy", "step", "url", "sentence"),
)
_STANDING: Final = "{{ purpose }} · {{ state }} · {{ due_at }} · {{ owner }}"
# Adaptive Cards read no markup in runs of text, so there is nothing to escape.
_ESCAPES: Final[Mapping[Kind, Escape]] = {
	Kind.SLACK: for_slack,
	Kind.TEAMS: as_it_is,
	Kind.MATTERMOST: for_markdown,
	Kind.GENERIC: as_it_is,
}


def ready_made(kind: Kind, translate: Translate = untranslated) -> Any:
	"""The template that counts where an admin has written none, as JSON data."""
	open_it = translate("Open the Lead")
	if kind is Kind.SLACK:
		return {
			"text": "{{ sentence }}",
			"blocks": [
				_slack_section("*{{ lead_name }}* {{ company_name }}\n{{ sentence }}"),
				{"type": "context", "elements": [{"type": "mrkdwn", "text": _STANDING}]},
				_slack_section(f"<{{{{ url }}}}|{open_it}>"),
			],
		}
	if kind is Kind.TEAMS:
		return {
			"type": "message",
			"attachments": [
				{
					"contentType": "application/vnd.microsoft.card.adaptive",
					"contentUrl": None,
					"content": _adaptive_card(open_it),
				}
			],
		}
	if kind is Kind.MATTERMOST:
		return {
			"text": (
				"**{{ lead_name }}** {{ company_name }}\n{{ sentence }}\n"
				f"{_STANDING}\n[{open_it}]({{{{ url }}}})"
			)
		}
	return {name: f"{{{{ {name} }}}}" for name in PLACEHOLDERS}


def _slack_section(text: str) -> dict[str, Any]:
	return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def _adaptive_card(open_it: str) -> dict[str, Any]:
	return {
		"$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
		"type": "AdaptiveCard",
		"version": "1.4",
		"body": [
			_runs({"text": "{{ lead_name }} {{ company_name }}", "weight": "Bolder", "size": "Medium"}),
			_runs({"text": "{{ sentence }}"}),
			_runs({"text": _STANDING, "isSubtle": True}),
		],
		"actions": [{"type": "Action.OpenUrl", "title": open_it, "url": "{{ url }}"}],
	}


def _runs(run: dict[str, Any]) -> dict[str, Any]:
	return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", **run}]}
