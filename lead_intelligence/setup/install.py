"""Installing: the same steps after an installation and after every migration, each safe to repeat."""

from __future__ import annotations

import frappe
from frappe.custom.doctype.custom_field.custom_field import create_custom_fields
from frappe.utils import now_datetime

from lead_intelligence.adapters.deals import marking as deals
from lead_intelligence.adapters.recorded_steps import take_in_what_is_planned
from lead_intelligence.adapters.revenue import marks as revenue
from lead_intelligence.setup.custom_fields import custom_fields
from lead_intelligence.setup.dashboard import seed_dashboard
from lead_intelligence.setup.defaults import seed_starter_model
from lead_intelligence.setup.kanban import seed_stage_board
from lead_intelligence.setup.open_handovers import give_clocks_to_open_handovers
from lead_intelligence.setup.property_setters import install_property_setters
from lead_intelligence.setup.qualification_frameworks import seed_frameworks
from lead_intelligence.setup.rejection_reasons import seed_rejection_reasons
from lead_intelligence.setup.roles import install_roles
from lead_intelligence.setup.source_profiles import seed_source_profiles
from lead_intelligence.setup.starter_definition import seed_starter_definition
from lead_intelligence.setup.starter_routing import seed_starter_routing
from lead_intelligence.setup.starter_sla_policy import seed_starter_policies
from lead_intelligence.setup.touch_kinds import seed_touch_kinds
from lead_intelligence.setup.working_calendars import seed_working_calendar


def after_install() -> None:
	_bring_up_to_date()
	deals.mark_what_is_there()
	revenue.mark_what_is_there()


def after_migrate() -> None:
	_bring_up_to_date()


def _bring_up_to_date() -> None:
	create_custom_fields(custom_fields(), ignore_validate=True)
	install_property_setters()
	_index_tables()
	_remember_when_choices_became_known()
	_give_new_settings_their_defaults()
	install_roles()
	seed_touch_kinds()
	seed_source_profiles()
	seed_rejection_reasons()
	seed_frameworks()
	seed_working_calendar()
	seed_starter_model()
	seed_starter_definition()
	seed_starter_policies()
	seed_starter_routing()
	seed_stage_board()
	seed_dashboard()
	give_clocks_to_open_handovers()
	take_in_what_is_planned()


def _index_tables() -> None:
	frappe.db.add_index("Lead Journey Entry", ["lead", "at"], "lead_at")
	# With what grades leads came in is told by it alone.
	graded = ["kind", "at", "lead", "cause", "grade_after"]
	frappe.db.add_index("Lead Journey Entry", graded, "kind_at_grade")
	# All that the reports read of stages, so that they need not look at the rows themselves.
	stages = ["lead", "stage_after", "at", "stage_before", "cycle", "cause"]
	frappe.db.add_index("Lead Journey Entry", stages, "lead_stages")
	# The few that came to an opportunity are found without all others.
	frappe.db.add_index("Lead Journey Entry", ["stage_after", "lead", "at"], "stage_lead_at")
	# The same of scores. A lead has few rows of one model.
	scores = ["lead", "model", "at", "kind", "points_after"]
	frappe.db.add_index("Lead Journey Entry", scores, "lead_model_scores")
	frappe.db.add_index("Lead History Fact", ["lead", "kind"], "lead_kind")
	frappe.db.add_index("Lead History Fact", ["own_number", "company"], "own_number_company")
	frappe.db.add_index("Lead History Fact", ["history_import", "line"], "history_import_line")
	frappe.db.add_index("Lead Handover", ["handed_at", "act"], "handed_at_act")
	frappe.db.add_index("Lead Evaluation Chunk", ["run", "state"], "run_state")
	frappe.db.add_index("Lead Touch", ["lead", "happened_at"], "lead_happened_at")
	frappe.db.add_index("Lead Touch", ["kind", "happened_at"], "kind_happened_at")
	frappe.db.add_index("Lead Touch", ["lead", "response", "happened_at"], "lead_response_happened_at")
	# Frappe quotes no columns, and to MariaDB this one is a word of its own.
	frappe.db.add_index("Lead Touch", ["`signal`", "happened_at"], "signal_happened_at")
	frappe.db.add_index("Lead Touch", ["author", "recorded_at"], "author_recorded_at")
	frappe.db.add_index("Lead Qualification Answer", ["lead", "name"], "lead_name")
	frappe.db.add_index("Lead Handover", ["lead", "status"], "lead_status")
	frappe.db.add_index("Lead Handover", ["status", "due_at"], "status_due_at")
	frappe.db.add_index("Lead Handover", ["to_user", "status"], "to_user_status")
	frappe.db.add_index("Lead Handover", ["decided_by", "decided_at"], "decided_by_decided_at")
	frappe.db.add_index("Lead Clock", ["lead", "purpose"], "lead_purpose")
	frappe.db.add_index("Lead Clock", ["answered_by", "answered_at"], "answered_by_answered_at")
	frappe.db.add_index(
		"Lead Clock", ["lead", "purpose", "started_at", "answered_at"], "lead_purpose_moments"
	)
	frappe.db.add_index("Lead Escalation", ["state", "next_attempt_at"], "state_next_attempt")
	frappe.db.add_index("Lead Stagnation", ["lead", "quiet_since"], "lead_quiet_since")
	frappe.db.add_index("Lead Webhook Delivery", ["status", "next_attempt_at"], "status_next_attempt_at")
	frappe.db.add_index("Lead Assignment", ["lead", "name"], "lead_name")
	frappe.db.add_index("Lead Assignment", ["state", "next_attempt_at"], "state_next_attempt_at")
	frappe.db.add_index("Lead Assignment", ["told_at", "state"], "told_at_state")
	frappe.db.add_index("Lead Assignment", ["to_user", "decided_at"], "to_user_decided_at")
	frappe.db.add_index("Lead Assignment", ["lead", "to_user", "state", "decided_at"], "lead_owners")
	frappe.db.add_index("Lead", ["lead_owner", "disabled", "status", "li_stage", "li_grade"], "li_open_work")
	frappe.db.add_index("Opportunity", ["opportunity_owner", "status"], "li_open_work")
	frappe.db.add_index("Lead Next Step", ["lead", "state"], "lead_state")
	frappe.db.add_index("Lead Next Step", ["reference_name", "reference_doctype"], "record")
	frappe.db.add_index("Lead Next Step", ["closed_by", "closed_at"], "closed_by_closed_at")
	frappe.db.add_index("Lead Next Step", ["state", "until_at"], "state_until_at")
	frappe.db.add_index("Lead Next Step", ["user", "state", "due_at"], "user_state_due_at")
	frappe.db.add_index("Lead Deal", ["lead", "outcome"], "lead_outcome")
	frappe.db.add_index("Lead Deal", ["outcome", "closed_at"], "outcome_closed_at")
	frappe.db.add_index("Lead Milestones", ["came_at", "mask", "number"], "came_at")
	frappe.db.add_index("Lead Milestones", ["last_at"], "last_at")
	frappe.db.add_index("Lead Figure Mark", ["figures", "record_type", "record"], "figures_record")
	# What reports add up, so that they need not look at the rows themselves.
	entry = "Lead Revenue Entry"
	frappe.db.add_index(entry, ["company", "lead", "kind", "day", "amount"], "company_lead")
	frappe.db.add_index(entry, ["company", "kind", "day", "lead", "amount"], "company_kind_day")
	sold = ["company", "kind", "customer", "lead", "why", "account_set", "day", "amount"]
	frappe.db.add_index(entry, sold, "company_kind_customer")
	frappe.db.add_index(entry, ["voucher", "voucher_type"], "voucher")
	frappe.db.add_unique("Lead Field Change", ["lead", "lead_field"], "lead_and_field")
	frappe.db.add_unique("Lead Digest Subscription", ["user", "company"], "user_and_company")


def _remember_when_choices_became_known() -> None:
	stored = frappe.get_single("Lead Intelligence Settings")
	if not stored.choices_known_from:
		stored.choices_known_from = now_datetime()
		stored.save(ignore_permissions=True)


def _give_new_settings_their_defaults() -> None:
	"""Frappe gives settings that are stored already no default for a field that comes later."""
	meta = frappe.get_meta("Lead Intelligence Settings")
	for fieldname in ("most_touches_a_minute", "most_website_touches_a_minute"):
		if not frappe.db.get_single_value(meta.name, fieldname):
			frappe.db.set_single_value(meta.name, fieldname, int(meta.get_field(fieldname).default))
	# Of these, 0 may be what an admin has chosen.
	singles = frappe.qb.DocType("Singles")
	stored = frappe.qb.from_(singles).select(singles.field).where(singles.doctype == meta.name)
	stored = {fieldname for (fieldname,) in stored.run()}
	hot = ("hot_signals", "hot_signal_points", "hot_signal_hours", "hot_signal_quiet_hours")
	of_reports = ("worked_days", "treatment_alarm", "ripe_days", "fewest_cases", "nurture_months")
	of_board = ("in_time_alarm", "source_alarm")
	for fieldname in (*hot, "desk_soon_minutes", "desk_hot_hours", *of_reports, *of_board):
		if fieldname not in stored:
			frappe.db.set_single_value(meta.name, fieldname, int(meta.get_field(fieldname).default))
	if "opportunity_weight" not in stored:
		frappe.db.set_single_value(meta.name, "opportunity_weight", 1)
	if "gate_override_role" not in stored:
		frappe.db.set_single_value(
			meta.name, "gate_override_role", meta.get_field("gate_override_role").default
		)
