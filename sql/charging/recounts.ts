import type { OwnerSql } from "../../db/client.ts";

/** Returns whether costs of a group wait to be counted again. */
export async function areDue(sql: OwnerSql): Promise<boolean> {
  const [row] = await sql`select exists (select 1 from app.charging_recounts) as due`;
  return row!.due;
}

/**
 * Counts the kept costs of the next sessions of the group that has waited longest, at most `limit`, in
 * one transaction. A change of its rates meanwhile waits for that, and begins again at its first
 * session. Returns how many sessions there were; undefined when no group waits.
 */
export async function countNext(sql: OwnerSql, limit = 1000): Promise<number | undefined> {
  return await sql.begin(async (tx) => {
    const [due] = await tx<{ site_group_uuid: string }[]>`
      select site_group_uuid from app.charging_recounts
      order by wanted_utc, site_group_uuid limit 1`;
    if (!due) return undefined;
    const { site_group_uuid: group } = due;
    // Before the row, as those who change a rate do.
    await tx`select app.lock_charging_rates(${group}::uuid, false)`;
    const [row] = await tx<{ after_id: number }[]>`
      select after_id from app.charging_recounts where site_group_uuid = ${group}::uuid
      for update`;
    const { after_id } = row ?? { after_id: 0 };
    const counted = await tx<{ id: number }[]>`
      update ev_charging_session set estimated_cost = null where id = any(array(
        select id from ev_charging_session
        where site_group_uuid = ${group}::uuid and id > ${after_id} order by id limit ${limit}))
      returning id`;
    const last = counted.reduce((most, { id }) => Math.max(most, id), after_id);
    if (counted.length < limit) {
      await tx`delete from app.charging_recounts where site_group_uuid = ${group}::uuid`;
    } else {
      await tx`
        update app.charging_recounts set after_id = ${last}
        where site_group_uuid = ${group}::uuid`;
    }
    return counted.length;
  }) as number | undefined;
}
