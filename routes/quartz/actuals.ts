import { type Context, Hono } from "hono";
import { inTurns } from "../../db/turns.ts";
import { fault } from "../../domain/quartz/faults.ts";
import { type Actual, checkActuals } from "../../domain/quartz/input.ts";
import { floatText } from "../../domain/quartz/python.ts";
import { isoTime, PERIOD_MS, windowStart } from "../../domain/quartz/time.ts";
import * as generation from "../../sql/quartz/generation.ts";
import type { QuartzSumBy } from "../../sql/quartz/sums.ts";
import * as revisions from "../../sql/sites/revisions.ts";
import type { Scoped, Services } from "../http/context.ts";
import { scoped } from "../middleware/scope.ts";
import { body } from "./body.ts";
import { type caller, logged } from "./caller.ts";
import { invalid, Refusal, TOO_LARGE } from "./errors.ts";
import { keptJson, newKeptBodies } from "./kept_json.ts";
import { type ManyQuery, manyQuery, refuseTooMuch } from "./many_sites.ts";
import { ownSite, siteOfPath } from "./one_site.ts";

/** GET /sites/pv_actual, GET and POST /sites/{site_uuid}/pv_actual */
export function actualRoutes({ now }: Services, known: ReturnType<typeof caller>) {
  const routes = new Hono<Scoped>();
  const kept = newKeptBodies();

  routes.get("/sites/pv_actual", known, scoped, async (c) => {
    const query = manyQuery(c);
    const { sql } = c.var;
    if (query.sites.length === 0) return c.json([]);
    const sumBy = sumByOf(query);
    const meant = await revisions.ofKnown(sql, query.sites);
    const { start = windowStart(now()), end } = query;
    const question = { sites: meant.sites, start, end };
    await refuseTooMuch(question, now(), () => generation.siteDays(sql, question, now()));
    const key = ["actuals", sumBy ?? `${query.isCompact}`, `${start}`, `${end}`];
    const read = sumBy ? generation.sums : query.isCompact ? generation.compact : generation.rows;
    return await keptJson(c, kept, meant, key, () => lasting(read(sql, question, sumBy!)));
  });

  routes.get("/sites/:site_uuid/pv_actual", known, scoped, async (c) => {
    logged(c);
    const { site_uuid } = await siteOfPath(c);
    const meant = await revisions.ofKnown(c.var.sql, [site_uuid]);
    const question = { sites: meant.sites, start: windowStart(now()) };
    const make = () => lasting(generation.ofSite(c.var.sql, question));
    return await keptJson(c, kept, meant, ["actuals of", `${question.start}`], make);
  });

  const actuals = body((sent) => inTurns(checkActuals(sent)));
  routes.post("/sites/:site_uuid/pv_actual", known, actuals, scoped, async (c) => {
    await refuseLonger(c);
    const { site_uuid, capacity_kw } = await ownSite(c);
    const values = oncePerTime(c.var.input);
    if (values.length === 0) {
      throw new Refusal(422, "Error processing generation values. There are none.");
    }
    refuseAbove(values, capacity_kw);
    await generation.keepFirst(c.var.sql, site_uuid, values);
    return c.json(null);
  });
  return routes;
}

/** Says of a body that nothing but what is stored changes it. */
const lasting = async (body: ReturnType<typeof generation.rows>) => ({
  body: await body,
  untilMs: Infinity,
});

const SUMS: readonly string[] = ["total", "dno", "gsp"] satisfies QuartzSumBy[];

function sumByOf({ sumBy }: ManyQuery): QuartzSumBy | undefined {
  if (sumBy === undefined || SUMS.includes(sumBy)) return sumBy as QuartzSumBy;
  const words = ["enum", "Input should be 'total', 'dno' or 'gsp'"] as const;
  throw invalid(fault(["query", "sum_by"], words, sumBy));
}

const MOST_BYTES = 1_048_576;

async function refuseLonger<E extends Scoped>(c: Context<E>): Promise<void> {
  const { byteLength } = await c.req.arrayBuffer();
  const promised = Number(c.req.header("content-length") ?? 0);
  if (Math.max(promised, byteLength) > MOST_BYTES) throw new Refusal(413, TOO_LARGE);
}

/** Returns the first of the values of each time. Throws 422 where a period would end after year 9999. */
function oncePerTime(values: readonly Actual[]): Actual[] {
  const byTime = new Map<string, Actual>();
  for (const value of values) {
    const key = value.time.toString();
    if (!byTime.has(key)) byTime.set(key, value);
    const end = value.time.add({ milliseconds: PERIOD_MS }).toString();
    if (isoTime(end) === undefined) {
      throw new Refusal(422, `The period that begins at ${key} ends after the year 9999.`);
    }
  }
  return [...byTime.values()];
}

/** What a site may give of its capacity: clouds reflect. */
const MOST_OF_CAPACITY = 1.1;

function refuseAbove(values: readonly Actual[], capacityKw: number | null): void {
  if (capacityKw === null || !Number.isFinite(capacityKw)) {
    throw new Refusal(
      422,
      "Error processing generation values. The site has no capacity to compare them with: set its " +
        "capacity_kw first.",
    );
  }
  if (!values.some(({ powerKw }) => powerKw > MOST_OF_CAPACITY * capacityKw)) return;
  throw new Refusal(
    422,
    "Error processing generation values. One (or more) values are larger than " +
      `${MOST_OF_CAPACITY} times the site capacity of ${
        floatText(capacityKw)
      } kWp. Please adjust ` +
      "this generation value, the site capacity, or contact quartz.support@openclimatefix.org.",
  );
}
