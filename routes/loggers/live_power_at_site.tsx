import { livePower } from "../../domain/loggers/live_power.ts";
import * as live from "../../sql/loggers/live_power.ts";
import { LIVE_POWER, LivePowerSection } from "../../views/loggers/live_power.tsx";
import type { SiteAddition } from "../sites/additions.ts";

/** Adds to the page of a site the power that its loggers measure now, and their open alarms. */
export const livePowerAtSite: SiteAddition = async (c, { site: { site_uuid }, query, now }) => {
  const { variables, alarms } = await live.ofSite(c.var.sql, site_uuid);
  const nowMs = now.epochMilliseconds;
  const props = {
    siteUuid: site_uuid,
    power: livePower(variables, nowMs),
    alarms,
    nowMs,
    isPaused: query.question.pause !== undefined,
  };
  return { section: <LivePowerSection {...props} />, sectionId: LIVE_POWER };
};
