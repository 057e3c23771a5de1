import assert from "node:assert/strict";
import { beforeAll, describe, it } from "@std/testing/bdd";
import { refreshAttention } from "../../../service/sites/attention.ts";
import { dropOld } from "../../../sql/sites/attention_checks.ts";
import * as attention from "../../../sql/sites/attention.ts";
import * as outages from "../../../sql/sites/outages.ts";
import { sweep } from "../../../sql/generation/changes.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { owner } = database;
const { plant, turbine } = cast.sites;
const at = (text: string) => Temporal.Instant.from(`2026-06-${text}:00Z`);

const asAlice = <T>(work: Parameters<typeof inScope<T>>[2]) => inScope(database, cast.alice, work);
const openOf = async (site = plant) => {
  const rows = await asAlice((sql) => attention.list(sql, { siteUuid: site }));
  return rows.filter(({ dismissed }) => dismissed === null).map(({ kind, since_utc }) =>
    `${kind} since ${since_utc}`
  );
};

/** Stores an hour of a plant's measurements for each of these hours of a day of June. */
async function measure(day: number, hours: number[], kw: number, site = plant) {
  await owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw, created_utc)
    select ${site}, t, t + interval '1 hour', ${kw}, t + interval '1 hour'
    from unnest(${`{${hours}}`}::int[]) h,
      lateral (select make_timestamp(2026, 6, ${day}, h, 0, 0) as t) time
    on conflict (site_uuid, start_utc, end_utc) do update
      set generation_power_kw = excluded.generation_power_kw`;
  await sweep(owner);
}

const DAY = [6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

beforeAll(async () => {
  await owner`update sites set latitude = 51.5, longitude = -0.13, tilt = 35, orientation = 180,
    capacity_kw = 10, inverter_capacity_kw = 10, module_capacity_kw = 10
    where site_uuid = ${plant}`;
  await measure(18, DAY, 5);
});

describe("the look for what needs attention", () => {
  it("looks at every site once, and then at those with news alone", async () => {
    assert.equal(await refreshAttention(owner, at("18T16:00")), 3);
    assert.equal(await refreshAttention(owner, at("18T16:15")), 0);
    await measure(19, [6], 4);
    assert.equal(await refreshAttention(owner, at("19T07:05")), 1);
    assert.deepEqual(await openOf(), []);
  });

  it("finds a plant that produces nothing, and keeps since when", async () => {
    await measure(19, DAY.slice(1), 0);
    assert.equal(await refreshAttention(owner, at("19T16:05")), 1);
    assert.deepEqual(await openOf(), ["no_production since 2026-06-19T07:00:00Z"]);
    const [before] = await asAlice((sql) => attention.list(sql, { siteUuid: plant }));
    await measure(20, [7, 8], 0);
    await refreshAttention(owner, at("20T09:05"));
    const [after] = await asAlice((sql) => attention.list(sql, { siteUuid: plant }));
    assert.equal(after?.attention_uuid, before?.attention_uuid);
    assert.equal(after?.since_utc, before?.since_utc);
    assert.ok(after?.kind === "no_production" && after.numbers.hours === 11);
  });

  it("ends it with the first hour of power, and begins anew later", async () => {
    await measure(20, [9], 5);
    await refreshAttention(owner, at("20T10:05"));
    assert.deepEqual(await openOf(), []);
    await measure(20, [10, 11, 12], 0);
    await refreshAttention(owner, at("20T13:05"));
    assert.deepEqual(await openOf(), ["no_production since 2026-06-20T10:00:00Z"]);
    const rows = await owner`
      select kind, since_utc, until_utc from app.attention where site_uuid = ${plant}
      order by since_utc`;
    assert.deepEqual(rows.map((row) => [row.since_utc, row.until_utc]), [
      ["2026-06-19T07:00:00Z", "2026-06-20T10:05:00Z"],
      ["2026-06-20T10:00:00Z", null],
    ]);
  });

  it("changes the site's revision, so that no stored response hides it", async () => {
    const revision = async () =>
      (await owner`select revision from site_revisions where site_uuid = ${plant}`)[0]!.revision;
    const before = await revision();
    await measure(20, [13], 5);
    const measured = await revision();
    await refreshAttention(owner, at("20T14:05"));
    assert.ok(BigInt(await revision()) > BigInt(measured) && measured !== before);
  });

  it("looks back further where it began before the first days that it reads", async () => {
    for (const day of [21, 22, 23, 24, 25]) await measure(day, DAY, 0);
    await refreshAttention(owner, at("25T16:05"));
    assert.deepEqual(await openOf(), ["no_production since 2026-06-21T06:00:00Z"]);
  });

  it("sees that a site is silent when its time has come, without any news", async () => {
    assert.equal(await refreshAttention(owner, at("25T18:50")), 0);
    assert.equal(await refreshAttention(owner, at("25T19:05")), 1);
    assert.ok((await openOf()).includes("silent since 2026-06-25T16:00:00Z"));
  });

  it("finds nothing in a marked outage, and looks anew when it is removed", async () => {
    const marked = await asAlice((sql) =>
      outages.mark(sql, plant, {
        kind: "outage",
        start_utc: "2026-06-21T00:00:00Z",
        end_utc: null,
        text: null,
      })
    );
    assert.equal(await refreshAttention(owner, at("26T16:15")), 1);
    assert.deepEqual(await openOf(), []);
    await asAlice((sql) => outages.update(sql, marked, { removed: true }, at("26T16:20")));
    await refreshAttention(owner, at("26T16:30"));
    assert.equal((await openOf()).length, 2);
  });

  it("ends with the site, and never shows a stranger's", async () => {
    const strangers = await inScope(
      database,
      cast.charlie,
      (sql) => attention.list(sql, { siteUuid: plant }),
    );
    assert.equal(strangers.length, 0);
    await owner`update sites set active = false where site_uuid = ${plant}`;
    await refreshAttention(owner, at("26T16:45"));
    assert.deepEqual(await openOf(), []);
    assert.deepEqual(await openOf(turbine), []);
  });

  it("is forgotten a month after its end, with outages that were removed, as no change", async () => {
    const history = async () => (await owner`select 1 from app.outage_changes`).length;
    const before = await history();
    await dropOld(owner, at("26T16:20"));
    const kept = await owner`select kind from app.attention where site_uuid = ${plant} order by 1`;
    assert.deepEqual(kept.map(({ kind }) => kind), ["no_production", "silent"]);
    assert.equal((await owner`select 1 from app.outages`).length, 1);
    await dropOld(owner, at("26T17:00"));
    assert.equal((await owner`select 1 from app.attention`).length, 0);
    assert.equal((await owner`select 1 from app.outages`).length, 0);
    assert.equal(await history(), before);
  });
});
