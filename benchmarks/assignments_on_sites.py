"""Measures routing on a site of its own. Started by `benchmarks.assignments`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import ExitStack
from statistics import median

import frappe

from benchmarks import bulk_leads
from benchmarks.saves_on_sites import no_gravatar
from lead_intelligence.adapters.routing import decide
from lead_intelligence.adapters.routing_requests import RoutingCause, ask, waiting
from lead_intelligence.jobs.routing import route_waiting
from tests.bench.erpnext_alone import counted_queries
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import hire_everyone

REPS, BACKLOG, IMPORT, SINGLE = 82, 2_759, 10_000, 100
CAPACITY = 3_000
_CITIES = ("Paris", "Lyon", "Lille", "Nantes")
_STRATEGIES = ("Weighted Round Robin", "Least Loaded", "Best Fit", "Weighted Round Robin")
_LINES = ("Machines", "Tools", "Parts", "Care")


def main() -> None:
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		site = open_bench(find_bench(), CACHE / slot(), at_the_end).site("assigned")
		site.restore()
		at_the_end.callback(site.drop)
		site.run(hire_everyone)
		site.install_app()
		site.run(bulk_leads.fill)
		site.run(_lay_down)
		print(f"{bulk_leads.LEADS:,} leads and as many open ToDos, {REPS} reps in {len(_CITIES)} pools")
		for name, work in (
			("one decision", _single),
			(f"backlog of {BACKLOG:,}: decided", _decided),
			(f"backlog of {BACKLOG:,}: all of it", _routed),
			(f"import of {IMPORT:,}: all of it", _imported),
		):
			print(f"{name:32} {site.run(work)}", flush=True)


def _lay_down() -> None:
	company = frappe.defaults.get_global_default("company")
	for line in _LINES:
		frappe.get_doc(
			{"doctype": "Item Group", "item_group_name": line, "parent_item_group": "All Item Groups"}
		).insert()
		frappe.get_doc({"doctype": "Lead Subject", "subject": line, "product_line": line}).insert()
	users = [_rep(number) for number in range(REPS)]
	rules = []
	for number, (city, strategy) in enumerate(zip(_CITIES, _STRATEGIES, strict=True)):
		pool = frappe.get_doc(
			{
				"doctype": "Lead Routing Pool",
				"pool_name": city,
				"strategy": strategy,
				"product_match": "Preferred",
				"members": [{"user": user, "weight": 1 + n % 3} for n, user in enumerate(users[number::4])],
			}
		).insert()
		when = json.dumps({"field": "city", "operator": "is", "value": city})
		rules.append({"title": city, "target": "Pool", "pool": pool.name, "condition_json": when})
	frappe.get_doc(
		{
			"doctype": "Lead Routing Policy",
			"title": "Measured",
			"company": company,
			"first_stage": "At Once",
			"rules": rules,
			"default_pool": _CITIES[0],
		}
	).submit()
	frappe.db.sql(
		f"update tabLead set lead_owner = concat('rep', crc32(name) mod {REPS}, '@measured.example') where name like 'BULK-%%'"
	)
	frappe.db.sql(
		"""insert into tabToDo (name, creation, modified, owner, modified_by, allocated_to, reference_type, reference_name, status, priority)
		select concat('TODO-', name), now(6), now(6), 'Administrator', 'Administrator', lead_owner, 'Lead', name, 'Open', 'Medium'
		from tabLead where name like 'BULK-%%'"""
	)
	for doctype in ("Lead", "ToDo"):
		frappe.db.sql(f"analyze table `tab{doctype}`")
	frappe.db.commit()


def _rep(number: int) -> str:
	user = f"rep{number}@measured.example"
	# Frappe lets nobody make so many users at once but an import.
	frappe.flags.in_import = True
	frappe.get_doc(
		{
			"doctype": "User",
			"email": user,
			"first_name": f"Rep {number}",
			"send_welcome_email": 0,
			"user_type": "System User",
			"roles": [{"role": "Sales User"}],
		}
	).insert()
	frappe.flags.in_import = False
	frappe.get_doc(
		{
			"doctype": "Lead Rep Profile",
			"user": user,
			"capacity": CAPACITY,
			"daily_limit": 1_000,
			"ramp_up_days": 0,
			"skills": [
				{"kind": "Product", "product": line, "level": 1 + (number + n) % 5}
				for n, line in enumerate(_LINES)
				if (number + n) % 3
			],
		}
	).insert()
	return user


def _leads(prefix: str, number: int) -> None:
	company = frappe.defaults.get_global_default("company")
	frappe.db.sql(
		f"""insert into tabLead (creation, modified, owner, modified_by, name, lead_name, first_name, company_name, status, company,
			city, li_subjects, li_grade)
		select now(6), now(6), 'Administrator', 'Administrator', concat('{prefix}-', lpad(seq, 6, '0')), concat('Lead ', seq),
			concat('Lead ', seq), concat('Firm ', seq mod 3000), 'Open', %s, elt(1 + seq mod 5, 'Paris', 'Lyon', 'Lille', 'Nantes', 'Brest'),
			elt(1 + seq mod 3, 'Machines', 'Tools, Parts', null), elt(1 + seq mod 3, 'A', 'B', 'C')
		from seq_1_to_{number}""",
		company,
	)
	names = frappe.get_all(
		"Lead", filters={"name": ("like", f"{prefix}-%")}, pluck="name", limit=0, order_by="name"
	)
	frappe.db.commit()
	for start in range(0, len(names), 1_000):
		ask([(name, company, None) for name in names[start : start + 1_000]], RoutingCause.READY)
		frappe.db.commit()


def _timed(work: Callable[[], object]) -> float:
	start = time.perf_counter()
	work()
	return time.perf_counter() - start


def _single() -> str:
	"""Each in a transaction of its own. What is written afterwards is not part of the decision."""
	_leads("SINGLE", SINGLE)
	from lead_intelligence.adapters import routing

	found: list[tuple[float, int]] = []
	whole: list[float] = []
	store = routing.store

	def noted(*args: object) -> None:
		found.append((time.perf_counter() - begun, len(asked)))
		store(*args)

	routing.store = noted
	try:
		for request in waiting(SINGLE):
			frappe.db.commit()
			with counted_queries() as asked:
				begun = time.perf_counter()
				decide([request])
				frappe.db.commit()
				whole.append(time.perf_counter() - begun)
	finally:
		routing.store = store
	seconds, queries = zip(*found, strict=True)
	return (
		f"{median(seconds) * 1000:7.2f} ms, {median(queries):.0f} queries; with all that is written "
		f"{median(whole) * 1000:.2f} ms"
	)


def _decided() -> str:
	_leads("BACKLOG", BACKLOG)
	from lead_intelligence.adapters import routing

	spent: list[float] = []
	store = routing.store

	def noted(*args: object) -> None:
		spent.append(-_timed(lambda: store(*args)))

	routing.store = noted
	try:
		spent.append(_timed(_all_decided))
	finally:
		routing.store = store
	return f"{sum(spent):7.2f} s, and {-sum(one for one in spent if one < 0):.2f} s to write it"


def _all_decided() -> None:
	while batch := waiting(400):
		decide(batch)
		frappe.db.commit()


def _routed() -> str:
	_leads("MORE", BACKLOG)
	return f"{_timed(route_waiting):7.2f} s, {_owned('MORE')} have an owner"


def _imported() -> str:
	_leads("IMPORT", IMPORT)
	return f"{_timed(route_waiting):7.2f} s, {_owned('IMPORT')} have an owner"


def _owned(prefix: str) -> str:
	owned = frappe.db.count("Lead", {"name": ("like", f"{prefix}-%"), "lead_owner": ("is", "set")})
	return f"{owned:,}"


if __name__ == "__main__":
	main()
