"""Measures acts on the desk, each committed. Started by `benchmarks.desk_acts`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from statistics import median, quantiles
from typing import Any

import frappe
from frappe.utils import now_datetime

from benchmarks import bulk_leads
from benchmarks.b2b_agreement import agree
from benchmarks.b2b_policy import promise
from benchmarks.saves_on_sites import no_gravatar
from benchmarks.touches_on_sites import fill_touches
from lead_intelligence.adapters import next_steps
from lead_intelligence.api import lead_desk_acts as acts
from tests.bench.erpnext_alone import counted_queries
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone
from tests.bench.people import REP, hire_everyone

TIMES = 60
_AT_MOST = 200.0
_numbers = count()
Act = Callable[[str, str], object]


def main() -> None:
	times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		site = bench.site("acts", bench_id=f"acts-{slot()}")
		site.restore()
		at_the_end.callback(site.drop)
		site.run(hire_everyone)
		site.install_app()
		site.run(agree, 20)
		site.run(promise)
		site.run(bulk_leads.fill)
		site.run(fill_touches)
		print(
			f"acts on the desk, each committed, {bulk_leads.LEADS:,} leads (target: under {_AT_MOST:.0f} ms)"
		)
		for name, act in ACTS:
			site.run(_measure, name, act, times)


def _a_step() -> dict[str, str]:
	return {"kind": "Call", "due_at": str((now_datetime() + timedelta(days=1)).replace(microsecond=0))}


def _answers() -> list[dict[str, Any]]:
	framework = frappe.get_all("Lead Qualification Framework", filters={"enabled": 1}, pluck="name")[0]
	questions = frappe.get_doc("Lead Qualification Framework", framework).questions
	return [
		{"framework": framework, "question": one.question, "answer": one.answers.split("\n")[0].strip()}
		for one in questions
	]


def _twice(lead: str, form: str) -> object:
	return acts.call(lead, "Reached", "Wants a quote", form="sent before")


def _all_of_a_call(lead: str, form: str) -> object:
	step = next_steps.plan(lead, "Call", now_datetime() + timedelta(minutes=5), None, f"{form}-planned").step
	return acts.call(
		lead, "Reached", "Wants a quote", answers=_answers(), step=_a_step(), done_step=step, form=form
	)


ACTS: tuple[tuple[str, Act], ...] = (
	("call, reached", lambda lead, form: acts.call(lead, "Reached", "Wants a quote", form=form)),
	("a plan, and a call with BANT that does it", _all_of_a_call),
	("call, no answer", lambda lead, form: acts.call(lead, "No Answer", form=form)),
	("call, sent again", _twice),
	("meeting", lambda lead, form: acts.meeting(lead, "Saw the works", step=_a_step(), form=form)),
	("message", lambda lead, form: acts.message(lead, "E-Mail", "The catalogue", form=form)),
	("note", lambda lead, form: acts.note(lead, "Prefers mornings", form=form)),
	("answers", lambda lead, form: acts.answers(lead, _answers(), form=form)),
	("accept", lambda lead, form: acts.accept(lead, form=form)),
	("refuse", lambda lead, form: acts.refuse(lead, "No Fit", form=form)),
)


def _measure(name: str, act: Act, times: int) -> None:
	leads = [_a_lead() for _time in range(times + 2)]
	frappe.set_user(REP.user)
	if act is _twice:
		for lead in leads:
			acts.call(lead, "Reached", form="sent before")
	frappe.db.commit()
	both = [_milliseconds(act, lead) for lead in leads[:-1]][1:]
	taken, own = zip(*both, strict=True)
	with counted_queries() as queries:
		act(leads[-1], f"form {next(_numbers)}")
	frappe.db.commit()
	slow = quantiles(taken, n=20)[-1]
	missed = "  missed" if slow > _AT_MOST else ""
	print(
		f"{name:42} {median(taken):6.1f} ms, of 20 the slowest {slow:6.1f} ms, in Python {median(own):5.1f} ms,"
		f" {len(queries):3} statements{missed}",
		flush=True,
	)
	frappe.set_user("Administrator")


def _a_lead() -> str:
	number = next(_numbers)
	doc = frappe.get_doc(
		{
			"doctype": "Lead",
			"first_name": f"Measured {number}",
			"email_id": f"measured{number}@desk.example",
			"mobile_no": f"+336{number:08d}",
			"job_title": "CEO",
			"source": "Reference",
			"lead_owner": REP.user,
		}
	).insert()
	assert doc.reload().li_stage == "MQL", doc.li_stage
	return str(doc.name)


def _milliseconds(act: Act, lead: str) -> tuple[float, float]:
	"""All that passed, and what this process worked of it."""
	begun, own = time.perf_counter(), time.process_time()
	act(lead, f"form {next(_numbers)}")
	frappe.db.commit()
	return (time.perf_counter() - begun) * 1000, (time.process_time() - own) * 1000


if __name__ == "__main__":
	main()
