import { counted } from "../../plural.ts";
import { momentText } from "../../time/moment_text.ts";
import { instantOf } from "../../time/utc_text.ts";
import { hintText } from "../hints/hint_text.ts";
import type { Attention, DismissalReason } from "./kinds.ts";

/** Returns what is wrong as one or two sentences, with times in the site's zone. */
export function attentionText(attention: Attention, zone: string): string {
  const { kind, numbers } = attention;
  const since = sinceText(attention, zone);
  if (kind === "no_production") {
    return `Nothing produced since ${since}: ${counted(numbers.hours, "hour")} that should have ` +
      `given up to ${energy(numbers.expected_kwh)}.`;
  }
  if (kind === "below_p10") {
    return `Less than the low end (P10) of the forecast since ${since}: ` +
      `${energy(numbers.measured_kwh)} in ${counted(numbers.hours, "hour")}, at least ` +
      `${energy(numbers.p10_kwh)} forecast.`;
  }
  if (kind === "silent") {
    return `No measurements since ${since}; they usually come every ` +
      `${interval(numbers.usual_minutes)}.`;
  }
  if (kind === "forecast_late") {
    const usual = numbers.usual_minutes;
    return `No new forecast since ${since}` +
      (usual === null ? "." : `; one usually comes every ${interval(usual)}.`);
  }
  if (kind === "above_capacity") {
    const { days, highest_kw, capacity_kw } = numbers;
    return `More power than the capacity of ${rounded(capacity_kw)} kW on ` +
      `${counted(days, "day")} of the last 60: up to ${rounded(highest_kw)} kW.`;
  }
  if (kind === "logger_alarm") {
    return `${counted(numbers.alarms, "open alarm")} since ${since}. ` +
      `${numbers.logger}: ${numbers.description}`;
  }
  if (kind === "logger_silent") {
    return numbers.loggers === 1
      ? `Nothing came from ${numbers.logger} since ${since}.`
      : `Nothing came from ${numbers.loggers} loggers, from ${numbers.logger} since ${since}.`;
  }
  return numbers.hints.map((hint) => hintText(hint).found).join(" ");
}

/** Returns when it began in the site's zone: `22 Nov 2026, 08:15`. */
export function sinceText({ since_utc }: Pick<Attention, "since_utc">, zone: string): string {
  const since = instantOf(since_utc);
  return since ? momentText(since, zone) : since_utc;
}

/** Returns a reason of a dismissal in words. */
export function reasonText(reason: DismissalReason): string {
  return REASONS[reason];
}

const REASONS: Record<DismissalReason, string> = {
  battery: "Hybrid with a battery",
  tracker: "The modules follow the sun",
  outage: "A known outage",
  other: "Another reason",
};

const rounded = (value: number) => Number(value.toPrecision(3));

const energy = (kwh: number) =>
  kwh >= 10_000 ? `${rounded(kwh / 1000)} MWh` : `${rounded(kwh)} kWh`;

function interval(minutes: number): string {
  if (minutes < 90) return counted(Math.round(minutes), "minute");
  if (minutes < 48 * 60) return counted(Math.round(minutes / 60), "hour");
  return counted(Math.round(minutes / 1440), "day");
}
