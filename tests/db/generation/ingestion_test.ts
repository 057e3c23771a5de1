import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { translated } from "../../../db/errors.ts";
import { AppError } from "../../../domain/errors.ts";
import type { SiteGeneration } from "../../../domain/generation/generation_value.ts";
import * as generation from "../../../sql/generation/generation.ts";
import { allRows } from "../../support/all_rows.ts";
import { ownCast } from "../../support/setup.ts";
import { inScope } from "../../support/scopes.ts";

const { database, cast } = await ownCast();
const { plant, bare, turbine } = cast.sites;
const at = (time: string) => `2026-06-21T${time}:00Z`;

const row = (
  start: string,
  generation_power_kw: number,
  of: Partial<SiteGeneration> = {},
): SiteGeneration => ({
  site_uuid: plant,
  start_utc: at(`${start}:00`),
  end_utc: at(`${start}:15`),
  generation_power_kw,
  ...of,
});

/** Sends rows; the batch, which has a number as soon as something changed, is left out. */
const send = async (values: SiteGeneration[], replace = false) => {
  const { batch_id, ...done } = await inScope(
    database,
    cast.alice,
    (sql) => generation.add(sql, values, { replace }),
  );
  assert.equal(batch_id !== null, done.inserted + done.replaced + done.deleted > 0);
  return done;
};

const stored = async () => {
  const rows = await database.owner<{ start_utc: string; kw: number }[]>`
    select start_utc, generation_power_kw as kw from generation order by start_utc, site_uuid`;
  return rows.map(({ start_utc, kw }) => [start_utc.slice(11, 13), kw]);
};

/** What a request is refused with; nothing of it may be stored. */
async function refusal(work: () => Promise<unknown>) {
  const before = await allRows(database.owner);
  const error = await work().then(() => assert.fail("it was taken"), translated);
  assert.ok(error instanceof AppError, String(error));
  assert.deepEqual(await allRows(database.owner), before);
  return { code: error.code, message: error.message, field: error.details.fields?.[0]?.field };
}

const all = {
  inserted: 0,
  unchanged: 0,
  conflicting: 0,
  replaced: 0,
  deleted: 0,
  first_conflict: null,
  conflicts: [],
};

beforeEach(async () => {
  await database.owner`delete from generation`;
});

describe("sending generation", () => {
  it("stores what is new, and says what was there and what contradicts it", async () => {
    assert.deepEqual(await send([row("06", 1), row("07", 2)]), { ...all, inserted: 2 });
    const again = [row("06", 1), row("07", 3), row("08", 4), row("07", 3)];
    const conflict = (row: number) => ({
      row,
      site_uuid: plant,
      start_utc: at("07:00"),
      end_utc: at("07:15"),
      reason: "other value",
    });
    assert.deepEqual(await send(again), {
      ...all,
      inserted: 1,
      unchanged: 1,
      conflicting: 2,
      first_conflict: "Row 2",
      conflicts: [conflict(2), conflict(4)],
    });
    assert.deepEqual(await stored(), [["06", 1], ["07", 2], ["08", 4]]);
  });

  it("replaces when asked to, and notes when", async () => {
    await send([row("06", 1), row("07", 2)]);
    await database.owner`update generation set created_utc = null`;
    const done = await send([row("06", 1), row("07", 3), row("08", 4)], true);
    assert.deepEqual(done, { ...all, inserted: 1, unchanged: 1, replaced: 1 });
    assert.deepEqual(await stored(), [["06", 1], ["07", 3], ["08", 4]]);
    const times = await database.owner`
      select created_utc is not null as noted from generation order by start_utc`;
    assert.deepEqual(times.map(({ noted }) => noted), [false, true, true]);
  });

  it("takes a row that is sent twice once, in whatever offset", async () => {
    const same = row("06", 1, { start_utc: "2026-06-21T08:00:00+02:00" });
    assert.deepEqual(await send([row("06", 1), same]), { ...all, inserted: 1, unchanged: 1 });
  });

  it("takes what leaves the plate by a tenth, some use at night, and all when it is unknown", async () => {
    await send([row("06", 49.14 * 1.1), row("07", 49.14 * -0.05), row("08", 0)]);
    const ofBare = { site_uuid: bare };
    await send([row("09", -1e6, ofBare), row("10", 1e6, ofBare)]);
    assert.equal((await stored()).length, 5);
  });

  it("leaves out a period that overlaps another one, stored or sent, and says so by row", async () => {
    const lasting = (start: string, end: string, kw: number) =>
      row("06", kw, { start_utc: at(start), end_utc: at(end) });
    assert.equal((await send([lasting("06:00", "06:30", 1)])).inserted, 1);
    const done = await send([
      lasting("05:45", "06:00", 1),
      lasting("05:50", "06:05", 1),
      lasting("06:15", "06:45", 1),
      lasting("06:00", "07:00", 1),
      lasting("06:10", "06:20", 1),
      lasting("06:00", "06:30", 1),
      lasting("06:30", "06:45", 1),
    ], true);
    assert.deepEqual({ ...done, conflicts: [] }, {
      ...all,
      inserted: 2,
      unchanged: 1,
      conflicting: 4,
      first_conflict: "Row 2",
    });
    assert.deepEqual(
      done.conflicts.map(({ row, reason }) => `${row}: ${reason}`),
      [2, 3, 4, 5].map((row) => `${row}: overlaps a stored period`),
    );
    const daily = { start_utc: "2026-06-22T00:00:00Z", end_utc: "2026-06-23T00:00:00Z" };
    const halfHour = { start_utc: "2026-06-22T00:00:00Z", end_utc: "2026-06-22T00:30:00Z" };
    const both = await send([row("00", 1, daily), row("00", 2, halfHour), row("00", 1, daily)]);
    assert.deepEqual(both.conflicts.map(({ row, reason }) => `${row}: ${reason}`), [
      "1: overlaps another row",
      "3: overlaps another row",
    ]);
    assert.equal(both.inserted, 1);
  });

  it("takes rows of 5 minutes for as long as the site says that they last", async () => {
    await database.owner`
      update sites set measured_every_minutes = 30 where site_uuid = ${plant}`;
    const five = (start: string, end: string) =>
      row("06", 1, { start_utc: at(start), end_utc: at(end) });
    const rows = [five("06:00", "06:05"), five("06:30", "06:35"), five("07:00", "07:05")];
    assert.equal((await send(rows)).inserted, 3);
    const between = await send([five("06:05", "06:10"), five("07:30", "07:45")]);
    assert.deepEqual([between.inserted, between.first_conflict], [1, "Row 1"]);
    await database.owner`
      update sites set measured_every_minutes = null where site_uuid = ${plant}`;
  });

  it("takes null as a gap, which deletes by replace what the group brought", async () => {
    const gap = row("06", null as never);
    assert.deepEqual(await send([gap]), { ...all, unchanged: 1 });
    await send([row("06", 1)]);
    assert.equal((await send([gap])).first_conflict, "Row 1");
    assert.deepEqual(await send([gap], true), { ...all, deleted: 1 });
    assert.deepEqual(await stored(), []);
  });

  it("does not replace what was written in SQL or brought by another group", async () => {
    await database.owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw) values
        (${plant}, ${at("06:00")}, ${at("06:15")}, 1), (${plant}, ${at("07:00")}, ${
      at("07:15")
    }, 1)`;
    const values = [row("06", 2), row("07", null as never)];
    const done = await send(values, true);
    assert.deepEqual(done.conflicts.map(({ reason }) => reason), ["not yours", "not yours"]);
    assert.deepEqual(await stored(), [["06", 1], ["07", 1]]);
    const byAdmin = await inScope(
      database,
      cast.ada,
      (sql) => generation.add(sql, values, { replace: true }),
    );
    assert.deepEqual([byAdmin.replaced, byAdmin.deleted], [1, 1]);
    assert.equal((await send([row("06", 3)], true)).conflicts[0]!.reason, "not yours");
  });

  it("takes a day, and nothing at all", async () => {
    await send([row("06", 1, { end_utc: "2026-06-22T06:00:00Z" })]);
    assert.deepEqual(await send([]), all);
  });

  const wrong: Record<string, [Partial<SiteGeneration>, field: string, sentence: string]> = {
    "that ends when it starts": [
      { end_utc: at("07:00") },
      "end_utc",
      "end_utc must be after start_utc.",
    ],
    "of more than a day": [
      { end_utc: "2026-06-22T07:00:00.000001Z" },
      "end_utc",
      "end_utc must be at most one day after start_utc.",
    ],
    "without an offset": [
      { end_utc: "2026-06-21T07:15:00" },
      "end_utc",
      "end_utc must be a time with its offset, like 2026-11-21T09:00:00Z.",
    ],
    "without an end of time": [
      { end_utc: "infinity" },
      "end_utc",
      "end_utc must be a time with its offset, like 2026-11-21T09:00:00Z.",
    ],
    "that is no number": [
      { generation_power_kw: "NaN" as never },
      "generation_power_kw",
      "generation_power_kw must be a finite number.",
    ],
    "too large for a double": [
      { generation_power_kw: 1e300, site_uuid: bare },
      "generation_power_kw",
      "generation_power_kw must be a finite number.",
    ],
    "that contradicts one before it": [
      { start_utc: at("06:00"), end_utc: at("06:15") },
      "generation_power_kw",
      "row 1 has another value for this period.",
    ],
  };
  for (const [name, [change, field, sentence]] of Object.entries(wrong)) {
    it(`refuses all for a row ${name}, and names it`, async () => {
      const second = row("07", 2, change);
      const values = [row("06", 1), second, row("08", 1000)];
      assert.deepEqual(await refusal(() => send(values)), {
        code: "invalid",
        message: `Row 2 (site ${second.site_uuid}, ${second.start_utc}): ${sentence}`,
        field: `values.1.${field}`,
      });
    });
  }

  it("refuses a stranger's site in the words for one that is none", async () => {
    for (const site_uuid of [turbine, crypto.randomUUID(), null as never]) {
      const values = [row("06", 1), row("07", 1, { site_uuid }), row("08", 1000)];
      assert.deepEqual(await refusal(() => send(values)), {
        code: "not_found",
        message: "Row 2: there is no such site here.",
        field: undefined,
      });
    }
  });
});

describe("generation that is sent at the same time", () => {
  it("is stored once, whatever the order, and every row is told of", async () => {
    const rows = Array.from({ length: 200 }, (_, i) => ({
      ...row("06", i % 7),
      site_uuid: i % 2 ? plant : bare,
      start_utc: `2026-06-21T06:00:00.${String(1000 + i).slice(1)}Z`,
      end_utc: `2026-06-21T06:00:00.${String(1001 + i).slice(1)}Z`,
    }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => send(i % 2 ? rows : rows.toReversed())),
    );
    assert.equal(answers.reduce((sum, { inserted }) => sum + inserted, 0), 200);
    for (const { inserted, unchanged } of answers) assert.equal(inserted + unchanged, 200);
  });

  it("has one winner for a period, and losers that know", async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) => send([row("06", i)])),
    );
    assert.equal(answers.filter(({ inserted }) => inserted === 1).length, 1);
    assert.equal(answers.filter(({ conflicting }) => conflicting === 1).length, 19);
  });
});
