import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { batchWorld } from "../../support/batch_world.ts";

const {
  alice,
  at,
  charlie,
  ada,
  database,
  hour,
  list,
  newest,
  plant,
  put,
  refusal,
  remove,
  send,
  stored,
  undo,
} = await batchWorld();

describe("undoing a batch", () => {
  it("takes away what it brought and puts back what it replaced or deleted", async () => {
    await send(alice, [hour(6, 1), hour(7, 2), hour(8, 3)]);
    const before = await database.owner`select * from generation order by start_utc`;
    await put(alice, 6, 10, [hour(7, 5), hour(8, 3), hour(9, 4)]);
    const { batch_id } = await newest(alice);
    assert.deepEqual(await undo(alice, batch_id), {
      state: "undone",
      removed: 1,
      restored: 2,
      changed: 0,
      changes: [],
    });
    assert.deepEqual(await database.owner`select * from generation order by start_utc`, before);
    const batch = (await list(alice)).find((batch) => batch.batch_id === batch_id)!;
    assert.deepEqual([batch.undone_by, batch.undone_rows], [alice.email, 3]);
    assert.deepEqual(await undo(alice, batch_id), {
      state: "undone",
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
    assert.deepEqual(counts, { state: "undone", removed: 1, restored: 0, changed: 3 });
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
    assert.deepEqual(counts, { state: "undone", removed: 0, restored: 1, changed: 1 });
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
