import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { makeDemo } from "../../../service/demo/demo.ts";
import { feedProduction, makePastForecasts } from "../../../service/demo/feed.ts";
import { type DemoPlant, loadPlant } from "../../../service/demo/plant.ts";
import { allRows, gained, lost } from "../../support/all_rows.ts";
import { type TestDatabase, testDatabase } from "../../support/database.ts";

const NOW = Temporal.Instant.from("2026-06-21T08:07:00Z");
const LATER = NOW.add({ hours: 7, minutes: 30 });

let database: TestDatabase;
let plant: DemoPlant;
beforeAll(async () => {
  database = await testDatabase();
  plant = await loadPlant();
});
afterAll(() => database.drop());

/** What `deno task demo --now=…` does. */
async function demoAt(now: Temporal.Instant) {
  await makeDemo(database.owner, now, { fleet: [] });
  return await makePastForecasts(database.owner, now);
}

/** What was measured: how many values, from when to when. */
async function measurements() {
  const [row] = await database.owner<{ count: number; first: string; last: string }[]>`
    select count(*)::int, min(start_utc) as first, max(end_utc) as last from generation`;
  return row!;
}

describe("the demo's production", () => {
  it("says that there is no plant to feed where nobody made the demo", async () => {
    assert.equal(await feedProduction(database.owner, plant, NOW), undefined);
    assert.deepEqual((await measurements()).count, 0);
  });
});

describe("the demo as of a time", () => {
  it("has 45 days of production up to then, all of it the plant's", async () => {
    await demoAt(NOW);
    const { count, first, last } = await measurements();
    assert.deepEqual([first, last], ["2026-05-07T08:00:00Z", "2026-06-21T08:00:00Z"]);
    const wanted = plant.production(Temporal.Instant.from(first), NOW);
    assert.ok(wanted.length > 6400 && wanted.length <= 45 * 144);
    assert.equal(count, wanted.length);
    const rows = await database.owner`
      select start_utc, end_utc, generation_power_kw from generation
      join sites using (site_uuid) where client_site_name = 'ENERPOS, Terre Sainte'
      order by start_utc`;
    assert.deepEqual(rows.map((row) => ({ ...row })), wanted);
  });

  it("has the runs of every 3 hours of the last 15 days and the newest, for each site", async () => {
    const rows = await database.owner<{ name: string; times: string[] }[]>`
      select client_site_name as name,
        array_agg(to_char(timestamp_utc, 'MM-DD HH24:MI') order by timestamp_utc) as times
      from forecasts join sites using (site_uuid) group by 1 order by 1`;
    const names = ["ENERPOS, Terre Sainte", "Hill turbine, Orkney", "Home, London"];
    assert.deepEqual(rows.map(({ name }) => name), names);
    for (const { times } of rows) {
      assert.equal(times.length, 15 * 8 + 1);
      assert.deepEqual(times.slice(0, 2), ["06-06 09:00", "06-06 12:00"]);
      assert.deepEqual(times.slice(-3), ["06-21 03:00", "06-21 06:00", "06-21 08:00"]);
    }
  });

  it("says of its past runs that they were written when they were made", async () => {
    const rows = await database.owner<{ written: string; runs: number; values: number }[]>`
      select f.created_utc = timestamp_utc and v.created_utc = timestamp_utc as written,
        count(distinct forecast_uuid)::int as runs, count(*)::int as values
      from forecasts f join forecast_values v using (forecast_uuid)
      where timestamp_utc <> '2026-06-21 08:00' group by 1`;
    assert.deepEqual([...rows], [{ written: true, runs: 360, values: 360 * 192 }]);
  });

  it("has equal rows when it is made twice", async () => {
    const before = await allRows(database.owner);
    assert.ok(before.size > 50_000, `${before.size} rows`);
    assert.equal(await demoAt(NOW), 0);
    assert.deepEqual(await allRows(database.owner), before);
  });

  it("only has more rows at a later time", async () => {
    const before = await allRows(database.owner);
    const { count } = await measurements();
    // 09:00, 12:00 and 15:00 for three sites; the run of 15:30 is the newest and no past one.
    assert.equal(await demoAt(LATER), 9);
    const after = await allRows(database.owner);
    assert.deepEqual(lost(before, after), []);
    assert.equal((await measurements()).last, "2026-06-21T15:30:00Z");
    assert.equal((await measurements()).count - count, 45);
    const values = (9 + 3) * 192;
    assert.equal(gained(before, after).length, 45 + 12 + values);
  });

  it("stops between two runs when the service stops", async () => {
    await database.owner`delete from forecast_values`;
    await database.owner`delete from forecasts`;
    assert.equal(await makePastForecasts(database.owner, NOW, AbortSignal.abort()), 0);
  });
});
