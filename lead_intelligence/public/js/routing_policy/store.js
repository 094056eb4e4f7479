// Routing policies as the server knows them.

import { ask, call } from "../server";

export const around = ({ company, title }) => ask("routing_policy.around", { company, title });
export const new_version = (policy) => call("routing_policy.new_version", { policy }, { freeze: true });
export const tried_on = (lead, policy) => ask("routing_policy.tried_on", { lead, policy });

/** For the one condition dialog: the vocabulary of a company's policies, and the check against it. */
export const source_for = (company) => ({
	published: () => call("routing_policy.dialog", { company }, { type: "GET" }),
	check: (condition) => call("routing_policy.check_condition", { condition, company }),
});
