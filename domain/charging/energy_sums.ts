import type { EfficiencyUnit } from "./settings.ts";

/** How far vehicles come with their energy, over sessions that know both: means of their ratios. */
export interface Efficiency {
  unit: EfficiencyUnit;
  sessions: number;
  mean: number | null;
  best: number | null;
  worst: number | null;
}

/** The efficiency of a session, and the mean of it and up to nine before it. */
export interface RollingEfficiency {
  session_start_utc: string;
  efficiency: number;
  rolling: number;
}

/** What the charger gave and the vehicle did not get, and how much of its power was used. */
export interface ChargerLossSums {
  sessions: number;
  loss_kwh: number;
  /** Means over sessions, 0 to 1. */
  mean_share: number | null;
  utilisation: number | null;
}

/** The sun of sessions at sites. */
export interface SunSums {
  sun_kwh: number;
  /** Energy that was charged while the sites were measured. */
  measured_kwh: number;
  measured_sessions: number;
  /** Sessions at sites of which less than half was measured. */
  unmeasured_sessions: number;
}

/** The energies of a month, by type of charging. A null month: of sessions without a start. */
export interface MonthEnergy extends SunSums {
  month: string | null;
  types: { charge_type: string | null; sessions: number; energy_kwh: number }[];
}

/** What the sessions of a filter charged, without those whose energy is not known. */
export interface EnergySums {
  sessions: number;
  energy_kwh: number;
  types: { charge_type: string | null; sessions: number; energy_kwh: number }[];
  months: MonthEnergy[];
  efficiency: Efficiency;
  loss: ChargerLossSums;
  sun: SunSums;
}

/** Returns the share of the measured energy that was sun, 0 to 1; null where nothing was measured. */
export function shareOfSun({ sun_kwh, measured_kwh }: SunSums): number | null {
  return measured_kwh > 0 ? Math.min(1, sun_kwh / measured_kwh) : null;
}
