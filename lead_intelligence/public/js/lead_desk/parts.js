// What the page is given: what can be done with a lead, and how it hears of changes.

export { actions_for } from "./actions";
export { Live } from "./live";
