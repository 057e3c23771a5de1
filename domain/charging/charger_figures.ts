import type { ChargingSession } from "./session.ts";

type Known = Pick<
  ChargingSession,
  "energy_kwh" | "evse_energy_kwh" | "evse_max_power_kw" | "max_power" | "charger_rated_kw"
>;

/** What was lost between the charger and the battery: kWh, and the share of the charger's energy. */
export interface ChargerLoss {
  kwh: number;
  share: number;
}

/** Returns what was lost on the way from the charger; undefined where an energy is not known. */
export function chargerLoss({ energy_kwh, evse_energy_kwh }: Known): ChargerLoss | undefined {
  if (energy_kwh === null || !evse_energy_kwh) return undefined;
  const kwh = evse_energy_kwh - energy_kwh;
  return { kwh, share: kwh / evse_energy_kwh };
}

/** Returns the highest power as a share of what the charger can give; undefined if not known. */
export function chargerUse(session: Known): number | undefined {
  const highest = session.evse_max_power_kw ?? session.max_power;
  if (highest === null || !session.charger_rated_kw) return undefined;
  return highest / session.charger_rated_kw;
}
