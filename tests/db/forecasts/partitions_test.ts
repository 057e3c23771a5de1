import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import * as partitions from "../../../sql/forecasts/partitions.ts";
import { ownCast } from "../../support/setup.ts";
import { waitsForALock } from "../../support/inspect.ts";
import { insertForecast } from "../../support/rows.ts";
import { until } from "../../support/until.ts";

const { database, cast } = await ownCast();

function makeDays(from: string, to: string): Promise<number> {
  const day = Temporal.PlainDate.from;
  return partitions.makeDays(database.owner, day(from), day(to));
}

async function partitionsOf(month: string): Promise<string[]> {
  const rows = await database.owner<{ name: string }[]>`
    select substring(inhrelid::regclass::text from '\\d{8}') as name from pg_inherits
    where inhparent = 'forecast_values'::regclass
      and inhrelid::regclass::text ~ ${`_${month}`} order by 1`;
  return rows.map((row) => row.name);
}

async function insertValues(...starts: string[]): Promise<string> {
  const values = starts.map((start_utc, index) => ({ start_utc, forecast_power_kw: index }));
  return await insertForecast(database.owner, {
    site_uuid: cast.sites.plant,
    timestamp_utc: starts[0]!,
  }, values);
}

/** Where the values of a forecast are, in the order of their starts. */
async function placesOf(forecast: string): Promise<string[]> {
  const rows = await database.owner<{ place: string }[]>`
    select replace(tableoid::regclass::text, 'forecast_values_', '') as place
    from forecast_values where forecast_uuid = ${forecast} order by start_utc`;
  return rows.map((row) => row.place);
}

describe("making days", () => {
  it("makes each day of [from, to) once, and answers how many were missing", async () => {
    assert.equal(await makeDays("2027-01-30", "2027-02-02"), 3);
    assert.equal(await makeDays("2027-01-30", "2027-02-02"), 0);
    assert.equal(await makeDays("2027-01-29", "2027-02-03"), 2);
    assert.equal(await makeDays("2027-02-03", "2027-02-03"), 0);
    assert.equal(await makeDays("2027-02-09", "2027-02-03"), 0);
    assert.deepEqual(await partitionsOf("2027"), [
      "20270129",
      "20270130",
      "20270131",
      "20270201",
      "20270202",
    ]);
  });

  it("lets a writer wait, whose value then goes to the new day", async () => {
    const early = await insertValues("2027-11-01T06:00:00Z");
    assert.deepEqual(await placesOf(early), ["default"]);
    let writing: Promise<string> | undefined;
    await database.owner.begin(async (tx) => {
      await tx`select app.make_days('2027-11-01', '2027-11-02')`;
      writing = insertValues("2027-11-01T07:00:00Z");
      await until(() => waitsForALock(database.owner));
    });
    assert.deepEqual(await placesOf(await writing!), ["20271101"]);
    assert.deepEqual(await placesOf(early), ["20271101"]);
  });

  it("sends a value to the day in UTC on which it starts", async () => {
    await makeDays("2027-03-27", "2027-03-29");
    const forecast = await insertValues(
      "2027-03-26T23:59:59.999999Z",
      "2027-03-27T00:00:00Z",
      "2027-03-27T23:59:59.999999Z",
      "2027-03-28T00:00:00Z",
      "2027-03-29T00:00:00Z",
    );
    assert.deepEqual(await placesOf(forecast), [
      "default",
      "20270327",
      "20270327",
      "20270328",
      "default",
    ]);
  });

  it("moves what already fell into the default partition, unchanged", async () => {
    const forecast = await insertValues("2027-04-09T12:00:00Z", "2027-04-10T12:00:00Z");
    const values = () =>
      database.owner`select * from forecast_values where forecast_uuid = ${forecast} order by 1`;
    const before = [...await values()];
    assert.deepEqual(await placesOf(forecast), ["default", "default"]);
    assert.equal(await makeDays("2027-04-09", "2027-04-10"), 1);
    assert.deepEqual(await placesOf(forecast), ["20270409", "default"]);
    assert.deepEqual([...await values()], before);
  });

  it("lets two make the same days at once", async () => {
    const forecast = await insertValues("2027-05-02T12:00:00Z");
    const made = await Promise.all([
      makeDays("2027-05-01", "2027-05-05"),
      makeDays("2027-05-03", "2027-05-07"),
      makeDays("2027-05-01", "2027-05-07"),
    ]);
    assert.equal(made.reduce((sum, days) => sum + days), 6);
    assert.equal((await partitionsOf("202705")).length, 6);
    assert.deepEqual(await placesOf(forecast), ["20270502"]);
  });

  it("gives up after seconds when somebody reads for long, and makes the day afterwards", async () => {
    const makeDay = () =>
      database.owner.begin(async (tx) => {
        await tx`set local statement_timeout = '10s'`;
        await tx`select app.make_days('2027-06-01', '2027-06-02')`;
      });
    await database.owner.begin(async (reader) => {
      await reader`select count(*) from forecast_values`;
      await assert.rejects(makeDay(), { code: "55P03" });
    });
    assert.deepEqual(await partitionsOf("202706"), []);
    await makeDay();
    assert.deepEqual(await partitionsOf("202706"), ["20270601"]);
  });

  it("takes nothing from a session's habits of writing days", async () => {
    const made = await database.owner.begin(async (tx) => {
      await tx`set local datestyle to 'SQL, DMY'`;
      await tx`set local timezone to 'America/Sao_Paulo'`;
      const [row] = await tx`select app.make_days('2018-11-03', '2018-11-06') as days`;
      return row!.days;
    });
    assert.equal(made, 3);
    assert.deepEqual(await partitionsOf("2018"), ["20181103", "20181104", "20181105"]);
    const [bound] = await database.owner`
      select pg_get_expr(relpartbound, oid) as days from pg_class
      where relname = 'forecast_values_20181104'`;
    assert.equal(
      bound!.days,
      "FOR VALUES FROM ('2018-11-04 00:00:00') TO ('2018-11-05 00:00:00')",
    );
  });

  it("gives a day the keys, indexes and defaults of the whole, and no right to the web", async () => {
    await makeDays("2027-07-01", "2027-07-02");
    const [day] = await database.owner`
      select (select array_agg(contype::text order by contype) from pg_constraint
          where conrelid = c.oid and contype in ('p', 'f')) as keys,
        (select count(*)::int from pg_index where indrelid = c.oid) as indexes,
        (select count(*)::int from pg_attrdef where adrelid = c.oid) as defaults,
        relacl as rights
      from pg_class c where relname = 'forecast_values_20270701'`;
    assert.deepEqual(day, { keys: ["f", "f", "p"], indexes: 3, defaults: 4, rights: null });
    await assert.rejects(
      async () =>
        await database.owner`
          insert into forecast_values (start_utc, end_utc, forecast_power_kw, forecast_uuid)
          values ('2027-07-01T01:00:00Z', '2027-07-01T02:00:00Z', 1, gen_random_uuid())`,
      { code: "23503" },
    );
  });
});
