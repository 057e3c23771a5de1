import type { ScopedSql } from "../../db/scope.ts";
import type { ChargingSession } from "../../domain/charging/session.ts";
import { zoneOf } from "../../domain/sites/site.ts";
import { type ListSettings, listSettings } from "../../sql/charging/list_settings.ts";
import * as sites from "../../sql/sites/sites.ts";
import { asUuid } from "../http/params.ts";
import type { Posted } from "../../views/ui/form_state.ts";

/** Returns the zone of a session's clock: that of its site, or of the site that its location is. */
export async function zoneOfSession(
  sql: ScopedSql,
  { zone_site_uuid }: Pick<ChargingSession, "zone_site_uuid">,
  settings: ListSettings,
): Promise<string> {
  return await zoneOfSite(sql, zone_site_uuid, settings);
}

/**
 * Returns the zone of the times in a form: that of the site that was chosen in it, else that of the
 * session which it edits, else the group's.
 */
export async function zoneOfForm(
  sql: ScopedSql,
  posted: Posted,
  session?: Pick<ChargingSession, "zone_site_uuid">,
): Promise<string> {
  const chosen = asUuid(posted.site_uuid) ?? session?.zone_site_uuid ?? null;
  return await zoneOfSite(sql, chosen, await listSettings(sql));
}

async function zoneOfSite(sql: ScopedSql, siteUuid: string | null, { zone }: ListSettings) {
  const site = siteUuid === null ? undefined : await sites.find(sql, siteUuid);
  return site ? zoneOf(site) : zone;
}
