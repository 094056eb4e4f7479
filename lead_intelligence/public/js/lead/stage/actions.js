// The actions that the server offers for a lead, in the order of their menu: their words, and what each asks.

import { discovery_call } from "./discovery_call";
import { stage_name } from "./names";
import { refusing } from "./refusing";

export function actions_of(frm, stage) {
	const offered = stage.actions
		.map((key) => {
			const [name, target] = key.split(":");
			return ACTIONS[name] && { key, name, ...ACTIONS[name](target, stage, frm) };
		})
		.filter(Boolean)
		.sort((one, other) => ORDER.indexOf(one.name) - ORDER.indexOf(other.name));
	return offered.some((action) => action.is_due) ? offered : [...discovery_call(frm, stage), ...offered];
}

const ORDER = ["accept", "move_up", "bring_back", "contest", "refuse", "hand_over", "nurture", "disqualify", "override", "open_gate"];

const reason = (label, description) => ({ fieldname: "reason", fieldtype: "Small Text", label, description, reqd: 1, max_height: "90px" });
const revisit = { fieldname: "revisit_on", fieldtype: "Date", label: __("Revisit On"), description: __("Leave it blank if nobody needs to look again.") };

const ACTIONS = {
	accept: () => ({
		label: __("Accept"),
		is_due: true,
		method: "accept",
		done: __("The lead was accepted."),
	}),
	refuse: () => refusing,
	move_up: (to, stage) => {
		const name = stage_name(to);
		const confirms = stage.proposed === to && ["Lead", "MQL"].includes(to);
		return {
			label: confirms ? __("Confirm {0}", [name]) : __("Move to {0}", [name]),
			is_due: true,
			method: "move_up",
			args: { to },
			done: __("The lead is {0} now.", [name]),
		};
	},
	override: (to) => {
		const name = stage_name(to);
		return {
			label: __("Move to {0} All the Same…", [name]),
			title: __("Move to {0} All the Same", [name]),
			method: "move_up",
			args: { to, override: 1 },
			fields: () => [reason(__("Reason"), __("Not all that {0} asks for is there. Your reason is kept in the history of the lead.", [name]))],
			primary: __("Move"),
			done: __("The lead is {0} now.", [name]),
		};
	},
	bring_back: (_to, stage) => ({
		label: __("Bring Back…"),
		title: __("Bring Back"),
		is_due: Boolean(stage.aside),
		method: "bring_back",
		fields: () => [reason(__("Reason"), __("A new attempt begins, as far up as the lead qualifies for."))],
		done: __("The lead is back."),
	}),
	contest: (_to, stage) => ({
		label: __("Contest…"),
		title: __("Contest the Refusal"),
		// It stands beside the refusal.
		is_elsewhere: true,
		method: "contest",
		args: { handover: stage.last_refusal && stage.last_refusal.handover },
		fields: () => [reason(__("Why should sales look again?"), __("The lead is handed over once more. A refusal can be contested once."))],
		done: __("The lead is handed over once more."),
	}),
	hand_over: () => ({
		label: __("Hand Over to…"),
		title: __("Hand Over"),
		method: "hand_over",
		fields: () => [
			{ fieldname: "to_user", fieldtype: "Link", options: "User", label: __("To"), reqd: 1, ignore_user_permissions: 1, get_query: () => ({ query: "frappe.core.doctype.user.user.user_query" }) },
		],
		done: __("The lead is handed over."),
	}),
	nurture: () => ({
		label: __("Put in Nurture…"),
		title: __("Put in Nurture"),
		method: "put_aside",
		args: { to: "Nurture" },
		fields: () => [reason(__("Reason")), revisit],
		done: __("The lead is in Nurture."),
	}),
	disqualify: () => ({
		label: __("Disqualify…"),
		title: __("Disqualify"),
		method: "put_aside",
		args: { to: "Disqualified" },
		fields: () => [reason(__("Reason"))],
		done: __("The lead is disqualified."),
	}),
	open_gate: (target, stage) => ({
		label: __("Open the Gate to {0}…", [__(target)]),
		title: __("Open the Gate to {0}", [__(target)]),
		method: "open_gate",
		args: { target },
		fields: () => [reason(__("Reason"), gate_text(target, stage))],
		done: __("The gate is open."),
	}),
};

function gate_text(target, { gates }) {
	const gate = gates.find((one) => one.target === target);
	const demanded = gate ? stage_name(gate.demanded) : "";
	return __("The agreement asks for {0} first. Your reason is kept in the history of the lead.", [demanded]);
}
