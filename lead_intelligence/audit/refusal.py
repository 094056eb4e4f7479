"""Input that the audit cannot work with."""

from __future__ import annotations


class AuditRefused(Exception):
	"""Raised with one sentence for the person at the keyboard: what is wrong, where, and what to do."""
