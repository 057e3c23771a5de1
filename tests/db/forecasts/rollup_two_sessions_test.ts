import assert from "node:assert/strict";
import { afterAll, beforeEach, describe, it } from "@std/testing/bdd";
import type postgres from "postgres";
import { connect } from "../../../db/client.ts";
import { differences } from "../../support/rollup.ts";
import { until } from "../../support/until.ts";
import { insertForecast } from "../../support/rows.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner, url }, cast } = await ownCast();
const { plant, turbine } = cast.sites;
const [first, second] = [connect(url, { max: 1 }), connect(url, { max: 1 })];
afterAll(() => Promise.all([first.end(), second.end()]));

const T = "2026-06-21T12:00:00Z";
const made = (hour: number) => `2026-06-21T0${hour}:00:00Z`;

/** Three runs with a value for noon each: the winner, the runner-up and the one after. */
let winner: string, runnerUp: string, third: string;
beforeEach(async () => {
  await owner`truncate forecasts cascade`;
  const run = (hour: number) =>
    insertForecast(
      owner,
      { site_uuid: plant, timestamp_utc: made(hour), created_utc: made(hour) },
      [{ start_utc: T, forecast_power_kw: hour }],
    );
  [third, runnerUp, winner] = [await run(1), await run(2), await run(3)];
});

type Sql = postgres.TransactionSql<{ utc: string | Temporal.Instant }>;
type Write = (sql: Sql) => PromiseLike<unknown>;

const deleteValues = (run: () => string): Write => (sql) =>
  sql`delete from forecast_values where forecast_uuid = ${run()}`;
const insertValue = (run: () => string, kw = 9): Write => (sql) =>
  sql`
    insert into forecast_values (forecast_uuid, start_utc, end_utc, forecast_power_kw)
    values (${run()}, ${T}, ${T}, ${kw})`;
const changeValue = (run: () => string, kw = 8): Write => (sql) =>
  sql`update forecast_values set forecast_power_kw = ${kw} where forecast_uuid = ${run()}`;
const moveValue = (run: () => string): Write => (sql) =>
  sql`
    update forecast_values set start_utc = start_utc + interval '1 hour'
    where forecast_uuid = ${run()}`;
const moveRun = (run: () => string, hour: number): Write => (sql) =>
  sql`update forecasts set timestamp_utc = ${made(hour)} where forecast_uuid = ${run()}`;
const giveRun = (run: () => string): Write => (sql) =>
  sql`update forecasts set site_uuid = ${turbine} where forecast_uuid = ${run()}`;
const dateRun = (run: () => string): Write => (sql) =>
  sql`update forecasts set created_utc = null where forecast_uuid = ${run()}`;

const of = { winner: () => winner, runnerUp: () => runnerUp, third: () => third };

const CASES: Record<string, [Write, Write]> = {
  "the runner-up's values go, then the winner's": [
    deleteValues(of.runnerUp),
    deleteValues(of.winner),
  ],
  "the winner's value goes while the runner-up's moves": [
    moveValue(of.runnerUp),
    deleteValues(of.winner),
  ],
  "the winner's value moves while the runner-up's goes": [
    deleteValues(of.runnerUp),
    moveValue(of.winner),
  ],
  "the runner-up's value changes while the winner's goes": [
    changeValue(of.runnerUp),
    deleteValues(of.winner),
  ],
  "a run gets another time while values are inserted for it": [
    moveRun(of.third, 4),
    insertValue(of.third),
  ],
  "values are inserted for a run while it gets another time": [
    insertValue(of.third),
    moveRun(of.third, 4),
  ],
  "a run goes to another site while values are inserted for it": [
    giveRun(of.winner),
    insertValue(of.winner),
  ],
  "values are inserted for a run while it goes to another site": [
    insertValue(of.winner),
    giveRun(of.winner),
  ],
  "the winner goes to another site while the runner-up's values go": [
    deleteValues(of.runnerUp),
    giveRun(of.winner),
  ],
  "two runs get their time of writing taken back at once": [
    dateRun(of.runnerUp),
    dateRun(of.winner),
  ],
};

/**
 * Runs both writes in overlapping transactions; the first commits when the second waits or is done.
 */
async function overlapping([one, two]: [Write, Write]): Promise<void> {
  const pid = (await second`select pg_backend_pid() as pid`)[0]!.pid;
  let finish = () => {};
  let begun = () => {};
  const commit = new Promise<void>((resolve) => finish = resolve);
  const isAhead = new Promise<void>((resolve) => begun = resolve);
  const ahead = first.begin(async (tx) => {
    await one(tx);
    begun();
    await commit;
  });
  await isAhead;
  let done = false;
  const behind = second.begin(async (tx) => void await two(tx)).then(() => void (done = true));
  await until(async () => {
    const [row] = await owner`
      select exists (select from pg_locks where pid = ${pid} and not granted) as waits`;
    return done || row!.waits;
  });
  finish();
  await Promise.all([ahead, behind]);
}

describe("two sessions at once leave the rollup right when", () => {
  for (const [title, writes] of Object.entries(CASES)) {
    it(title, async () => {
      await overlapping(writes);
      assert.deepEqual(await differences(owner), []);
    });
  }
});
