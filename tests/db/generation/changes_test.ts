import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import type postgres from "postgres";
import { connect } from "../../../db/client.ts";
import * as changes from "../../../sql/generation/changes.ts";
import { ownCast } from "../../support/setup.ts";

const { database: { owner, url }, cast } = await ownCast();
const { plant, bare, turbine } = cast.sites;

beforeEach(async () => {
  await owner`truncate generation`;
  await owner`delete from app.generation_changes`;
  await owner`delete from app.changed_ranges`;
});

type Sql = postgres.ISql<{ utc: string | Temporal.Instant }>;

const measure = (sql: Sql, sites: string[], hours: number[]) =>
  sql`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
    select s, t, t + interval '1 h', 1
    from unnest(${sites}::uuid[]) s, unnest(${hours.map(String)}::text[]) h,
      lateral (select timestamp '2026-06-21' + h::int * interval '1 h' as t) t`;

/** Site, first and last hour of each row of changes. */
async function appended(): Promise<string[]> {
  const rows = await owner<{ line: string }[]>`
    select concat(site_uuid, to_char(first_utc, ' HH24'), to_char(last_utc, ' HH24')) as line
    from app.generation_changes order by 1`;
  return rows.map(({ line }) => line);
}

async function revision(site: string): Promise<bigint> {
  const [row] = await owner<{ revision: string }[]>`
    select revision::text from site_revisions where site_uuid = ${site}`;
  return BigInt(row!.revision);
}

describe("a statement on generation", () => {
  it("that inserts appends each site once, with its first and last start", async () => {
    await measure(owner, [plant, turbine], [7, 3, 5]);
    assert.deepEqual(await appended(), [`${plant} 03 07`, `${turbine} 03 07`].sort());
  });

  it("that inserts nothing appends nothing", async () => {
    await measure(owner, [plant], []);
    assert.deepEqual(await appended(), []);
  });

  it("that moves a measurement appends the old and the new site", async () => {
    await measure(owner, [plant], [4]);
    await owner`delete from app.generation_changes`;
    await owner`update generation set site_uuid = ${bare}, start_utc = start_utc + interval '2 h'`;
    assert.deepEqual(await appended(), [`${plant} 04 04`, `${bare} 06 06`].sort());
  });

  it("that deletes appends what it deleted", async () => {
    await measure(owner, [plant], [4, 9]);
    await owner`delete from app.generation_changes`;
    await owner`delete from generation`;
    assert.deepEqual(await appended(), [`${plant} 04 09`]);
  });

  it("that truncates appends one row with the zero UUID", async () => {
    await owner`truncate generation`;
    const rows = await owner`select * from app.generation_changes`;
    assert.deepEqual([...rows], [{
      site_uuid: "00000000-0000-0000-0000-000000000000",
      first_utc: "-infinity",
      last_utc: "infinity",
    }]);
  });

  it("is refused for no time and no value", async () => {
    const odd = owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      values (${plant}, '-infinity', 'infinity', 'NaN'), (${plant}, 'infinity', '-infinity', -1),
        (${plant}, '2026-06-21 10:00', '2026-06-21 09:00', 'Infinity'),
        (${plant}, '2126-06-21 10:00', '2126-06-21 10:00', 1e300)`;
    assert.equal((await odd).count, 4);
  });
});

describe("a sweep", () => {
  it("turns the changes of a site into its revision and leaves other sites alone", async () => {
    const before = [await revision(plant), await revision(turbine)];
    await measure(owner, [plant], [1]);
    await measure(owner, [plant], [2]);
    assert.equal(await changes.sweep(owner), 2);
    assert.deepEqual([await revision(plant), await revision(turbine)], [
      before[0]! + 2n,
      before[1]!,
    ]);
    assert.deepEqual(await appended(), []);
    assert.equal(await changes.sweep(owner), 0);
  });

  it("counts a TRUNCATE for every site", async () => {
    const before = [await revision(plant), await revision(turbine)];
    await owner`truncate generation`;
    await changes.sweep(owner);
    assert.deepEqual([await revision(plant), await revision(turbine)], before.map((r) => r + 1n));
    assert.deepEqual(await appended(), []);
  });

  it("drops the changes of a site that is gone", async () => {
    const gone = crypto.randomUUID();
    await owner`
      insert into app.generation_changes values (${gone}, '2026-06-21', '2026-06-21')`;
    assert.equal(await changes.sweep(owner), 0);
    assert.deepEqual(await appended(), []);
  });

  it("leaves a site to a later one whose revision a writer holds, and does the others", async () => {
    const before = await revision(plant);
    const writer = connect(url, { max: 1 });
    try {
      await writer.begin(async (tx) => {
        await tx`select app.touch_sites(array[${plant}::uuid])`;
        await measure(owner, [plant, turbine], [1]);
        await owner`truncate generation`;
        assert.ok(await changes.sweep(owner) > 0);
        assert.deepEqual(
          new Set((await appended()).map((line) => line.split(" ")[0])),
          new Set([plant]),
        );
      });
    } finally {
      await writer.end();
    }
    assert.equal(await changes.sweep(owner), 2);
    assert.equal(await revision(plant), before + 3n);
  });

  it("is done by one instance at a time", async () => {
    await measure(owner, [plant], [1]);
    await owner.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(hashtext('app.sweep'))`;
      assert.equal(await changes.sweep(owner), 0);
    });
    assert.equal(await changes.sweep(owner), 1);
  });
});

describe("the ranges of a follower", () => {
  const FOLLOWERS = ["accuracy", "attention", "fits", "hours"];
  const ranges = async () => {
    const rows = await owner<{ follower: string; hours: string }[]>`
      select follower, to_char(first_utc, 'HH24 ') || to_char(last_utc, 'HH24') as hours
      from app.changed_ranges where site_uuid = ${plant} order by 1`;
    assert.deepEqual(rows.map(({ follower }) => follower), FOLLOWERS);
    return [...new Set(rows.map(({ hours }) => hours))];
  };

  it("are one for each site, as wide as all that changed", async () => {
    await measure(owner, [plant], [8]);
    await changes.sweep(owner);
    await measure(owner, [plant], [5, 12]);
    await changes.sweep(owner);
    assert.deepEqual(await ranges(), ["05 12"]);
  });

  it("go when its work is committed, but for what changed meanwhile", async () => {
    await measure(owner, [plant, turbine], [8]);
    await changes.sweep(owner);
    const read = await changes.ranges(owner, "accuracy");
    assert.equal(read.length, 2);
    await owner`update generation set generation_power_kw = 2 where site_uuid = ${plant}`;
    await changes.sweep(owner);
    await changes.settle(owner, "accuracy", read);
    assert.deepEqual(await ranges(), ["08 08"]);
    assert.equal((await changes.ranges(owner, "accuracy")).length, 1);
    assert.equal((await changes.ranges(owner, "fits", plant)).length, 1);
  });
});

describe("writers that leave their transactions open", () => {
  it("with measurements block neither each other, nor forecasts, nor a sweep", async () => {
    const [first, second] = [connect(url, { max: 1 }), connect(url, { max: 1 })];
    try {
      await first.begin(async (one) => {
        await measure(one, [plant], [1]);
        await second.begin(async (two) => {
          // In the other order: with a lock for each site the two would deadlock.
          await measure(two, [turbine], [2]);
          await measure(two, [plant], [2]);
          await measure(one, [turbine], [1]);
          await owner.begin(async (tx) => {
            await tx`set local lock_timeout = '2s'`;
            await tx`
              select app.store_forecasts(${
              tx.json([plant, turbine].map((site_uuid) => ({
                site_uuid,
                timestamp_utc: "2026-06-21T00:00:00Z",
                forecast_version: "1",
                values: [{
                  start_utc: "2026-06-21T01:00:00Z",
                  end_utc: "2026-06-21T02:00:00Z",
                  forecast_power_kw: 1,
                }],
              })) as never)
            })`;
            await tx`update sites set region = 'Open' where site_uuid = ${plant}`;
            await tx`select app.sweep()`;
          });
        });
      });
    } finally {
      await Promise.all([first.end(), second.end()]);
    }
    const rows = await owner`select count(*)::int from generation`;
    assert.deepEqual([...rows], [{ count: 4 }]);
  });
});
