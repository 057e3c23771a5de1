import type { OwnerSql } from "../../db/client.ts";
import type { Person } from "./cast.ts";

/** Columns of a session that a test names. */
export type SessionColumns = Record<string, string | number | boolean | null>;

/** Inserts a session of a person's group; returns its session_id. */
export async function insertSession(
  owner: OwnerSql,
  { site_group_uuid }: Person,
  columns: SessionColumns,
): Promise<string> {
  const row = { device_id: "van", currency: "EUR", ...columns, site_group_uuid };
  const [made] = await owner<{ session_id: string }[]>`
    insert into ev_charging_session ${owner(row)} returning session_id`;
  return made!.session_id;
}

/** Inserts a network of a person's group; returns its id. */
export async function insertNetwork(
  owner: OwnerSql,
  { site_group_uuid }: Person,
  name: string,
  rate: number | null = null,
): Promise<number> {
  const [made] = await owner<{ id: number }[]>`
    insert into ev_charging_networks (network_name, cost_per_kwh, color, site_group_uuid)
    values (${name}, ${rate}, '#0072b2', ${site_group_uuid}) returning id`;
  return made!.id;
}
