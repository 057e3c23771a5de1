import type { Context } from "hono";
import type { ScopedSql } from "../../db/scope.ts";
import { chartLines } from "../../domain/forecasts/chart_lines.ts";
import { commonZone, fleetDay } from "../../domain/forecasts/fleet_day.ts";
import { onGrid, type SumQuery } from "../../domain/power_sum.ts";
import { calendarDay } from "../../domain/time/day_range.ts";
import { dayOf, dayPeriod } from "../../domain/time/time.ts";
import * as dayTotals from "../../sql/forecasts/day_totals.ts";
import * as forecastSums from "../../sql/forecasts/sums.ts";
import * as generationSums from "../../sql/generation/sums.ts";
import { TotalPage, TotalPart } from "../../views/sites/total.tsx";
import { scopedRouter } from "../http/router.ts";
import { listState } from "./list_query.ts";

/** GET /sites/total */
export const totalPage = () =>
  scopedRouter().get("/sites/total", async (c) => {
    const { sql, services } = c.var;
    const now = services.now();
    const state = { ...listState(c), page: 1 };
    const sites = await dayTotals.sitesOf(sql, state.filter, now);
    const zone = commonZone(sites.places);
    const day = dayQuery(c) ?? dayOf(now, zone);
    const period = dayPeriod(day, zone);
    const [total] = await dayTotals.between(sql, sites.site_uuids, [period]);
    const sums = await readSums(sql, sites.site_uuids, onGrid({ ...period, ...QUARTERS }));
    const shown = fleetDay({ day, zone, capacityKw: sites.capacity_kw, ...sums }, now);
    const hidden = chartLines(c.req.query("hide") ?? "");
    const props = { ...shown, ...sums, total: total!, sites, state, hidden };
    return c.render(<TotalPage {...props} />, {
      title: `All sites together, ${day}`,
      parts: { "total-day": <TotalPart {...props} /> },
    });
  });

const QUARTERS = { by: "total", resolution: 15 } as const;

/** Reads sums one after the other: each sets how the rest of its transaction is planned. */
async function readSums(sql: ScopedSql, siteUuids: string[], query: SumQuery) {
  const measured = await generationSums.ofSites(sql, siteUuids, query);
  return { measured, forecast: await forecastSums.ofSites(sql, siteUuids, query) };
}

function dayQuery(c: Context): Temporal.PlainDate | undefined {
  const { data } = calendarDay.safeParse(c.req.query("day"));
  return data === undefined ? undefined : Temporal.PlainDate.from(data);
}
