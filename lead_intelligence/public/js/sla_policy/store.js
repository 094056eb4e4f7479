// Response policies as the server knows them.

import { ask, call } from "../server";

export const POLICY = "Lead SLA Policy";

export const around = ({ company, title }) => ask("response_policy.around", { company, title });
export const new_version = (policy) => call("response_policy.new_version", { policy }, { freeze: true });
export const say_step = (row) => call("response_policy.say_step", { row: JSON.stringify(row) });
export const tried_on = (lead, policy) => ask("response_policy.tried_on", { lead, policy });

/** For the one condition dialog: the vocabulary of a company's policies, and the check against it. */
export const source_for = (company) => ({
	published: () => call("response_policy.dialog", { company }, { type: "GET" }),
	check: (condition) => call("response_policy.check_condition", { condition, company }),
});
