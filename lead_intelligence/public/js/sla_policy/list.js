import { indicator } from "./versions";

export const policy_list = {
	add_fields: ["status", "version", "valid_from", "priority"],
	get_indicator: indicator,
};
