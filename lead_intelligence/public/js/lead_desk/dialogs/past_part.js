// When something was done, where that was not just now.

import { h } from "../../elements";
import { TypedMoment } from "./typed_moment";
import { now_of_user, typed } from "./zones";

let made = 0;

export class PastPart extends TypedMoment {
	constructor() {
		const id = `li-desk-past-${++made}`;
		super(h("input", { id, type: "datetime-local", class: "form-control", max: typed(now_of_user()) }));
		this.element = h("div", { class: "li-desk-part" }, h("label", { for: id }, __("When")), this.input, h("div", { class: "li-quiet" }, __("Empty: now.")));
	}

	mistake() {
		const { moment } = this;
		if (super.mistake()) return super.mistake();
		return moment && moment.isAfter(now_of_user()) ? __("This moment has not come yet. Choose an earlier one, or leave it empty.") : null;
	}
}
