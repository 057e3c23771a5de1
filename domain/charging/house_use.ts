import { gaps, type PowerPeriod, type Span, within } from "../generation/energy.ts";
import { HOUR } from "../time/time.ts";
import { type Charge, powerOf } from "./sun.ts";

/** The mean power in kW that a site consumed over a period, as loggers measured it. */
export interface Consumption extends PowerPeriod {
  /** Whether what the charger took is part of it. */
  includesCharger: boolean;
  /** Mean power of the charger over the same period, in kW; null where it is not measured. */
  chargerKw: number | null;
}

/**
 * Returns what a house itself used, without charging, in the periods of its consumption, not below
 * 0. Where the consumption includes the charger and the charger is not measured, the power of the
 * charging sessions counts, as a mean over the period.
 */
export function houseUse(
  consumption: readonly Consumption[],
  charges: readonly Charge[],
): PowerPeriod[] {
  const charged = chargedIn(consumption, charges);
  return consumption.map(({ startMs, endMs, powerKw, includesCharger, chargerKw }, at) => {
    const chargingKw = chargerKw ?? charged[at]! * HOUR / (endMs - startMs);
    return {
      startMs,
      endMs,
      powerKw: Math.max(0, includesCharger ? powerKw - chargingKw : powerKw),
    };
  });
}

/** Returns the energy in kWh of charges in each of some periods, which are in order. */
function chargedIn(periods: readonly Span[], charges: readonly Charge[]): number[] {
  const energies = periods.map(() => 0);
  let next = 0;
  for (const charge of charges.toSorted((a, b) => a.startMs - b.startMs)) {
    while (next < periods.length && periods[next]!.endMs <= charge.startMs) next++;
    for (let at = next; at < periods.length && periods[at]!.startMs < charge.endMs; at++) {
      const [part] = within([charge], periods[at]!);
      energies[at]! += powerOf(charge) * (part!.endMs - part!.startMs) / HOUR;
    }
  }
  return energies;
}

/**
 * Returns what is left of generation after the use of a house, not below 0. Where that is not known,
 * it is all of the generation. Both are in order and do not overlap; so is the result.
 */
export function leftOf(
  generation: readonly PowerPeriod[],
  use: readonly PowerPeriod[],
): PowerPeriod[] {
  let next = 0;
  return generation.flatMap((period) => {
    while (next < use.length && use[next]!.endMs <= period.startMs) next++;
    let end = next;
    while (end < use.length && use[end]!.startMs < period.endMs) end++;
    const touching = use.slice(next, end);
    const left = within(touching, period).map((part) => ({
      ...part,
      powerKw: Math.max(0, period.powerKw - part.powerKw),
    }));
    const rest = gaps(touching, period).map((part) => ({ ...period, ...part }));
    return [...left, ...rest].toSorted((a, b) => a.startMs - b.startMs);
  });
}
