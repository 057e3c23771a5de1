import { z } from "zod";
import { calendarDay } from "../time/day_range.ts";
import { MOST_INTEGER } from "./fields.ts";

export const RANGES = ["7d", "30d", "90d", "ytd", "1y", "all"] as const;
export const SORTS = [
  "date",
  "energy",
  "cost",
  "location",
  "network",
  "type",
  "duration",
] as const;
export const PAGE_SIZES = [25, 50, 100] as const;
export const MOST_ON_A_PAGE = 100;
/** Values of one filter, but sites, of which there can be ten times as many. */
export const MOST_VALUES = 100;

/**
 * Which sessions: of a range up to now or of local days (both included; they count before the range),
 * of any of the given types, networks, places, sites and vehicles. An empty list means all of them.
 */
export const sessionFilter = z.object({
  range: z.enum(RANGES).default("all"),
  from: calendarDay.optional(),
  to: calendarDay.optional(),
  type: z.array(z.string().max(20)).max(MOST_VALUES).default([]),
  network: z.array(z.int().min(1).max(MOST_INTEGER)).max(MOST_VALUES).default([]),
  location_type: z.array(z.string().max(20)).max(MOST_VALUES).default([]),
  site: z.array(z.guid({ error: "Not a valid UUID." })).max(10 * MOST_VALUES).default([]),
  vehicle: z.array(z.string().max(255)).max(MOST_VALUES).default([]),
  /** Only sessions whose cost is, or is not, known. */
  cost: z.enum(["known", "unknown"]).optional(),
}).refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
  path: ["to"],
  error: "The last day must not be before the first.",
});
export type SessionFilter = z.output<typeof sessionFilter>;

/** The order of a list. Sessions without the value come last, whichever the direction. */
export const sessionOrder = z.object({
  sort: z.enum(SORTS).default("date"),
  direction: z.enum(["asc", "desc"]).default("desc"),
});
export type SessionOrder = z.output<typeof sessionOrder>;

/** Counts and sums of all sessions of a filter. Costs of several currencies are never added up. */
export interface SessionTotals {
  sessions: number;
  energy_kwh: number;
  /** By currency (null: none is named), of the sessions whose cost is known. */
  costs: { currency: string | null; cost: number }[];
  /** Sessions whose cost is not known. */
  unknown_costs: number;
  /** Sun of the sessions whose sun is measured, and how many those are. */
  sun_kwh: number;
  sun_sessions: number;
}

/** What can be chosen in a filter: what sessions have, with its name where it has one. */
export interface FilterOption {
  facet: "type" | "network" | "location_type" | "site" | "vehicle";
  value: string;
  name: string | null;
}
