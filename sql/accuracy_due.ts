import type { OwnerSql } from "../db/client.ts";
import type { AccuracyPeriod } from "../domain/accuracy.ts";
import type { Site } from "../domain/site.ts";

/** A site and a UTC day that has forecast values of it. */
export interface DueDay extends Pick<Site, "site_uuid" | "asset_type" | "latitude" | "longitude"> {
  day: string;
}

/** All sites and days of the period that have forecast values, newest day first. */
export async function all(sql: OwnerSql, { from, to }: AccuracyPeriod): Promise<DueDay[]> {
  return await sql<DueDay[]>`
    select s.site_uuid, s.asset_type, s.latitude, s.longitude, d.day
    from app.target_days d join sites s using (site_uuid)
    where d.day between ${from.toString()}::date and ${to.toString()}::date
    order by d.day desc, s.site_uuid`;
}

/** Those of them that something was measured on and that have not been counted, newest day first. */
export async function missing(sql: OwnerSql, { from, to }: AccuracyPeriod): Promise<DueDay[]> {
  return await sql<DueDay[]>`
    select s.site_uuid, s.asset_type, s.latitude, s.longitude, d.day
    from app.target_days d join sites s using (site_uuid)
    where d.day between ${from.toString()}::date and ${to.toString()}::date
      and not exists (select from app.accuracy_days a
        where a.site_uuid = d.site_uuid and not a.daylight and a.day = d.day)
      and exists (select from generation g
        where g.site_uuid = d.site_uuid and g.start_utc >= d.day and g.start_utc < d.day + 1)
    order by d.day desc, s.site_uuid`;
}
