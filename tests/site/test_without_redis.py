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


ACTS_WITHOUT_REDIS = """
import os
import frappe.realtime
from frappe.utils.redis_wrapper import RedisWrapper
from lead_intelligence.api import lead_desk_acts as acts
lead = frappe.get_doc({"doctype": "Lead", "first_name": "No Redis", "lead_owner": "rosa@atelier-lumiere.example"}).insert()
frappe.db.commit()
frappe.cache = RedisWrapper.from_url("redis://127.0.0.1:1")
frappe.local.cache = {}
frappe.realtime.get_redis_connection_without_auth = lambda: frappe.cache
told = acts.call(lead.name, "Reached", "Nobody hears of it", form="1")
frappe.db.commit()
print("recorded", frappe.db.count("Lead Touch", {"lead": lead.name, "name": told["touch"]}))
"""


def test_what_reps_do_is_recorded_although_no_desk_hears_of_it(live_site):
	assert "recorded 1" in live_site.run_in_process(ACTS_WITHOUT_REDIS)
