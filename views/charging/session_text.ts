import { count } from "../../domain/plural.ts";
import type { CostSource } from "../../domain/charging/session.ts";
import type { RANGES } from "../../domain/charging/session_filter.ts";

/** Returns an amount with its currency, if it has one: `1,712.34 EUR`. */
export function money(amount: number, currency: string | null, digits = 2): string {
  const [whole, rest] = Math.abs(amount).toFixed(digits).split(".");
  const isNegative = amount < 0 && Number(amount.toFixed(digits)) !== 0;
  const text = `${isNegative ? "−" : ""}${count(Number(whole))}${rest ? `.${rest}` : ""}`;
  return currency ? `${text}\u00a0${currency}` : text;
}

/** Returns a rate per kWh with two to four digits: `0.36`, `0.4375`. */
export function rate(perKwh: number): string {
  return perKwh.toFixed(4).replace(/(\.\d\d\d*?)0+$/, "$1");
}

/** Returns an energy with one digit after the point: `1,710.2 kWh`. */
export function kwh(energy: number): string {
  const [whole, digits] = energy.toFixed(1).split(".");
  return `${count(Number(whole))}.${digits}\u00a0kWh`;
}

/** Returns a duration as `12 min` or `1 h 05 min`. */
export function duration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

const COST_WORDS: Record<CostSource, string> = {
  free_session: "free",
  manual: "typed in",
  imported: "as sent",
  calculated: "counted by rate",
  free_network: "free network",
  location_rate: "estimate, rate of the location",
  network_rate: "estimate, rate of the network",
  member_rate: "estimate, member rate",
};

/** Returns in words where a shown cost comes from. */
export const costWords = (source: CostSource): string => COST_WORDS[source];

/** Returns whether a shown cost is what rates give, as nobody said what was paid. */
export const isEstimate = (source: CostSource | null): boolean =>
  source !== null && source.endsWith("_rate");

/** Returns a type of location with a capital letter: `Home`. */
export function locationTypeText(type: string): string {
  return type.charAt(0).toUpperCase() + type.slice(1);
}

/** Returns a share as `11.6 %`. */
export const percent = (share: number) => `${(share * 100).toFixed(1)}\u00a0%`;

/** What pages call the ranges of time of a filter. */
export const RANGE_TEXTS: Record<typeof RANGES[number], string> = {
  "7d": "7 days",
  "30d": "30 days",
  "90d": "90 days",
  ytd: "This year",
  "1y": "1 year",
  all: "All",
};
