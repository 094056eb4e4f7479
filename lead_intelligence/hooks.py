app_name = "lead_intelligence"
app_title = "Lead Intelligence"
app_publisher = "Lead Intelligence contributors"
app_description = "Scores every lead on save and says why"
app_email = "contributors@lead-intelligence.example"
app_license = "GPL-3.0-or-later"
required_apps = ["frappe/erpnext"]

after_install = "lead_intelligence.setup.install.after_install"
after_migrate = "lead_intelligence.setup.install.after_migrate"
before_uninstall = "lead_intelligence.setup.uninstall.before_uninstall"
after_uninstall = "lead_intelligence.setup.uninstall.after_uninstall"
setup_wizard_complete = "lead_intelligence.setup.defaults.after_setup_wizard"

app_include_js = "lead_intelligence.bundle.js"
app_include_css = "lead_intelligence.bundle.css"


def _events(module: str, *names: str) -> dict[str, str]:
	return {name: f"lead_intelligence.events.{module}.{name}" for name in names}


_STORED = ("on_update", "after_rename", "after_delete")
_SOLD = ("Sales Order", "Sales Invoice", "Delivery Note", "Payment Ledger Entry", "Account")
doc_events = {
	"Lead": _events("lead", "validate", "before_save", "on_change", *_STORED),
	"Opportunity": _events("opportunity", "validate", "on_change", *_STORED),
	"Quotation": _events("quotation", "validate", "on_change", *_STORED),
	**{name: _events(name.lower(), "validate", *_STORED) for name in ("Customer", "Prospect", "Territory")},
	**dict.fromkeys(_SOLD, _events("revenue", "on_change", "after_rename", "after_delete")),
	**dict.fromkeys(("Unreconcile Payment", "Transaction Deletion Record"), _events("revenue", "on_change")),
	"ToDo": _events("todo", "validate", "on_update", "after_delete"),
	"Event": _events("event", "on_change", "after_delete"),
	**{"Communication": _events("communication", "on_change"), "Call Log": _events("call_log", "on_change")},
	**{"Address": _events("address", "on_update"), "Appointment": _events("appointment", "on_change")},
	"Company": _events("company", "validate", "on_update", "before_rename", "after_rename", "after_delete"),
	"Holiday List": _events("holiday_list", *_STORED),
	"System Settings": _events("system_settings", "on_update"),
	"Email Unsubscribe": _events("email_unsubscribe", "on_change"),
	**dict.fromkeys(("Lead Source", "UTM Source"), _events("origins", "after_rename")),
	**dict.fromkeys(("Campaign", "UTM Campaign"), _events("origins", "after_rename")),
	**dict.fromkeys(("Market Segment", "Lead Working Calendar"), _events("scopes", "after_rename")),
	"Item Group": _events("scopes", "on_update", "after_rename"),
	"User": _events("user", "on_update", "before_rename", "after_rename", "after_delete"),
	"Employee": _events("employee", "on_update", "after_delete"),
	"Leave Application": _events("leave_application", "on_change", "after_delete"),
}


def _jobs(*names: str) -> list[str]:
	return [f"lead_intelligence.jobs.{name}" for name in names]


_EVERY_FEW_MINUTES = (
	*("evaluation_runs.resume_lost_runs", "reevaluation.pick_up_marked", "history_imports.resume_lost"),
	*("touch_backfill.resume_lost", "definitions.put_due_live", "clocks.look_again", "reps.count_open_work"),
	*("handovers.mark_lapsed", "routing_alarms.alarm", "reroutes.look_for_absent", "next_steps.look_again"),
)
scheduler_events = {
	"cron": {
		"* * * * *": _jobs("escalations.sweep", "webhooks.deliver_due", "routing.sweep", "figures.sweep"),
		"*/5 * * * *": _jobs(*_EVERY_FEW_MINUTES),
	},
	"hourly_long": _jobs(
		*("touch_backfill.look_again", "reevaluation.pick_up_due"),
		*("stagnation.look_for_stagnant", "digests.send_due"),
	),
	"daily_long": _jobs(
		*("stages.reconcile", "webhooks.remove_old_deliveries", "reps.work_out_figures", "figures.renew")
	),
}

# A form by somebody who is known already would be refused by ERPNext, as a second lead with one address.
# Dragging a card would write a stage, which only its actions move.
_KANBAN_BOARD = "frappe.desk.doctype.kanban_board.kanban_board"
override_whitelisted_methods = {
	"frappe.website.doctype.web_form.web_form.accept": "lead_intelligence.api.web_form.accept",
	f"{_KANBAN_BOARD}.update_order": "lead_intelligence.api.kanban.update_order",
	f"{_KANBAN_BOARD}.update_order_for_single_card": "lead_intelligence.api.kanban.update_order_for_single_card",
}

# Whoever may read a lead may read what is written down of it.
_PERMISSIONS = "lead_intelligence.adapters.journey_permissions"
_OF_LEADS = {
	**{"Lead Journey Entry": "visible_entries", "Lead Touch": "visible_touches"},
	**{"Lead Qualification Answer": "visible_answers", "Lead Handover": "visible_handovers"},
	**{"Lead Stagnation": "visible_stagnations", "Lead Clock": "visible_clocks"},
	**{"Lead Escalation": "visible_escalations", "Lead Assignment": "visible_assignments"},
	**{"Lead Next Step": "visible_steps", "Lead History Fact": "visible_facts"},
}
permission_query_conditions = {doctype: f"{_PERMISSIONS}.{name}" for doctype, name in _OF_LEADS.items()}
has_permission = dict.fromkeys(_OF_LEADS, f"{_PERMISSIONS}.may_read")

ignore_links_on_delete = [
	*("Lead Journey Entry", "Lead Evaluation Run", "Lead Handover", "Lead Webhook Delivery"),
	*("Lead Stagnation", "Lead Next Step", "Lead History Fact", "Lead Digest Subscription"),
]
