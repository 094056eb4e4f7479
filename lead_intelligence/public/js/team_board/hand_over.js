// Hands all leads of a rep over who leaves or is away: first what would happen, then it is done in the background.

import { h } from "../elements";
import { count } from "../preview/figures";
import { hand_over, preview_hand_over } from "./store";

export function hand_over_leads_of(rep, done) {}
