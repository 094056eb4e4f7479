import { clock_events } from "./clock/form";
import { clock_list } from "./clock/list";
import { escalation_events } from "./escalation/form";
import { escalation_list } from "./escalation/list";
import { run_events, run_list } from "./evaluation_run/form";
import { handover_events } from "./handover/form";
import { handover_list } from "./handover/list";
import "./lead/clock/readable";
import "./lead/form";
import "./lead/list";
import { criterion_events, definition_events, stage_events } from "./lead_definition/form";
import { definition_list } from "./lead_definition/list";
import { rep_profile_events } from "./rep_profile/form";
import { rep_profile_list } from "./rep_profile/list";
import { engagement_events, grade_events, group_events, model_events, rule_events } from "./scoring_model/form";
import { list_settings } from "./scoring_model/list";
import { settings_events } from "./settings/form";
import { limit_events, policy_events, step_events, target_events } from "./sla_policy/form";
import { policy_list } from "./sla_policy/list";
import { stagnation_events } from "./stagnation/form";
import { stagnation_list } from "./stagnation/list";
import { calendar_events } from "./time_zones/choices";
import { webhook_delivery_events, webhook_delivery_list } from "./webhook/delivery";
import { webhook_events } from "./webhook/form";

// For the scripts of our own doctypes, which Frappe loads by itself.
frappe.provide("lead_intelligence");
Object.assign(lead_intelligence, { calendar_events, clock_events, clock_list, criterion_events, definition_events, definition_list, engagement_events, escalation_events, escalation_list, grade_events, group_events, handover_events, handover_list, limit_events, model_events, policy_events, policy_list, rep_profile_events, rep_profile_list, rule_events, run_events, run_list, scoring_model_list: list_settings, settings_events, stage_events, stagnation_events, stagnation_list, step_events, target_events, webhook_delivery_events, webhook_delivery_list, webhook_events });
