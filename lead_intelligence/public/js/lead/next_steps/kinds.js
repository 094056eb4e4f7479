// The kinds of steps, as people call them.

const KINDS = {
	Call: () => __("Call"),
	"E-Mail": () => __("E-Mail"),
	Meeting: () => __("Meeting"),
	Message: () => __("Message"),
	Other: () => __("Other"),
};

export const PICTURES = { Call: "call", "E-Mail": "mail", Meeting: "calendar", Message: "message-1", Other: "small-message" };

export function kind_name(kind) {
	return KINDS[kind] ? KINDS[kind]() : kind;
}

export function kind_choices() {
	return Object.keys(KINDS).map((value) => ({ value, label: kind_name(value) }));
}
