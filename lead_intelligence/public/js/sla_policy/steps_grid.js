// The table of escalation steps: the sentence of each follows what is entered.

import { SaidRows } from "../said_rows";
import { say_step } from "./store";

export const spoken_fields = ["purpose", "offset_value", "offset_unit", "direction", "action", "role", "user", "webhook", "by_email"];

const sentences = new SaidRows({ doctype: "Lead SLA Escalation", field: "step_text", say: say_step });

export const say_soon = (name, then) => sentences.soon(name, then);
