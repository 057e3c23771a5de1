import { count, counted } from "../../../domain/plural.ts";
import { capacity } from "../../ui/numbers.ts";
import type { Group } from "../../../domain/groups/group.ts";

/**
 * Returns the sum of known capacities and, where some are not known, of how many sites it is:
 * `49.14 kW of 1 of 2 sites`.
 */
export function totalCapacity(
  { sites, with_capacity, capacity_kw }: Pick<Group, "sites" | "with_capacity" | "capacity_kw">,
): string {
  if (with_capacity === 0) return sites === 0 ? "–" : "not known";
  const sum = capacity(capacity_kw);
  return sites === with_capacity
    ? `${sum}`
    : `${sum} of ${count(with_capacity)} of ${counted(sites, "site")}`;
}
