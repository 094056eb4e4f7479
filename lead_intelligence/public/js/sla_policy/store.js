// Response policies as the server knows them.

import { ask, call } from "../server";

export const POLICY = "Lead SLA Policy";

export const around = ({ company, title, name }) => ask("sla_policy.around", { company, title, policy: name });
export const state_of = (policy) => ask("sla_policy.state", { policy });
export const considered = (lead, policy) => ask("sla_policy.considered", { lead, policy });
export const new_version = (policy) => call("sla_policy.new_version", { policy }, { freeze: true });

/** For the one condition dialog: the vocabulary of a company's policies, and the check against it. */
export const source_for = (company) => ({
	published: () => call("sla_policy.dialog", { company }, { type: "GET" }),
	check: (condition) => call("sla_policy.check_condition", { condition, company }),
});
