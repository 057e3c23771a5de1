import { z } from "zod";
import { isStorable } from "../text.ts";
import { severity } from "./alarm.ts";
import { type Limits, RULE_KINDS, type RuleState } from "./rules.ts";

/** A rule that raises alarms of a logger. */
export interface AlarmRule extends Limits {
  rule_uuid: string;
  logger_uuid: string;
  /** The variable that it watches; null in rules about the silence of the whole logger. */
  variable: string | null;
  name: string;
  severity: number;
  is_active: boolean;
}

/** A rule with what it remembers, as the service judges it. */
export interface JudgedRule extends AlarmRule {
  variable_id: string | null;
  unit: string | null;
  state: RuleState;
}

const MOST = 1e15;
/** 30 days. */
const MOST_SECONDS = 2_592_000;
const MOST_NAME = 100;

const amount = (what: string, least: number) => {
  const error = least === 0
    ? `Enter ${what} as a number of 0 or more, up to 1e15.`
    : `Enter ${what} as a number from −1e15 to 1e15.`;
  return z.number({ error }).min(least, { error }).max(MOST, { error });
};

const secondsError = `Enter whole seconds, from 0 to ${MOST_SECONDS} (30 days).`;

const fields = {
  name: z.string({ error: "Enter the name as text." }).trim()
    .refine(isStorable, { error: "Remove the invalid characters from the name." })
    .max(MOST_NAME, { error: `Shorten the name to at most ${MOST_NAME} characters.` }),
  kind: z.enum(RULE_KINDS, { error: "Choose above, below, rate or silent." }),
  variable: z.string({ error: "Name a variable of this logger." })
    .refine(isStorable, { error: "Name a variable of this logger." }).nullable(),
  threshold: amount("the threshold", -MOST),
  hysteresis: amount("the hysteresis", 0),
  for_seconds: z.int({ error: secondsError }).min(0, { error: secondsError })
    .max(MOST_SECONDS, { error: secondsError }),
  severity,
  is_active: z.boolean({ error: "Say with true or false whether the rule is active." }),
};

/** A rule as a form or a program sends it. */
export const newRule = z.object({
  name: fields.name.default(""),
  kind: fields.kind,
  variable: fields.variable.default(null),
  threshold: fields.threshold.optional(),
  hysteresis: fields.hysteresis.default(0),
  for_seconds: fields.for_seconds.default(0),
  severity: fields.severity.default(1),
  is_active: fields.is_active.default(true),
}).superRefine((rule, { addIssue }) => {
  for (const [field, message] of faultsOf(rule)) {
    addIssue({ code: "custom", path: [field], message });
  }
});
export type NewRule = z.output<typeof newRule>;

/** An edit of a rule: what is absent stays. With the rest it must be a valid rule. */
export const ruleEdit = z.object(fields).partial();

/** Returns a rule without what others decide of it. */
export function ruleOf(rule: AlarmRule): NewRule {
  const { name, kind, variable, threshold, hysteresis, for_seconds, severity, is_active } = rule;
  return { name, kind, variable, threshold, hysteresis, for_seconds, severity, is_active };
}

interface Parts {
  kind: Limits["kind"];
  variable: string | null;
  threshold?: number | undefined;
  for_seconds: number;
}

function faultsOf({ kind, variable, threshold, for_seconds }: Parts): [string, string][] {
  if (kind === "silent") {
    return for_seconds > 0 ? [] : [["for_seconds", "Say after how many seconds it is silent."]];
  }
  const faults: [string, string][] = [];
  if (variable === null) faults.push(["variable", "Choose the variable that the rule watches."]);
  if (threshold === undefined) faults.push(["threshold", "Enter the threshold as a number."]);
  if (kind === "rate" && threshold !== undefined && threshold < 0) {
    faults.push(["threshold", "A rate counts up and down: enter a threshold of 0 or more."]);
  }
  return faults;
}

/** Returns true when a change makes the rule another one, which begins anew. */
export function judgesOtherwise(before: NewRule, after: NewRule): boolean {
  return JUDGING.some((field) => before[field] !== after[field]);
}

const JUDGING = [
  "kind",
  "variable",
  "threshold",
  "hysteresis",
  "for_seconds",
  "is_active",
] as const;
