// Rows of a table that the server says in a sentence, a moment after their last change.

const PAUSE = 400;

export class SaidRows {
	/** `doctype`: that of the rows. `field`: where the sentence goes. `say(row)`: { sentence, problems }, or nothing after a failure. */
	constructor({ doctype, field, say }) {
		Object.assign(this, { doctype, field, say, timers: {}, asked: {} });
	}

	/** `then` is called when it was said. */
	soon(name, then) {
		clearTimeout(this.timers[name]);
		this.timers[name] = setTimeout(() => this.now(name).then(then), PAUSE);
	}

	async now(name) {
		const row = this.row(name);
		if (!row || row.docstatus) return;
		const asked = (this.asked[name] = (this.asked[name] || 0) + 1);
		const answer = await this.say(row);
		// Something newer may have been asked since, and then its answer is the one to show.
		if (!answer || asked !== this.asked[name] || !this.row(name)) return;
		const sentence = answer.problems.length ? answer.problems.join(" ") : answer.sentence;
		if (sentence !== row[this.field]) frappe.model.set_value(this.doctype, name, this.field, sentence);
	}

	row(name) {
		return locals[this.doctype] && locals[this.doctype][name];
	}
}
