// A file of costs: chosen, its columns named, checked without writing anything, and imported as a whole.

import { h } from "../elements";
import { one_at_a_time } from "../one_at_a_time";
import { ask, post } from "../server";
import { columns_table } from "./import_columns";
import { found_in } from "./import_found";

const OFFERED = "lead_intelligence.api.marketing_cost.offered";
const FILES = { restrictions: { allowed_file_types: [".csv", ".txt", ".tsv", "text/csv", "text/plain"] } };
const DATES = ["Year-Month-Day", "Day-Month-Year", "Month-Day-Year"];
const AMOUNTS = ["1,234.56", "1.234,56"];

export class ImportDialog {
	/** `done`: called when costs were added. */
	constructor(done) {
		this.done = done;
		this.columns = [];
		this.below = h("div", { class: "li-cost-columns" });
		this.found = h("div", { class: "li-cost-found", "aria-live": "polite" });
	}

	show() {
		const changed = () => this.reset();
		this.dialog = new frappe.ui.Dialog({
			title: __("Import Costs"),
			size: "large",
			fields: [
				{ fieldname: "about", fieldtype: "HTML" },
				{ fieldtype: "Section Break" },
				{ fieldname: "file", fieldtype: "Attach", label: __("File"), options: FILES, onchange: () => this.read() },
				{ fieldtype: "Column Break" },
				{ fieldname: "company", fieldtype: "Link", options: "Company", label: __("Company"), reqd: 1, default: frappe.defaults.get_user_default("Company"), onchange: changed },
				{ fieldtype: "Section Break" },
				{ fieldname: "columns", fieldtype: "HTML" },
				{ fieldtype: "Section Break" },
				{ fieldname: "date_order", fieldtype: "Select", label: __("Dates Are Written"), options: DATES.map((value) => ({ value, label: __(value) })), default: DATES[0], onchange: changed },
				{ fieldtype: "Column Break" },
				{ fieldname: "decimal_sign", fieldtype: "Select", label: __("Amounts Are Written"), options: AMOUNTS, default: AMOUNTS[0], onchange: changed },
				{ fieldtype: "Column Break" },
				{ fieldname: "source", fieldtype: "Autocomplete", label: __("Source of Lines without One"), ignore_validation: 1, get_query: () => ({ query: OFFERED, params: { name: "source" } }), onchange: changed },
				{ fieldtype: "Section Break" },
				{ fieldname: "found", fieldtype: "HTML" },
			],
			primary_action_label: __("Check"),
			primary_action: one_at_a_time(() => (this.checked ? this.add() : this.check())),
			secondary_action_label: __("Close"),
			secondary_action: () => this.dialog.hide(),
		});
		const { about, columns, found } = this.dialog.fields_dict;
		about.$wrapper.append(h("p", { class: "li-quiet" }, __("A CSV file with one line for each cost. Its first line names the columns. A check writes nothing, and what is there already is not added twice.")));
		columns.$wrapper.append(this.below);
		found.$wrapper.append(this.found);
		this.dialog.$wrapper.addClass("li-cost-import").on("hidden.bs.modal", (event) => {
			if (event.target === this.dialog.$wrapper[0]) this.dialog.$wrapper.remove();
		});
		this.dialog.show();
		this.offer_what_follows(false);
	}

	/** The columns of the file, with what they probably mean. */
	async read() {
		const file = this.dialog.get_value("file");
		if (file === this.file) return;
		this.file = file;
		this.columns = [];
		this.reset();
		if (!file) return this.offer_what_follows(false);
		let read;
		try {
			read = await ask("marketing_cost_file.read", { file });
		} catch (refusal) {
			if (file === this.file) this.refuse(refusal.message);
			return;
		}
		if (file !== this.file) return;
		this.columns = read.columns;
		this.below.replaceChildren(columns_table(this.columns, () => this.reset()));
		await this.dialog.set_values({ date_order: read.date_order, decimal_sign: read.decimal_sign });
		this.reset();
		this.offer_what_follows(true);
	}

	/** What was checked is not what stands there any more. */
	reset() {
		this.checked = null;
		this.found.replaceChildren();
		if (!this.columns.length) this.below.replaceChildren();
		this.dialog.get_primary_btn().text(__("Check"));
	}

	offer_what_follows(is_read) {
		for (const name of ["date_order", "decimal_sign", "source"]) this.dialog.set_df_property(name, "hidden", is_read ? 0 : 1);
		this.dialog.get_primary_btn().prop("disabled", !is_read);
	}

	said() {
		const { company, date_order, decimal_sign, source } = this.dialog.get_values(true) || {};
		const columns = this.columns.map(({ column, meaning }) => ({ column, meaning }));
		return { file: this.file, company, columns, date_order, decimal_sign, source };
	}

	async check() {
		this.found.replaceChildren(h("p", { class: "li-quiet", role: "status" }, __("Checking…")));
		const asked = this.said();
		const found = await this.post("check", asked);
		if (!found || JSON.stringify(asked) !== JSON.stringify(this.said())) return;
		this.tell(found_in(found));
		this.checked = found.new && !found.refused ? found : null;
		if (this.checked) this.dialog.get_primary_btn().text(found.new === 1 ? __("Import 1 Cost") : __("Import {0} Costs", [format_number(found.new, null, 0)]));
	}

	async add() {
		const added = await this.post("add", this.said());
		if (!added) return;
		this.dialog.hide();
		const link = frappe.utils.get_form_link("Marketing Cost Import", added.name, true, __("Look at the import"));
		frappe.show_alert({ message: `${__("Costs added: {0}", [format_number(added.added, null, 0)])} ${link}`, indicator: "green" }, 10);
		this.done();
	}

	async post(what, said) {
		this.dialog.disable_primary_action();
		try {
			return await post(`marketing_cost_file.${what}`, said);
		} catch (refusal) {
			this.reset();
			this.refuse(refusal.message);
		} finally {
			this.dialog.enable_primary_action();
		}
	}

	refuse(message) {
		this.tell(h("p", { class: "li-history-error", role: "alert" }, message));
	}

	/** Below the columns, which may fill the dialog. */
	tell(content) {
		this.found.replaceChildren(content);
		content.scrollIntoView({ block: "start" });
	}
}
