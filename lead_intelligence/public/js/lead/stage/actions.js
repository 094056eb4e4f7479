// The actions that the server offers for a lead, in the order of their menu: their words, and what each asks.

import { discovery_call, next_record } from "./next_action";
import { stage_name, target_name } from "./names";
import { refusing } from "./refusing";

/** `key` is the server's, without the stage or the target that may follow it. */
export function actions_of(frm, stage) {
	const targets = new Map();
	for (const [name, target] of stage.actions.map((key) => key.split(":"))) {
		targets.set(name, [...(targets.get(name) || []), target]);
	}
	const offered = Object.entries(ACTIONS)
		.filter(([key]) => targets.has(key))
		.map(([key, action]) => ({ key, ...action(targets.get(key), stage) }));
	if (offered.some((action) => action.is_due)) return offered;
	return [discovery_call(frm, stage), next_record(frm, stage), ...offered].filter(Boolean);
}

const kept = () => __("Your reason is kept in the history of the lead.");
const reason = (description) => ({
	fieldname: "reason",
	fieldtype: "Small Text",
	label: __("Reason"),
	description,
	reqd: 1,
	max_height: "90px",
});
const choice = (fieldname, label, names, named) => ({
	fieldname,
	fieldtype: "Select",
	label,
	reqd: 1,
	options: names.map((name) => ({ value: name, label: named(name) })),
	default: names[0],
});
const aside = (to, label, title, done, more = []) => ({
	label,
	title,
	method: "put_aside",
	args: { to },
	is_for_many: true,
	fields: () => [reason(), ...more],
	done,
});

const ACTIONS = {
	accept: () => ({
		label: __("Accept"),
		is_due: true,
		method: "accept",
		is_for_many: true,
		done: __("The lead was accepted."),
	}),
	move_up: ([to], { proposed }) => ({
		label: proposed === to && ["Lead", "MQL"].includes(to) ? __("Confirm {0}", [stage_name(to)]) : __("Move to {0}", [stage_name(to)]),
		is_due: true,
		method: "move_up",
		args: { to },
		done: __("The lead is {0} now.", [stage_name(to)]),
	}),
	bring_back: () => ({
		label: __("Bring Back…"),
		title: __("Bring Back"),
		is_due: true,
		method: "bring_back",
		fields: () => [reason(__("A new attempt begins, as far up as the lead qualifies for."))],
		done: __("The lead is back."),
	}),
	contest: (_targets, { last_refusal }) => ({
		label: __("Contest…"),
		title: __("Contest the Refusal"),
		// It stands beside the refusal.
		is_elsewhere: true,
		method: "contest",
		args: { handover: last_refusal && last_refusal.handover },
		fields: () => [
			{
				...reason(__("The lead is handed over once more. A refusal can be contested once.")),
				fieldname: "note",
				label: __("Why should sales look again?"),
			},
		],
		done: __("The lead is handed over once more."),
	}),
	refuse: () => refusing(),
	hand_over: () => ({
		label: __("Hand Over to…"),
		title: __("Hand Over"),
		method: "hand_over",
		fields: () => [
			{
				fieldname: "to_user",
				fieldtype: "Link",
				options: "User",
				label: __("To"),
				reqd: 1,
				ignore_user_permissions: 1,
				get_query: () => ({ query: "frappe.core.doctype.user.user.user_query" }),
			},
		],
		done: __("The lead is handed over."),
	}),
	nurture: () =>
		aside("Nurture", __("Put in Nurture…"), __("Put in Nurture"), __("The lead is in Nurture."), [
			{
				fieldname: "revisit_on",
				fieldtype: "Date",
				label: __("Revisit On"),
				description: __("Leave it blank if nobody needs to look again."),
			},
		]),
	disqualify: () => aside("Disqualified", __("Disqualify…"), __("Disqualify"), __("The lead is disqualified.")),
	override: (stages) => ({
		label: __("Move All the Same…"),
		title: __("Move All the Same"),
		primary: __("Move"),
		method: "move_up",
		args: { override: 1 },
		fields: () => [
			choice("to", __("To"), stages, stage_name),
			reason(`${__("Not all that the agreement asks for is there.")} ${kept()}`),
		],
		done: __("The lead was moved."),
	}),
	open_gate: (targets) => ({
		label: __("Open the Gate…"),
		title: __("Open the Gate"),
		method: "open_gate",
		fields: () => [
			choice("target", __("Gate"), targets, target_name),
			reason(`${__("The agreement asks for more first.")} ${kept()}`),
		],
		done: __("The gate is open."),
	}),
};
