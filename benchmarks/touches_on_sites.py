"""Measures batches of touches: matched, recorded and committed. Started by `benchmarks.touches`."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from statistics import median

import frappe

from benchmarks import bulk_leads
from benchmarks.saves_on_sites import no_gravatar
from lead_intelligence.adapters.touch_intake import Sender, kinds_by_any_name, take_in
from lead_intelligence.adapters.touches import touch_days
from tests.bench.fixtures import open_bench
from tests.bench.location import CACHE, find_bench, slot
from tests.bench.locks import alone

TIMES, BATCH, TOUCHES = 20, 500, 1_000_000
_AT_MOST = 1.0
_numbers = count()

WAYS: tuple[tuple[str, Callable[[int], dict[str, object]]], ...] = (
	("named by id", lambda at: {"lead": f"BULK-{at}"}),
	("named by e-mail", lambda at: {"email": f"lead{at}@bulk.example"}),
	("named by phone", lambda at: {"phone": f"0033 1 {at:08d}"}),
	("all of one lead", lambda at: {"lead": "BULK-7"}),
)


def main() -> None:
	times = int(sys.argv[1]) if len(sys.argv) > 1 else TIMES
	with ExitStack() as at_the_end, no_gravatar():
		at_the_end.enter_context(alone(CACHE / slot()))
		bench = open_bench(find_bench(), CACHE / slot(), at_the_end)
		site = bench.site("touches", bench_id=f"touches-{slot()}")
		site.restore()
		at_the_end.callback(site.drop)
		site.install_app()
		site.run(bulk_leads.fill)
		site.run(_give_numbers)
		print(f"batches of {BATCH} touches, {bulk_leads.LEADS:,} leads")
		site.run(_measure, times, "no touches yet")
		site.run(fill_touches)
		site.run(_measure, times, f"{TOUCHES:,} touches before")
		site.run(_read)


def _give_numbers() -> None:
	frappe.db.sql(
		"update tabLead set phone = concat('+331', lpad(substr(name, 6), 8, '0')) where name like 'BULK-%'"
	)
	frappe.db.sql("analyze table tabLead")


def fill_touches() -> None:
	per_lead = TOUCHES // bulk_leads.LEADS
	frappe.db.sql(
		f"""insert into `tabLead Touch` (name, creation, modified, owner, modified_by, lead, kind, `signal`, direction,
			channel, happened_at, recorded_at, idempotency_key)
		select nextval(lead_touch_id_seq), now(6), now(6), 'Administrator', 'Administrator',
			concat('BULK-', 1 + (seq - 1) div {per_lead}),
			elt(1 + seq mod 4, 'Webinar', 'Website Visit', 'E-Mail Opened', 'Demo Request'),
			elt(1 + seq mod 4, 'Interest', 'Interest', 'Interest', 'Intent'), 'Inbound',
			elt(1 + seq mod 4, 'Event', 'Website', 'E-Mail', 'Website'),
			now() - interval (seq * 7919) mod 400 day, now(), concat('bulk-', seq)
		from seq_1_to_{TOUCHES}"""
	)
	frappe.db.commit()
	frappe.db.sql("analyze table `tabLead Touch`")


def _measure(times: int, when: str) -> None:
	sender = Sender(name="benchmark", kinds=kinds_by_any_name(), may_create=True, discreet=False)
	for name, who in WAYS:
		taken = [_seconds(sender, who) for _ in range(times + 1)][1:]
		missed = "  missed" if max(taken) > _AT_MOST else ""
		print(f"{name:34} {when:26} {median(taken):6.3f} s, slowest {max(taken):6.3f} s{missed}", flush=True)


def _seconds(sender: Sender, who: Callable[[int], dict[str, object]]) -> float:
	items = []
	for number in (next(_numbers) for _ in range(BATCH)):
		at = 1 + number * 7919 % bulk_leads.LEADS
		items.append({"kind": "Webinar", "idempotency_key": str(number), "subject": "A subject", **who(at)})
	begun = time.perf_counter()
	results = take_in(items, sender)
	seconds = time.perf_counter() - begun
	assert {result["status"] for result in results} == {"recorded"}, results[0]
	return seconds


def _read() -> None:
	names = [f"BULK-{at}" for at in range(1, bulk_leads.LEADS + 1)]
	begun = time.perf_counter()
	for start in range(0, len(names), 400):
		touch_days(names[start : start + 400])
	print(f"touches of {len(names):,} leads counted by day in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
	main()
