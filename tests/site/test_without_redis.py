"""A cache that does not answer makes saves slower and stops none."""

WITHOUT_REDIS = """
import os
from frappe.utils.redis_wrapper import RedisWrapper
frappe.cache = RedisWrapper.from_url("redis://127.0.0.1:1")
frappe.local.cache = {}
lead = frappe.get_doc({"doctype": "Lead", "first_name": "No Redis", "job_title": "CEO"}).insert()
lead = frappe.get_doc("Lead", lead.name)
before = lead.li_points
lead.job_title = "Clerk"
lead.save()
print("scored", before - frappe.db.get_value("Lead", lead.name, "li_points"))
"""


def test_leads_are_saved_and_scored(live_site):
	assert "scored 25" in live_site.run_in_process(WITHOUT_REDIS)
