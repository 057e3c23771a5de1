import type { NewNetwork } from "./network.ts";

type Brand = Pick<NewNetwork, "network_name" | "cost_per_kwh" | "is_free" | "color">;

const brand = (network_name: string, cost_per_kwh: number | null, color: string): Brand => ({
  network_name,
  cost_per_kwh,
  color,
  is_free: cost_per_kwh === 0,
});

/**
 * Networks to choose from when one is added, with a colour and a typical rate per kWh that people
 * replace by what they pay. Nothing of it is stored until somebody adds it.
 */
export const BRANDS: readonly Brand[] = [
  brand("Home", 0.12, "#2e7d32"),
  brand("Work", 0, "#1565c0"),
  brand("Electrify America", 0.43, "#00796b"),
  brand("Tesla Supercharger", 0.28, "#cc0000"),
  brand("EVgo", 0.35, "#1976d2"),
  brand("ChargePoint", 0.35, "#e65100"),
  brand("Blink", 0.39, "#00838f"),
  brand("Greenlots", 0.37, "#558b2f"),
  brand("Electrify Canada", 0.4, "#00695c"),
  brand("EV Connect", 0.32, "#6a1b9a"),
  brand("Wheego", 0.29, "#4e342e"),
  brand("Fastned", 0.49, "#f9a825"),
  brand("IONITY", 0.79, "#37474f"),
  brand("Electrify UK", 0.7, "#283593"),
];

/** Returns the brand of a name, whatever its case. */
export function brandOf(name: string): Brand | undefined {
  const sought = name.trim().toLowerCase();
  return BRANDS.find(({ network_name }) => network_name.toLowerCase() === sought);
}
