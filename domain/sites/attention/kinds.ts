import type { Hint } from "../hints/hint.ts";

/** The figures that show each kind of attention. */
export interface AttentionNumbers {
  /** Daylight (wind: all) hours without power, and the energy of the clear sky or the forecast. */
  no_production: { hours: number; expected_kwh: number };
  /** Hours below P10, one after the other, with the energy measured and that of P10. */
  below_p10: { hours: number; measured_kwh: number; p10_kwh: number };
  /** Usual time between two messages of the site. */
  silent: { usual_minutes: number };
  /** Usual time between two runs; null with a single run. */
  forecast_late: { usual_minutes: number | null };
  /** Open alarms of the site's loggers, and what the most severe one says. */
  logger_alarm: { alarms: number; logger: string; description: string };
  /** Loggers that sent once and do not now, and which of them is silent for longest. */
  logger_silent: { loggers: number; logger: string };
  facts: { hints: Hint[] };
  above_capacity: { days: number; highest_kw: number; capacity_kw: number };
}

export type AttentionKind = keyof AttentionNumbers;

/** Every kind, the most urgent first. */
export const ATTENTION_KINDS = [
  "no_production",
  "logger_alarm",
  "silent",
  "logger_silent",
  "below_p10",
  "forecast_late",
  "above_capacity",
  "facts",
] as const satisfies AttentionKind[];

/** Kinds that loggers show: service/loggers/ looks for these, service/sites/ for the others. */
export const LOGGER_KINDS = ["logger_alarm", "logger_silent"] as const satisfies AttentionKind[];

/** What is wrong with a site, since when (RFC 3339), and the figures that show it. */
export type Attention = {
  [K in AttentionKind]: { kind: K; since_utc: string; numbers: AttentionNumbers[K] };
}[AttentionKind];

/** What is wrong with a site and has not ended, as stored. */
export type OpenAttention = Attention & { attention_uuid: string; site_uuid: string };

/** Why a group does not want to see something any more. */
export type DismissalReason = "battery" | "tracker" | "outage" | "other";

/** Why and when a group did not want to see something any more. */
export interface DismissedBy {
  reason: DismissalReason;
  /** The reason in words. */
  text: string | null;
  dismissed_utc: string;
  /** E-mail address of a user of the group. */
  dismissed_by: string | null;
}

/** What is open, with the dismissal of the reader's group; null without one. */
export type ListedAttention = OpenAttention & { dismissed: DismissedBy | null };

/** Of how many sites something of a kind is open. */
export interface AttentionCount {
  kind: AttentionKind;
  sites: number;
}

/** Returns what pages call a kind, in a few words. */
export function attentionLabel(kind: AttentionKind): string {
  return LABELS[kind];
}

const LABELS: Record<AttentionKind, string> = {
  no_production: "No production",
  silent: "Silent",
  logger_alarm: "Alarm of a logger",
  logger_silent: "Logger silent",
  below_p10: "Below its range",
  forecast_late: "Forecast late",
  above_capacity: "Above capacity",
  facts: "Facts contradicted",
};
