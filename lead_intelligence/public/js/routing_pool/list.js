export const routing_pool_list = {
	add_fields: ["disabled", "strategy"],
	get_indicator(doc) {
		return doc.disabled ? [__("Disabled"), "gray", "disabled,=,1"] : [__("In Use"), "green", "disabled,=,0"];
	},
};
