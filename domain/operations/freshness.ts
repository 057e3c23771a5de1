import type { NamedSite } from "../sites/site.ts";
import type { Status } from "./status.ts";

/** How fresh forecasts and measurements of active sites are. */
export interface Freshness {
  /** Active sites. */
  sites: number;
  /** Issue time of the newest run; null: none of the sites has one. */
  newest_utc: string | null;
  /** Sites that have a run, and those of them whose next one is not late. */
  with_forecast: number;
  fresh: number;
  /** Sites that have sent measurements of the last 24 hours. */
  measured: number;
}

/** Jobs that need attention. */
export interface JobsState {
  /** Jobs that failed in the last 24 hours. */
  failed: number;
  /** Jobs that have been open for more than an hour. */
  delayed: number;
}

/** How fresh the values of one site are. */
export interface SiteFreshness extends NamedSite {
  region: string | null;
  newest_utc: string | null;
  is_late: boolean;
  measured_until_utc: string | null;
  is_measured: boolean;
}

/** Which sites a list of freshness shows. */
export const FRESHNESS_LISTS = ["all", "late", "unmeasured"] as const;
export type FreshnessList = typeof FRESHNESS_LISTS[number];

/**
 * Returns the warning that pages show when the forecasts of more than half of the sites are late;
 * undefined: they are not. A few late ones concern their groups alone.
 */
export function lateBanner({ newest_utc, with_forecast, fresh }: Freshness): Status | undefined {
  if (2 * fresh >= with_forecast) return undefined;
  const message = "Forecasts are late: the next ones should have been made.";
  return { status: "warning", message, created_utc: newest_utc };
}

/** Returns the state of jobs in a few words. */
export function jobsText({ failed, delayed }: JobsState): string {
  const parts = [
    failed > 0 && `${failed} failed in the last 24 hours`,
    delayed > 0 && `${delayed} open for more than an hour`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "fine";
}
