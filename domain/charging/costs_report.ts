import {
  type ComparedSums,
  compareWithPetrol,
  compareWithRate,
  type Comparison,
  type CostGroup,
  type CostRow,
  type CostSums,
  type Days,
  feesOf,
  type ReferenceComparison,
  type SubscriptionCosts,
} from "./costs.ts";
import type { ChargingSettings } from "./settings.ts";

/** What sessions cost, and what they would have cost. */
export interface CostsReport {
  by: CostGroup;
  totals: CostSums[];
  rows: CostRow[];
  /** The currency of what follows: sessions in others are in none of it. */
  currency: string | null;
  /** Null without a rate to compare with. `network_name`: whose rate it is, where nobody chose one. */
  reference: (ReferenceComparison & { network_name: string | null }) | null;
  /** Null where no session says how much range it added. */
  petrol: (Comparison & { sessions: number; miles: number }) | null;
  subscriptions: (SubscriptionCosts & ReturnType<typeof feesOf>)[];
}

interface Read {
  by: CostGroup;
  totals: CostSums[];
  rows: CostRow[];
  compared: ComparedSums[];
  subscriptions: SubscriptionCosts[];
}

/**
 * Makes the report of what was read. What is compared with rates and prices, which are in the
 * currency of the settings, are the sessions in that currency; without one, those of the currency
 * that most sessions have.
 */
export function costsReport(
  read: Read,
  settings: ChargingSettings,
  reference: { rate: number; network_name: string | null } | undefined,
  days: Days,
): CostsReport {
  const { by, totals, rows } = read;
  const currency = settings.currency ?? mostUsed(totals);
  const sums = read.compared.find((one) => one.currency === currency);
  return {
    by,
    totals,
    rows,
    currency,
    reference: sums && reference && sums.energy_kwh > 0
      ? { ...compareWithRate(sums, reference.rate), network_name: reference.network_name }
      : null,
    petrol: sums && sums.miles_sessions > 0
      ? {
        ...compareWithPetrol(sums, settings),
        sessions: sums.miles_sessions,
        miles: sums.miles,
      }
      : null,
    subscriptions: read.subscriptions.map((one) => ({ ...one, ...feesOf(one, days) })),
  };
}

function mostUsed(totals: CostSums[]): string | null {
  const [first] = totals.toSorted((a, b) => b.sessions - a.sessions);
  return first?.currency ?? null;
}
