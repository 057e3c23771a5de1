import type { OwnerSql } from "../../db/client.ts";
import { storeFromDevice } from "../../sql/loggers/readings.ts";
import { measureRequests, type RequestCase, requestLines } from "../requests/requests.ts";
import { openWorld, type World } from "../world.ts";
import { DAYS, fillDays, makeBenchLogger, VARIABLES } from "./fill.ts";

/**
 * Measures the live page and the charts of a logger with 50 variables beside the readings of 50
 * others, and what 500 open live pages cost that ask every 2 seconds and mostly hear 304. Arguments:
 * readings of each other variable a day (10, then 1000: 300,000 and 30 million), and seconds per case.
 */
const PER_DAY = (Deno.args[0] ?? "10,1000").split(",").map(Number);
const SECONDS = Number(Deno.args[1] ?? 3);
const REQUESTS_A_SECOND = 250;
const PART = { "hx-request-type": "partial", "hx-target": "section#live" };

/** Sends the last day of 50 variables, one value in 10 seconds of the first, and a year's quarters. */
async function addOwn(owner: OwnerSql, hash: Uint8Array): Promise<string> {
  const now = Math.floor(Temporal.Now.instant().epochMilliseconds / 1000) * 1e6;
  const readings = Array.from({ length: 50 * 100 }, (_, at) => ({
    variable: `v${at % 50}`,
    time: now - Math.floor(at / 50) * 10e6,
    value: Math.sin(at),
  }));
  await storeFromDevice(owner, hash, readings);
  const day = Array.from({ length: 8640 }, (_, at) => ({
    variable: "v0",
    time: now - at * 10e6,
    value: Math.sin(at / 500) * 4000,
  }));
  await storeFromDevice(owner, hash, day);
  const [{ id }] = await owner<[{ id: string }]>`
    select v.variable_id::text as id from app.logger_variables v join app.loggers using (logger_uuid)
    where loggers.name = 'measured' and v.name = 'v0'`;
  await owner`
    insert into app.logger_quarters
      (variable_id, quarter, mean, minimum, maximum, last, known_seconds)
    select ${id}::bigint, q, q % 96, q % 90, q % 100, 1, 900
    from generate_series(floor(extract(epoch from now()) / 900)::int - 40000,
      floor(extract(epoch from now()) / 900)::int) q on conflict do nothing`;
  await owner`analyze app.logger_quarters, app.logger_variables`;
  return id;
}

async function casesOf(
  { session, siteUuids }: World,
  origin: string,
  logger: string,
  variable: string,
): Promise<RequestCase[]> {
  const path = `/sites/${siteUuids[0]}/loggers/${logger}`;
  const headers = { cookie: `sitecast=${session}` };
  const first = await fetch(origin + path, { headers: { ...headers, ...PART } });
  await first.body?.cancel();
  const unchanged = { ...headers, ...PART, "if-none-match": first.headers.get("etag")! };
  const today = Temporal.Now.plainDateISO("UTC");
  const chart = (view: string, at: Temporal.PlainDate) =>
    `${path}/chart?v=${variable}&view=${view}&at=${at}`;
  return [
    { name: "/healthz", path: "/healthz" },
    { name: "live page", path, headers, bar: 8 },
    { name: "live part", path, headers: { ...headers, ...PART }, bar: 8 },
    { name: "live part, 304", path, headers: unchanged },
    { name: "chart of a day", path: chart("day", today.subtract({ days: 1 })), headers },
    { name: "chart of a year", path: chart("year", today), headers, bar: 30 },
  ];
}

const world = await openWorld(1);
try {
  const { uuid, hash } = await makeBenchLogger(world);
  for (const perDay of PER_DAY) {
    await fillDays(world.owner, perDay);
    const variable = await addOwn(world.owner, hash);
    const total = (VARIABLES * DAYS * perDay / 1e6).toLocaleString("en-US");
    console.log(`beside ${total} million readings`);
    const figures = await measureRequests(
      world,
      SECONDS,
      (of, origin) => casesOf(of, origin, uuid, variable),
    );
    for (const line of requestLines(figures)) console.log(line);
    const same = figures.find(({ name }) => name === "live part, 304")!;
    console.log(
      `500 open pages: ${(same.thread_ms * REQUESTS_A_SECOND / 1000).toFixed(2)} of a core, and ${
        ((same.postgres_ms ?? NaN) * REQUESTS_A_SECOND / 1000).toFixed(2)
      } in PostgreSQL`,
    );
  }
} finally {
  await world.close();
}
