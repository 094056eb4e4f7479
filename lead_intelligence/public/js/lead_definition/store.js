// Definitions as the server knows them.

import { ask, call } from "../server";

export const DEFINITION = "Lead Definition";

export const state_of = (definition) => ask("definition.state", { definition });
export const around = ({ company, market_segment, product_line }) =>
	ask("definition.around", { company, market_segment, product_line });
export const sign = (definition, side, seen) => call("definition.sign", { definition, side, seen }, { freeze: true });
export const unsign = (definition, side) => call("definition.unsign", { definition, side }, { freeze: true });
export const ask_to_sign = (definition) => call("definition.ask_to_sign", { definition }, { freeze: true });
export const new_version = (definition) => call("definition.new_version", { definition }, { freeze: true });

export const versions_for = (definition) => ask("definition_comparison.versions", { definition });
export const changes_of = (definition, before) => ask("definition_comparison.changes", { definition, before });
export const moves_of = (definition, before) => ask("definition_comparison.moves", { definition, before });
export const count_moves = (definition, before) => call("definition_comparison.begin", { definition, before });
export const stop_moves = (definition, before) => call("definition_comparison.stop", { definition, before });

/** For the one condition dialog: the vocabulary of a company's definitions, and the check against it. */
export const source_for = (company) => ({
	published: () => call("definition.dialog", { company }, { type: "GET" }),
	check: (condition) => call("definition.check_condition", { condition, company }),
});
