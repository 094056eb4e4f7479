// The desk as the server knows it.

import { ask } from "../server";
import { outbox } from "./outbox";

export const queue_of = (about) => ask("lead_desk.queue", about);
export const why_of = (about) => ask("lead_desk.why", about);
export const order_in_words = () => ask("lead_desk.order");
export const resting_of = (about) => ask("lead_desk.resting", about);
export const reps_to_look_at = () => ask("lead_desk.reps");
/** After the snooze itself, where that is not sent yet. */
export const wake = (lead, name) => outbox.send({ method: "next_step.wake", args: { lead }, lead, name, what: __("Wake") });
