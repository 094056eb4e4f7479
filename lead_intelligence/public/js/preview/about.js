// What a preview looked at, in words.

import { day } from "./figures";

/** On what a preview judged, in a line. */
export function settings_text(preview) {
	const judged = preview.newer_than
		? __("judged on leads since {0}", [day(preview.newer_than)])
		: __("judged on all leads");
	return [judged, __("lost after {0} days", [preview.lost_after_days])].join(" · ");
}

export function compared_text(preview) {
	return preview.compared_with ? __("compared with {0}", [preview.compared_with]) : __("compared with no model");
}
