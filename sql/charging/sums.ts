import type { OwnerSql } from "../../db/client.ts";

/** Changes beside a group's kept sums that every reader of them adds up. */
const MOST_CHANGES = 500;

/**
 * Counts the kept sums of those groups anew beside which many changes are appended. Returns how many
 * groups these were.
 */
export async function countWhereChanged(sql: OwnerSql): Promise<number> {
  const counted = await sql`
    select app.count_charging_sums(site_group_uuid) from (
      select site_group_uuid from app.charging_sums where is_change
      group by 1 having count(*) > ${MOST_CHANGES}) many`;
  return counted.length;
}
