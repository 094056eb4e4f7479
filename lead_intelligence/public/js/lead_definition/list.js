import { indicator } from "./versions";

export const definition_list = {
	add_fields: ["status", "version", "valid_from", "applies_from"],
	get_indicator: indicator,
};
