import { Hono } from "hono";
import { windowStart } from "../../domain/quartz/time.ts";
import * as forecasts from "../../sql/quartz/forecasts.ts";
import type { QuartzSumBy } from "../../sql/quartz/sums.ts";
import * as revisions from "../../sql/sites/revisions.ts";
import type { Scoped, Services } from "../http/context.ts";
import { scoped } from "../middleware/scope.ts";
import { type caller, logged } from "./caller.ts";
import { keptJson, newKeptBodies } from "./kept_json.ts";
import { manyQuery, refuseTooMuch } from "./many_sites.ts";
import { siteOfPath } from "./one_site.ts";

/** GET /sites/pv_forecast and /sites/{site_uuid}/pv_forecast */
export function forecastRoutes(services: Services, known: ReturnType<typeof caller>) {
  const routes = new Hono<Scoped>();
  const kept = newKeptBodies();

  routes.get("/sites/pv_forecast", known, scoped, async (c) => {
    const query = manyQuery(c);
    const { sql } = c.var;
    if (query.sites.length === 0) return c.json([]);
    const now = wholeMs(services.now());
    const sumBy = sumByOf(query.sumBy);
    const meant = await revisions.ofKnown(sql, query.sites);
    const { start = windowStart(now), end } = query;
    const question = { sites: meant.sites, start, now, end };
    await refuseTooMuch(question, now, () => forecasts.siteDays(sql, question));
    const key = ["forecasts", sumBy ?? `${query.isCompact}`, `${start}`, `${end}`];
    const read = sumBy ? forecasts.sums : query.isCompact ? forecasts.compact : forecasts.rows;
    return await keptJson(c, kept, meant, key, () => read(sql, question, sumBy!));
  });

  routes.get("/sites/:site_uuid/pv_forecast", known, scoped, async (c) => {
    const { site_uuid } = await siteOfPath(c);
    logged(c);
    const now = wholeMs(services.now());
    const meant = await revisions.ofKnown(c.var.sql, [site_uuid]);
    const question = { sites: meant.sites, start: windowStart(now), now };
    const make = () => forecasts.ofSite(c.var.sql, question);
    return await keptJson(c, kept, meant, ["forecast of", `${question.start}`], make);
  });
  return routes;
}

/** Any text that is neither `dno` nor `gsp` asks for the total. */
const sumByOf = (text: string | undefined): QuartzSumBy | undefined =>
  text === undefined || text === "dno" || text === "gsp" ? text : "total";

/** Whole milliseconds, by which bodies are kept: a history ends before them or has its values. */
const wholeMs = ({ epochMilliseconds }: Temporal.Instant) =>
  Temporal.Instant.fromEpochMilliseconds(epochMilliseconds);
