"""A version is cancelled while somebody looks up what is live, and locks it: neither locks the other out."""

import time
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest
from frappe.model.base_document import get_controller

from lead_intelligence.adapters.live_versions import (
	DEFINITION,
	MODEL,
	POLICY,
	ROUTING,
	forget_cached_live_versions,
	live_versions,
)
from lead_intelligence.adapters.version_documents import VersionDocument
from tests.bench.people import REP
from tests.site.builders import another_company
from tests.site.routing_builders import a_live_routing_policy, a_pool, routing_rule

WAITING = "show global status like 'Innodb_row_lock_current_waits'"


@pytest.fixture
def company(live_site):
	abbr = live_site.run(lambda: frappe.generate_hash(length=6))
	return live_site.run(another_company, f"Looked up {abbr}", abbr)


@pytest.fixture
def policy(live_site, company):
	def make():
		pool = a_pool(f"Pool of {company}", REP.user)
		return a_live_routing_policy(routing_rule(pool), company=company).name

	name = live_site.run(make)
	live_site.wait_for_jobs()
	return name


@pytest.mark.parametrize("locks", [False, True], ids=["on the desk", "over REST"])
def test_who_looks_up_waits_for_who_cancels(live_site, company, policy, locks):
	def look_up():
		# From here on, its transaction sees the policy as it is before.
		frappe.db.exists("User", REP.user)
		return live_versions(company).routing

	def until_somebody_waits():
		for _ in range(100):
			if int(frappe.db.sql(WAITING)[0][1]):
				return
			time.sleep(0.1)
		pytest.fail("nobody waited")

	def cancel():
		forget_cached_live_versions()
		doc = frappe.get_doc(ROUTING, policy, for_update=locks)
		own = doc.before_cancel

		def while_another_looks_up():
			looked_up.append(pool.submit(live_site.run, look_up))
			until_somebody_waits()
			own()

		doc.before_cancel = while_another_looks_up
		doc.cancel()

	looked_up = []
	with ThreadPoolExecutor(1) as pool:
		live_site.run(cancel)
	assert looked_up[0].result() == ()
	assert live_site.run(lambda: frappe.db.get_value(ROUTING, policy, "status")) == "Cancelled"


@pytest.mark.parametrize("doctype", [MODEL, DEFINITION, POLICY, ROUTING])
def test_all_that_has_versions_is_locked_so(doctype):
	assert issubclass(get_controller(doctype), VersionDocument)
