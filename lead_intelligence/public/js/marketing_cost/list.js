// What marketing costs.

export const cost_list = {
	add_fields: ["currency", "conversion_rate", "amount"],
	hide_name_column: true,
	get_indicator({ conversion_rate, amount }) {
		if (!conversion_rate) return [__("No Exchange Rate"), "red", "conversion_rate,=,0"];
		return amount < 0 ? [__("Credit"), "blue", "amount,<,0"] : [__("Cost"), "green", "amount,>=,0"];
	},
};
