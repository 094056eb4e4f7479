// What a condition can say on this site: the fields of a lead, and the operators that fit each kind of field.

export class Vocabulary {
	/** `source` asks the server for it. Null if that did not answer. */
	static async load(source) {
		const published = await source.published();
		return published ? new Vocabulary(published) : null;
	}

	constructor({ fields, operators }) {
		this.fields = fields;
		this.by_name = new Map(fields.map((field) => [field.name, field]));
		this.operators = operators;
		const every = Object.values(operators).flat();
		this.by_key = new Map(every.map((operator) => [operator.operator, operator]));
	}

	/** The field, or null if the site has none of that name any more. */
	field(name) {
		return this.by_name.get(name) || null;
	}

	/** The operators that fit the field of a comparison, then its present one if that does not. */
	operators_for({ field, operator }) {
		const known = this.field(field);
		const fitting = known ? this.operators[known.kind] : [];
		if (!operator || fitting.some((one) => one.operator === operator)) return fitting;
		return [...fitting, this.by_key.get(operator) || { operator, label: operator, takes: "unknown" }];
	}

	/** What is entered beside an operator: nothing, one, part, many, range, phrases, days, or unknown. */
	takes(operator) {
		const known = this.by_key.get(operator);
		return known ? known.takes : "unknown";
	}
}
