"""The profile and the load of a rep are called like the user, and follow when the user is renamed."""

from __future__ import annotations

import frappe

from lead_intelligence.adapters.containment import in_savepoint, log_defect, surviving
from lead_intelligence.adapters.rep_load_rows import LOAD
from lead_intelligence.adapters.rep_profiles import PROFILE, forget_reps
from lead_intelligence.adapters.routing_pools import forget_pools
from lead_intelligence.adapters.stale_loads import make_stale

_LOG_TITLE = "Lead Intelligence: the profile of a rep could not follow the user"


def follow_rename(old: str, new: str, *, merge: bool) -> None:
	forget_reps([old, new])
	forget_pools()
	with surviving(lambda: log_defect(_LOG_TITLE, "User", new)), in_savepoint():
		# What the rep took today is known under the new name too, unless two become one.
		if frappe.db.exists(LOAD, new):
			frappe.db.delete(LOAD, {"name": old})
		elif frappe.db.exists(LOAD, old):
			frappe.db.set_value(LOAD, old, {"user": new}, update_modified=False)
			frappe.rename_doc(LOAD, old, new, force=True, show_alert=False, rebuild_search=False)
		if not frappe.db.exists(PROFILE, old):
			return
		if merge and frappe.db.exists(PROFILE, new):
			frappe.delete_doc(PROFILE, old, ignore_permissions=True, force=True)
		else:
			frappe.rename_doc(PROFILE, old, new, force=True, show_alert=False, rebuild_search=False)
	make_stale([new])


def forget(user: str) -> None:
	forget_reps([user])
	frappe.db.delete(LOAD, {"name": user})
