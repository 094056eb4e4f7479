import { indicator } from "../versions/version";

export const routing_policy_list = {
	// The title and the company say more than a name, and leave room for the priority.
	hide_name_column: true,
	add_fields: ["status", "version", "valid_from", "priority"],
	get_indicator: indicator,
};
