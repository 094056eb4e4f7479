"""A site with the history of years that reports are about, written straight into its tables."""

from __future__ import annotations

import frappe

LEADS = 300_000
REPS, SOURCES, CAMPAIGNS, TERRITORIES, SEGMENTS = 60, 30, 5_000, 50, 8
DAYS = 1_080
"""Over how many days the leads came in, up to now."""

ROW = "now(6), now(6), 'Administrator', 'Administrator'"
META = "creation, modified, owner, modified_by, name"
LEAD = "concat('CRM-LEAD-2026-', lpad(seq, 6, '0'))"
# Everything else happens after this, and nothing in the future.
CREATED = f"now() - interval (seq * 7919) mod {DAYS} day - interval (seq * 31) mod 1440 minute"
REP = "concat('rep', seq mod {reps}, '@measured.example')"
_TOOK_PART = ("Lead", "Lead Journey Entry", "Lead Handover", "Lead Clock", "Lead Touch", "Lead Assignment")
_FILLED = (
	*_TOOK_PART,
	*("Lead Stagnation", "Lead Next Step", "Lead History Fact", "Lead Qualification Answer"),
	*("Opportunity", "Quotation", "Customer", "Sales Order", "User", "Campaign", "Territory"),
)


def fill(leads: int) -> None:
	"""Of 300,000 leads: a million rows in the journey, 60,000 hand-overs, 200,000 clocks, 20,000 opportunities, 5,000 orders."""
	company = frappe.defaults.get_global_default("company")
	model = frappe.db.get_value("Lead Scoring Model", {"live_for": company}) or "Measured"
	_people()
	_masters()
	_leads(leads, company, model)
	_journey(leads, model)
	_handovers(leads)
	_clocks(leads, company)
	_assignments(leads, company)
	_touches(leads)
	_stagnations(leads, company)
	_deals(leads, company)
	_sold(leads, company)
	for doctype in _FILLED:
		frappe.db.sql(f"analyze table `tab{doctype}`")
	frappe.db.commit()


def _people() -> None:
	"""Reps, each with an employee and a sales person, half of them below the one team and half below the other."""
	frappe.db.sql(
		f"""insert into tabUser ({META}, email, first_name, full_name, enabled, user_type)
		select {ROW}, concat('rep', seq, '@measured.example'), concat('rep', seq, '@measured.example'), concat('Rep ', seq),
			concat('Rep ', seq), 1, 'System User' from seq_0_to_{REPS - 1}"""
	)
	frappe.db.sql(
		f"""insert into tabEmployee ({META}, employee_name, first_name, status, user_id)
		select {ROW}, concat('MEASURED-', seq), concat('Rep ', seq), concat('Rep ', seq), 'Active',
			concat('rep', seq, '@measured.example') from seq_0_to_{REPS - 1}"""
	)
	for team in ("Team North", "Team South"):
		_node("Sales Person", team, sales_person_name=team, is_group=1)
	for number in range(REPS):
		above = ("Team North", "Team South")[number % 2]
		person = {"sales_person_name": f"Seller {number}", "employee": f"MEASURED-{number}"}
		_node("Sales Person", f"Seller {number}", parent_sales_person=above, **person)


def _node(doctype: str, name: str, **values: object) -> None:
	node = frappe.get_doc({"doctype": doctype, "name": name, "enabled": 1, **values})
	node.flags.ignore_mandatory = node.flags.ignore_permissions = True
	node.insert()


def _masters() -> None:
	frappe.db.sql(
		f"""insert into tabCampaign ({META}, campaign_name)
		select {ROW}, concat('Campaign ', seq), concat('Campaign ', seq) from seq_0_to_{CAMPAIGNS - 1}"""
	)
	frappe.db.sql(
		f"""insert into `tabLead Source` ({META}, source_name)
		select {ROW}, concat('Source ', seq), concat('Source ', seq) from seq_0_to_{SOURCES - 1}"""
	)
	families = frappe.get_meta("Lead Source Profile").get_field("family").options.split("\n")[1:]
	for number in range(SOURCES - 5):
		profile = {"source": f"Source {number}", "family": families[number % len(families)]}
		frappe.get_doc({"doctype": "Lead Source Profile", **profile}).insert()
	_node("Territory", "Measured", territory_name="Measured", is_group=1)
	for number in range(TERRITORIES):
		name = f"Territory {number}"
		_node("Territory", name, territory_name=name, parent_territory="Measured")
	frappe.db.sql(
		f"""insert into `tabMarket Segment` ({META}, market_segment)
		select {ROW}, concat('Segment ', seq), concat('Segment ', seq) from seq_0_to_{SEGMENTS - 1}"""
	)


def _leads(leads: int, company: str, model: str) -> None:
	columns = {
		"lead_name": "concat('Lead ', seq)",
		"first_name": "concat('Lead ', seq)",
		"company_name": "concat('Company ', seq mod 30000)",
		"status": "elt(1 + (seq mod 15 = 0) + (seq mod 60 = 0), 'Open', 'Opportunity', 'Converted')",
		"company": "%(company)s",
		"source": f"concat('Source ', (seq * 7) mod {SOURCES})",
		"campaign_name": f"concat('Campaign ', (seq * 13) mod {CAMPAIGNS})",
		"territory": f"concat('Territory ', (seq * 11) mod {TERRITORIES})",
		"market_segment": f"concat('Segment ', (seq * 3) mod {SEGMENTS})",
		"lead_owner": REP.format(reps=REPS),
		"li_grade": "elt(1 + (seq * 5) mod 4, 'A', 'B', 'C', 'D')",
		"li_score": "(seq * 17) mod 100",
		"li_points": "(seq * 17) mod 100",
		"li_scoring_model": "%(model)s",
		"li_stage": """case when seq mod 60 = 0 then 'Customer' when seq mod 15 = 0 then 'Opportunity' when seq mod 10 = 7 then 'Nurture'
			when seq mod 10 = 9 then 'Disqualified' when seq mod 12 = 0 then 'SQL' when seq mod 6 = 0 then 'SAL'
			when seq mod 3 = 0 then 'MQL' else 'Lead' end""",
		"li_stage_since": CREATED,
		"li_cycle": "1",
		"li_definition": "elt(1 + seq mod 2, 'Measured v1', 'Measured v2')",
	}
	frappe.db.sql(
		f"""insert into tabLead (creation, modified, owner, modified_by, name, {", ".join(columns)})
		select {CREATED}, now(6), 'Administrator', 'Administrator', {LEAD}, {", ".join(columns.values())}
		from seq_1_to_{leads}""",
		{"company": company, "model": model},
	)


_INPUTS = """'{"company_name":"Ateliers Lumiere","industry":"Glass","job_title":"CEO","no_of_employees":"201-500","source":"Website"}'"""
# By place: kind, cause, stage, which leads have the row.
_ROWS = (
	("First score", "Save", "null", "1"),
	("Stage changed", "Save", "'Lead'", "1"),
	("Stage changed", "Save", "'MQL'", "seq mod 3 = 0"),
	("Accepted", "Decision", "'SAL'", "seq mod 6 = 0"),
	("Stage changed", "Decision", "'SQL'", "seq mod 12 = 0"),
	("Stage changed", "Conversion", "'Opportunity'", "seq mod 15 = 0"),
	("Stage changed", "Conversion", "'Customer'", "seq mod 60 = 0"),
	("Stage changed", "Decision", "'Nurture'", "seq mod 10 = 7"),
	("Stage changed", "Decision", "'Lead'", "seq mod 30 = 7"),
	("Refused", "Decision", "'Disqualified'", "seq mod 10 = 9"),
	("Grade changed", "Touch", "null", "seq mod 2 = 0"),
)


def _journey(leads: int, model: str) -> None:
	for place, (kind, cause, stage, which) in enumerate(_ROWS):
		after = f"{CREATED} + interval {place} * ((seq * 13) mod 97) * {DAYS - 20} / {DAYS} hour"
		scored = stage == "null"
		frappe.db.sql(
			f"""insert into `tabLead Journey Entry` ({META}, lead, at, kind, cause, author, stage_after, cycle, definition, model,
				grade_before, grade_after, score_before, score_after, points_before, points_after, inputs)
			select {ROW}, seq * 16 + {place}, {LEAD}, least({after}, now()), %(kind)s, %(cause)s, 'Administrator', {stage}, 1,
				elt(1 + seq mod 2, 'Measured v1', 'Measured v2'), %(model)s, {"null" if scored else "'B'"},
				elt(1 + (seq * 5) mod 4, 'A', 'B', 'C', 'D'), 0, (seq * 17) mod 100, 0, (seq * 17) mod 100, {_INPUTS}
			from seq_1_to_{leads} where {which}""",
			{"kind": kind, "cause": cause, "model": model},
		)
		frappe.db.commit()


def _handovers(leads: int) -> None:
	"""Of every fifth lead. Of five one is refused, one has lapsed, one waits; of what was accepted a part in bulk."""
	frappe.db.sql(
		f"""insert into `tabLead Handover` ({META}, lead, act, status, stage, cycle, definition, from_user, to_user, handed_at, due_at,
			decided_by, decided_at, late, in_bulk, reason, consequence)
		select {ROW}, seq, {LEAD}, if(seq mod 25, 'Marketing to Sales', 'SDR to Account Executive'), state, 'MQL', 1, 'Measured v1',
			null, rep, handed_at, handed_at + interval 8 hour,
			if(state in ('Accepted', 'Refused'), rep, null),
			if(state in ('Accepted', 'Refused'), least(handed_at + interval (seq * 3) mod 200 hour, now()), null),
			seq mod 7 = 0, seq mod 11 = 0, if(state = 'Refused', elt(1 + seq mod 4, 'No Budget', 'Wrong Contact', 'Not Now', 'Bad Data'), null),
			if(state = 'Refused', elt(1 + seq mod 2, 'Recycle to Nurture', 'Bad Data'), null)
		from (select seq, {REP.format(reps=REPS)} as rep, {CREATED} + interval (seq * 3) mod 97 minute as handed_at,
			elt(1 + floor(seq / 5) mod 5, 'Accepted', 'Accepted', 'Refused', 'Lapsed', 'Waiting') as state
			from seq_1_to_{leads} where seq mod 5 = 0) handed"""
	)


def _clocks(leads: int, company: str) -> None:
	"""First responses of half the leads, acceptances of hand-overs: two thirds of the leads in all."""
	frappe.db.sql(
		f"""insert into `tabLead Clock` ({META}, lead, company, purpose, outcome, started_at, due_at, started_because, cycle, answered_at,
			answered_by, working_time, elapsed_time, attempts, target, grade)
		select {ROW}, number, {LEAD}, %(company)s, purpose, if(answered, if(seconds < 14400, 'Met', 'Late'), 'Breached'),
			started_at, started_at + interval 4 hour, 'Created', 1, if(answered, started_at + interval seconds second, null),
			if(answered, {REP.format(reps=REPS)}, null), if(answered, seconds div 3, null), if(answered, seconds, null), seq mod 4, 14400, 'B'
		from (select seq, seq * 2 + again as number, if(again, 'Acceptance', 'First Response') as purpose, seq mod 8 > 0 as answered,
			{CREATED} as started_at, (seq * 37) mod 90000 as seconds
			from seq_1_to_{leads}, (select 0 as again union select 1) twice
			where if(again, seq mod 5 = 0, seq mod 15 < 7)) timed""",
		{"company": company},
	)


def _assignments(leads: int, company: str) -> None:
	frappe.db.sql(
		f"""insert into `tabLead Assignment` ({META}, lead, company, state, cause, asked_at, decided_at, to_user, grade)
		select {ROW}, seq, {LEAD}, %(company)s, if(seq mod 6, 'Assigned', 'By Hand'), 'Ready', {CREATED}, {CREATED},
			{REP.format(reps=REPS)}, 'B' from seq_1_to_{leads} where seq mod 2 = 0""",
		{"company": company},
	)


def _touches(leads: int) -> None:
	frappe.db.sql(
		f"""insert into `tabLead Touch` ({META}, lead, kind, happened_at, recorded_at, `signal`, direction, channel, response, author,
			idempotency_key)
		select {ROW}, seq * 2 + again, {LEAD}, if(again, 'Call Attempt', 'Demo Request'),
			least({CREATED} + interval (seq * 37) mod 90000 second, now()), now(), if(again, null, 'Intent'),
			if(again, 'Outbound', 'Inbound'), if(again, 'Phone', 'Website'), if(again, if(seq mod 2, 'Answer', 'Attempt'), null),
			{REP.format(reps=REPS)}, concat(seq, '-', again)
		from seq_1_to_{leads}, (select 0 as again union select 1) twice where seq mod 2 or again"""
	)


def _stagnations(leads: int, company: str) -> None:
	frappe.db.sql(
		f"""insert into `tabLead Stagnation` ({META}, lead, stage, owner_user, company, quiet_since, stagnant_at, noticed_at, ended_at,
			ended_because, open_for)
		select {ROW}, seq, {LEAD}, 'Lead', {REP.format(reps=REPS)}, %(company)s, {CREATED}, {CREATED} + interval 12 hour,
			{CREATED} + interval 13 hour, if(seq mod 2, {CREATED} + interval 20 hour, null), if(seq mod 2, 'Touch', null),
			if(seq mod 2, null, {LEAD})
		from seq_1_to_{leads} where seq mod 10 < 2""",
		{"company": company},
	)


def _deals(leads: int, company: str) -> None:
	"""Every fifteenth lead has an opportunity: of four one is won, one lost, one closed without either. As many more are imported."""
	frappe.db.sql(
		f"""insert into tabOpportunity ({META}, opportunity_from, party_name, status, company, opportunity_owner, currency,
			conversion_rate, opportunity_amount, base_opportunity_amount, transaction_date)
		select {CREATED} + interval 5 hour, now(6), 'Administrator', 'Administrator', concat('MEASURED-OPP-', seq), 'Lead', {LEAD},
			elt(1 + floor(seq / 15) mod 4, 'Converted', 'Lost', 'Open', 'Closed'), %(company)s, {REP.format(reps=REPS)}, 'EUR', 1,
			(seq * 17) mod 50000, (seq * 17) mod 50000, date({CREATED}) from seq_1_to_{leads} where seq mod 15 = 0""",
		{"company": company},
	)
	frappe.db.sql(
		f"""insert into `tabLead History Fact` ({META}, lead, kind, at, outcome, closed_at, has_amount, amount, currency, company,
			own_number, history_import, line)
		select {ROW}, seq, {LEAD}, 'Opportunity', {CREATED}, elt(1 + seq mod 3, 'Won', 'Lost', 'Open'),
			if(seq mod 3 = 2, null, {CREATED} + interval (seq * 7) mod 90 day), 1, (seq * 19) mod 50000, 'EUR', %(company)s,
			concat('N-', seq), 'MEASURED', seq from seq_1_to_{leads} where seq mod 30 = 1""",
		{"company": company},
	)


def _sold(leads: int, company: str) -> None:
	"""What is won has a customer and an order, half of them by way of a quotation."""
	where = "seq mod 60 = 0"
	frappe.db.sql(
		f"""insert into tabCustomer ({META}, customer_name, lead_name, opportunity_name)
		select {CREATED} + interval 20 hour, now(6), 'Administrator', 'Administrator', concat('MEASURED-CUST-', seq),
			concat('Customer ', seq), {LEAD}, concat('MEASURED-OPP-', seq) from seq_1_to_{leads} where {where}"""
	)
	frappe.db.sql(
		f"""insert into tabQuotation ({META}, docstatus, quotation_to, party_name, opportunity, company, transaction_date)
		select {ROW}, concat('MEASURED-QTN-', seq), 1, 'Lead', {LEAD}, concat('MEASURED-OPP-', seq), %(company)s, date({CREATED})
		from seq_1_to_{leads} where seq mod 120 = 0""",
		{"company": company},
	)
	frappe.db.sql(
		f"""insert into `tabSales Order` ({META}, docstatus, customer, company, transaction_date, status)
		select {ROW}, concat('MEASURED-SO-', seq), 1, concat('MEASURED-CUST-', seq), %(company)s,
			date({CREATED}) + interval (seq * 7) mod 90 day, 'To Deliver' from seq_1_to_{leads} where {where}""",
		{"company": company},
	)
	frappe.db.sql(
		f"""insert into `tabSales Order Item` ({META}, docstatus, parent, parenttype, parentfield, item_code, prevdoc_docname)
		select {ROW}, concat('MEASURED-SOI-', seq), 1, concat('MEASURED-SO-', seq), 'Sales Order', 'items', 'Measured',
			if(seq mod 120 = 0, concat('MEASURED-QTN-', seq), null) from seq_1_to_{leads} where {where}"""
	)
