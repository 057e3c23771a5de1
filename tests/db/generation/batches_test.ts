import assert from "node:assert/strict";
import { beforeEach, describe, it } from "@std/testing/bdd";
import { translated } from "../../../db/errors.ts";
import { AppError } from "../../../domain/errors.ts";
import type { NewGeneration } from "../../../domain/generation/generation_value.ts";
import * as batches from "../../../sql/generation/batches.ts";
import * as changes from "../../../sql/generation/changes.ts";
import * as generation from "../../../sql/generation/generation.ts";
import type { Person } from "../../support/cast.ts";
import { ownCast } from "../../support/setup.ts";
import { inScope } from "../../support/scopes.ts";

const { database, cast } = await ownCast();
const { plant } = cast.sites;
const { alice, charlie, ada } = cast;
const at = (hour: number) => Temporal.Instant.from("2026-06-21T00:00:00Z").add({ hours: hour });

const hour = (from: number, kw: number | null): NewGeneration => ({
  site_uuid: plant,
  start_utc: `${at(from)}`,
  end_utc: `${at(from + 1)}`,
  generation_power_kw: kw,
});

const send = (person: Person, values: NewGeneration[], replace = false) =>
  inScope(database, person, (sql) => generation.add(sql, values, { replace }));
const put = (person: Person, from: number, to: number, values: NewGeneration[]) =>
  inScope(
    database,
    person,
    (sql) => generation.put(sql, values, { siteUuid: plant, start: at(from), end: at(to) }),
  );
const remove = (person: Person, from: number, to: number) =>
  inScope(
    database,
    person,
    (sql) => generation.remove(sql, { siteUuid: plant, start: at(from), end: at(to) }),
  );
const list = async (person: Person) => [
  ...await inScope(database, person, (sql) => batches.list(sql, {})),
];
const undo = (person: Person, batchId: number) =>
  inScope(database, person, (sql) => batches.undo(sql, String(batchId)));
const newest = async (person: Person) => (await list(person))[0]!;

const inSql = (from: number, kw: number) =>
  database.owner`
    insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
    values (${plant}, ${at(from)}, ${at(from + 1)}, ${kw})`;

const stored = async () => {
  const rows = await database.owner<{ hour: number; kw: number }[]>`
    select extract(hour from start_utc)::int as hour, generation_power_kw as kw
    from generation order by start_utc`;
  return Object.fromEntries(rows.map(({ hour, kw }) => [hour, kw]));
};

async function refusal(work: Promise<unknown>): Promise<string> {
  const refused = work.then(() => undefined, translated);
  const before = await stored();
  const error = await refused;
  assert.ok(error instanceof AppError, String(error));
  assert.deepEqual(await stored(), before);
  return `${error.status}: ${error.message}`;
}

const NOT_OURS = "409: This range holds 1 measurement that your group did not bring: " +
  "2026-06-21T08:00:00Z. Nothing was changed.";

beforeEach(async () => {
  await database.owner`delete from generation`;
  await database.owner`delete from app.replaced_generation`;
  await database.owner`delete from app.batches`;
  // Charlie's group has alice's plant, too.
  await database.owner`
    insert into site_group_sites (site_group_uuid, site_uuid)
    values (${charlie.site_group_uuid}, ${plant}) on conflict do nothing`;
});

describe("a batch", () => {
  it("says who brought how many rows by which door, and for which time", async () => {
    await send(alice, [hour(6, 1), hour(7, 2)]);
    const [batch] = await list(alice);
    const { batch_id, sites, created_utc: _, changed_utc: __, ...rest } = batch!;
    assert.deepEqual(rest, {
      door: "form",
      kind: "sent",
      actor: alice.email,
      is_own: true,
      inserted: 2,
      replaced: 0,
      deleted: 0,
      runs: 0,
      first_utc: `${at(6)}`,
      last_utc: `${at(8)}`,
      undone_utc: null,
      undone_by: null,
      undone_rows: 0,
    });
    assert.equal(sites[0]!.site_uuid, plant);
    const [row] = await database.owner`
      select distinct batch_id::float8 as batch_id from generation`;
    assert.equal(row!.batch_id, batch_id);
    assert.deepEqual(await list(charlie), []);
    assert.deepEqual((await list(ada)).map(({ batch_id, is_own }) => ({ batch_id, is_own })), [
      { batch_id, is_own: false },
    ]);
  });

  it("is shared by small requests of one person, door and day, and by no others", async () => {
    await send(alice, [hour(6, 1)]);
    await send(alice, [hour(7, 1)]);
    await send(alice, [hour(7, 2)], true);
    await send({ ...alice, through: "api" }, [hour(8, 1)]);
    await send(cast.bob, [hour(9, 1)]);
    const large = Array.from({ length: 100 }, (_, i) => hour(24 + i, 1));
    await send(alice, large);
    assert.deepEqual(
      (await list(alice)).map((batch) => [batch.actor, batch.door, batch.inserted, batch.replaced]),
      [
        [alice.email, "form", 100, 0],
        [cast.bob.email, "form", 1, 0],
        [alice.email, "api", 1, 0],
        [alice.email, "form", 2, 1],
      ],
    );
    await database.owner`update app.batches set day = day - 1`;
    await send(alice, [hour(10, 1)]);
    assert.equal((await list(alice)).length, 5);
  });

  it("that nothing was stored of is not listed", async () => {
    await send(alice, [hour(6, null)]);
    assert.deepEqual(await list(alice), []);
    assert.equal(await remove(alice, 0, 24), 0);
    assert.deepEqual(await list(alice), []);
  });
});

describe("a range", () => {
  it("is deleted where all of it is the group's own", async () => {
    await send(alice, [hour(6, 1), hour(7, 2), hour(8, 3), hour(9, 4)]);
    assert.equal(await remove(alice, 7, 9), 2);
    assert.deepEqual(await stored(), { 6: 1, 9: 4 });
  });

  it("is stored anew in one step: what is not sent goes, what is the same stays", async () => {
    await send(alice, [hour(6, 1), hour(7, 2), hour(8, 3), hour(9, 4)]);
    const done = await put(alice, 6, 10, [hour(6, 1), hour(7, 5), hour(8, null), hour(5 + 4, 4)]);
    const { inserted, unchanged, replaced, deleted, conflicting } = done;
    // The gap at 8 is nothing to store once the range is clear: it counts as unchanged.
    assert.deepEqual({ inserted, unchanged, replaced, deleted, conflicting }, {
      inserted: 0,
      unchanged: 3,
      replaced: 1,
      deleted: 1,
      conflicting: 0,
    });
    assert.deepEqual(await stored(), { 6: 1, 7: 5, 9: 4 });
    const halves = [0, 1].map((half) => ({
      ...hour(6, 7),
      start_utc: `${at(6).add({ minutes: 30 * half })}`,
      end_utc: `${at(6).add({ minutes: 30 * half + 30 })}`,
    }));
    await put(alice, 6, 7, halves);
    assert.deepEqual((await newest(alice)).deleted, 2);
  });

  it("that holds rows of others changes nothing, by DELETE and by PUT, and names them", async () => {
    await send(alice, [hour(6, 1), hour(7, 2)]);
    await inSql(8, 3);
    for (const person of [alice, charlie]) {
      const theirs = person === alice ? NOT_OURS : /holds 3 measurements .*06:00:00Z, .*07:00:00Z/;
      for (const work of [() => remove(person, 0, 24), () => put(person, 0, 24, [hour(8, 3)])]) {
        const message = await refusal(work());
        if (typeof theirs === "string") assert.equal(message, theirs);
        else assert.match(message, theirs);
      }
    }
    assert.equal(await remove(alice, 6, 8), 2);
    assert.equal(await remove(ada, 0, 24), 1);
  });

  it("that holds a row of the group's that was changed in SQL changes nothing", async () => {
    await send(alice, [hour(8, 1)]);
    await database.owner`update generation set generation_power_kw = 2`;
    assert.equal(await refusal(remove(alice, 0, 24)), NOT_OURS);
  });

  it("that cuts through a stored period changes nothing", async () => {
    await send(alice, [{ ...hour(6, 1), end_utc: `${at(12)}` }]);
    const sentence = "409: The range cuts through 1 measurement, from 2026-06-21T06:00:00Z. " +
      "Begin and end it where periods do. Nothing was changed.";
    assert.equal(await refusal(remove(alice, 0, 11)), sentence);
    assert.equal(await refusal(remove(alice, 7, 24)), sentence);
    assert.equal(await refusal(put(alice, 8, 9, [hour(8, 1)])), sentence);
    assert.equal(await remove(alice, 6, 12), 1);
  });

  it("takes rows of its site that lie within it, and none that overlap", async () => {
    const outside = "422: Each value must be of the site and lie within start and end.";
    assert.equal(await refusal(put(alice, 6, 8, [hour(8, 1)])), outside);
    const long = { ...hour(6, 1), end_utc: `${at(8)}` };
    assert.equal(
      await refusal(put(alice, 6, 8, [hour(6, 1), long])),
      "409: Row 2: overlaps another row. Nothing was changed.",
    );
    await assert.rejects(
      inScope(database, charlie, (sql) =>
        generation.remove(sql, {
          siteUuid: cast.sites.bare,
          start: at(0),
          end: at(24),
        })),
      { code: "P0002" },
    );
  });
});

describe("undoing a batch", () => {
  it("takes away what it brought and puts back what it replaced or deleted", async () => {
    await send(alice, [hour(6, 1), hour(7, 2), hour(8, 3)]);
    const before = await database.owner`select * from generation order by start_utc`;
    await put(alice, 6, 10, [hour(7, 5), hour(8, 3), hour(9, 4)]);
    const { batch_id } = await newest(alice);
    assert.deepEqual(await undo(alice, batch_id), {
      removed: 1,
      restored: 2,
      changed: 0,
      changes: [],
    });
    assert.deepEqual(await database.owner`select * from generation order by start_utc`, before);
    const batch = (await list(alice)).find((batch) => batch.batch_id === batch_id)!;
    assert.deepEqual([batch.undone_by, batch.undone_rows], [alice.email, 3]);
    assert.deepEqual(await undo(alice, batch_id), {
      removed: 0,
      restored: 0,
      changed: 0,
      changes: [],
    });
  });

  it("leaves what has changed since, and lists it", async () => {
    await send(alice, [hour(6, 1), hour(7, 1), hour(8, 1), hour(9, 1)]);
    const first = await newest(alice);
    await database.owner`
      update generation set generation_power_kw = 2 where start_utc = ${at(6)}`;
    await send(ada, [hour(7, 3)], true);
    await remove(alice, 8, 9);
    const { changes, ...counts } = await undo(alice, first.batch_id);
    assert.deepEqual(counts, { removed: 1, restored: 0, changed: 3 });
    assert.deepEqual(changes.map(({ start_utc, reason }) => `${start_utc} ${reason}`), [
      `${at(6)} changed in SQL since`,
      `${at(7)} replaced since`,
      `${at(8)} deleted since`,
    ]);
    assert.deepEqual(await stored(), { 6: 2, 7: 3 });
  });

  it("puts nothing back over what is newer", async () => {
    await send(alice, [hour(6, 1), hour(7, 1)]);
    await remove(alice, 6, 8);
    const { batch_id } = await newest(alice);
    await database.owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      values (${plant}, ${at(5)}, ${at(6).add({ minutes: 30 })}, 9)`;
    const { changes, ...counts } = await undo(alice, batch_id);
    assert.deepEqual(counts, { removed: 0, restored: 1, changed: 1 });
    assert.equal(changes[0]!.reason, "something newer is stored for this time");
    assert.deepEqual(await stored(), { 5: 9, 7: 1 });
  });

  it("is for its own group and for admins, as if it weren't there for others", async () => {
    await send(alice, [hour(6, 1)]);
    const { batch_id } = await newest(alice);
    assert.equal(await refusal(undo(charlie, batch_id)), "404: There is no such batch here.");
    assert.equal(await refusal(undo(charlie, 1)), "404: There is no such batch here.");
    assert.equal((await undo(ada, batch_id)).removed, 1);
    assert.deepEqual((await newest(alice)).undone_by, "an administrator");
    assert.deepEqual(await stored(), {});
  });
});

describe("what the Python SDK and the owner do in SQL", () => {
  it("is never hindered by batches", async () => {
    await send(alice, [hour(6, 1), hour(7, 1)]);
    await database.owner`
      insert into generation (site_uuid, start_utc, end_utc, generation_power_kw)
      values (${plant}, ${at(6).add({ minutes: 30 })}, ${at(9)}, 9)`;
    await database.owner`update generation set start_utc = start_utc - interval '1 second'`;
    await database.owner`delete from generation where site_uuid = ${plant}`;
    await database.owner`delete from app.batches`;
    await inSql(6, 1);
    assert.deepEqual(await stored(), { 6: 1 });
  });
});

describe("batches after 30 days", () => {
  const later = (days: number) => Temporal.Now.instant().add({ hours: 24 * days });
  const left = async () => {
    const [row] = await database.owner`
      select (select count(*)::int from app.batches) as batches,
        (select count(*)::int from app.replaced_generation) as replaced`;
    return [row!.batches, row!.replaced];
  };

  it("go when nothing refers to them, with what they replaced", async () => {
    await send(alice, [hour(6, 1), hour(7, 1)]);
    await put(alice, 6, 8, [hour(6, 2)]);
    await remove(alice, 6, 7);
    assert.deepEqual(await left(), [3, 3]);
    assert.equal(await batches.dropOld(database.owner, later(29)), 0);
    assert.deepEqual(await left(), [3, 3]);
    assert.equal(await batches.dropOld(database.owner, later(31)), 3);
    assert.deepEqual(await left(), [0, 0]);
  });

  it("stay while a measurement refers to them", async () => {
    await send(alice, [hour(6, 1)]);
    assert.equal(await batches.dropOld(database.owner, later(31)), 0);
    assert.equal((await undo(alice, (await newest(alice)).batch_id)).removed, 1);
    assert.equal(await batches.dropOld(database.owner, later(62)), 1);
  });
});

describe("what depends on measurements", () => {
  it("learns of a deletion, a correction and an undoing: ETags, accuracy and fits follow", async () => {
    const revision = async () => {
      const [row] = await database.owner`
        select revision::float8 as revision from site_revisions where site_uuid = ${plant}`;
      return row!.revision as number;
    };
    const followers = async () => {
      const before = await revision();
      await changes.sweep(database.owner);
      const rows = await database.owner`
        delete from app.changed_ranges where site_uuid = ${plant}
        returning follower, first_utc, last_utc`;
      assert.ok(await revision() > before);
      return rows.map(({ follower, first_utc, last_utc }) => [follower, first_utc, last_utc])
        .sort();
    };
    const both = (first: number, last: number) =>
      ["accuracy", "fits"].map((follower) => [follower, `${at(first)}`, `${at(last)}`]);
    await send(alice, [hour(6, 1), hour(7, 1), hour(8, 1)]);
    await followers();
    await remove(alice, 7, 9);
    assert.deepEqual(await followers(), both(7, 8));
    await undo(alice, (await newest(alice)).batch_id);
    assert.deepEqual(await followers(), both(7, 8));
    await put(alice, 6, 7, [hour(6, 2)]);
    assert.deepEqual(await followers(), both(6, 6));
  });
});
