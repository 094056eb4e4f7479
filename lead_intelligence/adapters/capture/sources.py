"""All that touches are captured from. What a version of ERPNext does not have is left out."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.capture.appointment import APPOINTMENT
from lead_intelligence.adapters.capture.call_log import CALL_LOG
from lead_intelligence.adapters.capture.communication import COMMUNICATION
from lead_intelligence.adapters.capture.email_queue import EMAIL_QUEUE
from lead_intelligence.adapters.capture.email_unsubscribe import EMAIL_UNSUBSCRIBE
from lead_intelligence.adapters.capture.event import EVENT
from lead_intelligence.adapters.capture.happening import Source
from lead_intelligence.adapters.capture.lead import LEAD
from lead_intelligence.adapters.capture.opportunity import OPPORTUNITY
from lead_intelligence.adapters.capture.quotation import QUOTATION

_SOURCES = (
	*(COMMUNICATION, EVENT, CALL_LOG, OPPORTUNITY, QUOTATION, APPOINTMENT),
	*(EMAIL_UNSUBSCRIBE, EMAIL_QUEUE, LEAD),
)


def sources() -> dict[str, Source]:
	return {
		source.doctype: source
		for source in _SOURCES
		if frappe.db.exists("DocType", source.doctype, cache=True)
	}
