import { counted } from "../plural.ts";
import type { AlarmRule } from "./rule.ts";
import type { RuleEvent } from "./rules.ts";

type Worded =
  & Pick<AlarmRule, "kind" | "variable" | "threshold" | "hysteresis" | "for_seconds">
  & { unit?: string | null };

/** Returns what a rule watches for: `pv power above 5000 W for 60 seconds`. */
export function ruleText(rule: Worded): string {
  const of = rule.variable ?? "The whole logger";
  if (rule.kind === "silent") return `${of} silent for ${duration(rule.for_seconds)}`;
  const lasting = rule.for_seconds === 0 ? "" : ` for ${duration(rule.for_seconds)}`;
  if (rule.kind === "rate") {
    return `${of} changing by more than ${amount(rule, rule.threshold)} a minute${lasting}`;
  }
  return `${of} ${rule.kind} ${amount(rule, rule.threshold)}${lasting}`;
}

/** Returns the description of an alarm that a rule raises: what it watches for, and what it saw. */
export function alarmText(rule: Worded & { name: string }, { value }: RuleEvent): string {
  const name = rule.name === "" ? "" : `${rule.name}: `;
  const per = rule.kind === "rate" ? " a minute" : "";
  return name + ruleText(rule) + (value === null ? "" : ` (${amount(rule, value)}${per})`) + ".";
}

const amount = ({ unit }: Worded, value: number) =>
  `${Number(value.toPrecision(6))}${unit ? ` ${unit}` : ""}`;

/** Returns `90 seconds`, `5 minutes`, `2 hours`, `3 days`: in the largest unit that is whole. */
export function duration(seconds: number): string {
  for (const [length, word] of UNITS) {
    if (seconds >= length && seconds % length === 0) return counted(seconds / length, word);
  }
  return counted(seconds, "second");
}

const UNITS = [[86_400, "day"], [3600, "hour"], [60, "minute"]] as const;
