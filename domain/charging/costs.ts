import { z } from "zod";
import type { ChargingSettings } from "./settings.ts";
import { KM_A_MILE } from "./units.ts";

/** What costs are listed by. */
export const COST_GROUPS = ["network", "location", "site", "vehicle", "month"] as const;
export type CostGroup = typeof COST_GROUPS[number];

const rateError = "Enter the rate as a number from 0 to 1000.";

export const costsQuery = z.object({
  by: z.enum(COST_GROUPS, { error: `Write one of: ${COST_GROUPS.join(", ")}.` })
    .default("network"),
  /** A rate per kWh to compare with. */
  reference_rate: z.number({ error: rateError }).min(0, { error: rateError })
    .max(1000, { error: rateError }).optional(),
});
export type CostsQuery = z.output<typeof costsQuery>;

/** Costs of sessions in one currency; null: it is not known. Energies are of sessions with a cost. */
export interface CostSums {
  currency: string | null;
  /** Sessions whose cost is known. */
  sessions: number;
  energy_kwh: number;
  cost: number;
  /** What was paid, and sessions that were free. */
  actual_sessions: number;
  actual_cost: number;
  /** What rates give for the others. */
  estimated_sessions: number;
  estimated_cost: number;
  free_sessions: number;
  free_energy_kwh: number;
  /** Sessions of which no cost is known; they are in no other figure. */
  unknown_sessions: number;
}

/** The costs of one network, location, site, vehicle or month; a null key: of sessions without. */
export interface CostRow extends CostSums {
  key: string | null;
  name: string | null;
  color: string | null;
}

/** Sums of sessions whose energy, or whose range added, is more than 0 and whose cost is known. */
export interface ComparedSums {
  currency: string | null;
  energy_kwh: number;
  cost: number;
  paid_energy_kwh: number;
  paid_cost: number;
  miles_sessions: number;
  miles: number;
  miles_cost: number;
}

/** What sessions cost, and what they would have cost. */
export interface Comparison {
  cost: number;
  other_cost: number;
  saved: number;
  /** Of the other cost; null where that is 0. */
  saved_share: number | null;
}

/** Compares costs with a rate: of all sessions, and of those that were not free. */
export interface ReferenceComparison {
  rate: number;
  with_free: Comparison & { energy_kwh: number };
  without_free: Comparison & { energy_kwh: number };
}

export function compareWithRate(sums: ComparedSums, rate: number): ReferenceComparison {
  const { energy_kwh, cost, paid_energy_kwh, paid_cost } = sums;
  return {
    rate,
    with_free: { energy_kwh, ...compared(cost, energy_kwh * rate) },
    without_free: { energy_kwh: paid_energy_kwh, ...compared(paid_cost, paid_energy_kwh * rate) },
  };
}

/** Compares the costs of sessions that say how much range they added with petrol for as far. */
export function compareWithPetrol(
  { miles, miles_cost }: ComparedSums,
  { petrol_price, petrol_consumption, petrol_unit }: ChargingSettings,
): Comparison {
  const amount = petrol_unit === "gallon"
    ? miles / petrol_consumption
    : miles * KM_A_MILE * petrol_consumption / 100;
  return compared(miles_cost, amount * petrol_price);
}

function compared(cost: number, otherCost: number): Comparison {
  const saved = otherCost - cost;
  return {
    cost: rounded(cost),
    other_cost: rounded(otherCost),
    saved: rounded(saved),
    saved_share: otherCost === 0 ? null : rounded(saved / otherCost, 1e8),
  };
}

const rounded = (value: number, places = 1e6) => Math.round(value * places) / places;

/** A subscription of a network, what its rate saved sessions, and what it cost. */
export interface SubscriptionCosts {
  network_name: string;
  member_rate: number;
  monthly_fee: number;
  start_date: string;
  end_date: string | null;
  sessions: number;
  saved: number;
}

/** Local days, both included. */
export interface Days {
  first: Temporal.PlainDate | null;
  last: Temporal.PlainDate;
}

/** Returns how many calendar months of the days a subscription touches: each costs its whole fee. */
export function monthsTouched(
  { start_date, end_date }: Pick<SubscriptionCosts, "start_date" | "end_date">,
  { first, last }: Days,
): number {
  const start = Temporal.PlainDate.from(start_date);
  const end = end_date === null ? last : Temporal.PlainDate.from(end_date);
  const from = first && Temporal.PlainDate.compare(first, start) > 0 ? first : start;
  const until = Temporal.PlainDate.compare(end, last) < 0 ? end : last;
  if (Temporal.PlainDate.compare(from, until) > 0) return 0;
  return (until.year - from.year) * 12 + until.month - from.month + 1;
}

/** Returns what a subscription cost in the days, and what it saved beyond that. */
export function feesOf(subscription: SubscriptionCosts, days: Days) {
  const months = monthsTouched(subscription, days);
  const fees = rounded(months * subscription.monthly_fee);
  return { months, fees, net: rounded(subscription.saved - fees) };
}
