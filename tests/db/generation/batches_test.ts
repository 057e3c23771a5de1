import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import * as batches from "../../../sql/generation/batches.ts";
import * as changes from "../../../sql/generation/changes.ts";
import { batchWorld } from "../../support/batch_world.ts";

const {
  alice,
  bob,
  at,
  charlie,
  ada,
  database,
  hour,
  inSql,
  list,
  newest,
  plant,
  put,
  remove,
  send,
  stored,
  undo,
} = await batchWorld();

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
      undo: null,
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
    await send(bob, [hour(9, 1)]);
    const large = Array.from({ length: 100 }, (_, i) => hour(24 + i, 1));
    await send(alice, large);
    assert.deepEqual(
      (await list(alice)).map((batch) => [batch.actor, batch.door, batch.inserted, batch.replaced]),
      [
        [alice.email, "form", 100, 0],
        [bob.email, "form", 1, 0],
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
      ["accuracy", "attention", "fits", "hours"].map((
        follower,
      ) => [follower, `${at(first)}`, `${at(last)}`]);
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
