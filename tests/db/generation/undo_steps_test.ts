import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { undoBatches } from "../../../service/jobs/undo_batches.ts";
import * as batches from "../../../sql/generation/batches.ts";
import * as undos from "../../../sql/generation/undos.ts";
import type { Person } from "../../support/cast.ts";
import { inScope } from "../../support/scopes.ts";
import { batchWorld } from "../../support/batch_world.ts";

const RUNNING = new AbortController().signal;
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
} = await batchWorld();

/** Begins to undo a batch as a large one. */
const begin = (person: Person, batchId: number) =>
  inScope(database, person, (sql) => batches.undo(sql, String(batchId), 0));
const step = (batchId: number) => undos.step(database.owner, String(batchId), 2);
const found = async (batchId: number) =>
  (await list(alice)).find((batch) => batch.batch_id === batchId)!;

describe("undoing a large batch in steps", () => {
  it("comes to the same as at once, goes on after a stop, and lists what stays", async () => {
    await send(alice, [hour(6, 1), hour(7, 2), hour(8, 3), hour(12, 1), hour(13, 1)]);
    await put(alice, 6, 14, [hour(7, 5), hour(8, 3), hour(9, 4), hour(10, 4), hour(11, 4)]);
    const { batch_id } = await newest(alice);
    await database.owner`
      update generation set generation_power_kw = 9 where start_utc = ${at(10)}`;
    const begun = await begin(alice, batch_id);
    assert.deepEqual(begun, {
      state: "undoing",
      removed: 0,
      restored: 0,
      changed: 0,
      changes: [],
    });
    assert.deepEqual(await begin(alice, batch_id), begun);
    assert.equal(await step(batch_id), true);
    const { undo, undone_by } = await found(batch_id);
    assert.equal(undo!.state, "undoing");
    assert.equal(undone_by, alice.email);
    await undoBatches(database.owner, AbortSignal.abort(), 2);
    assert.deepEqual((await found(batch_id)).undo, undo);

    await undoBatches(database.owner, RUNNING, 2);
    const after = await found(batch_id);
    const { changes, ...counts } = after.undo!;
    assert.deepEqual(counts, { state: "undone", removed: 2, restored: 4, changed: 1 });
    assert.deepEqual(changes.map(({ start_utc, reason }) => `${start_utc} ${reason}`), [
      `${at(10)} changed in SQL since`,
    ]);
    assert.equal(after.undone_rows, 6);
    assert.deepEqual(await stored(), { 6: 1, 7: 2, 8: 3, 10: 9, 12: 1, 13: 1 });
    assert.equal(await step(batch_id), false);
  });

  it("is done once, in rights of the moment when it was asked for", async () => {
    await send(alice, [hour(6, 1), hour(7, 1), hour(8, 1), hour(9, 1), hour(10, 1)]);
    const { batch_id } = await newest(alice);
    assert.equal(await refusal(begin(charlie, batch_id)), "404: There is no such batch here.");
    await begin(alice, batch_id);
    await step(batch_id);
    assert.equal(await refusal(begin(charlie, batch_id)), "404: There is no such batch here.");
    assert.deepEqual(await list(charlie), []);
    const { removed } = await begin(ada, batch_id);
    assert.ok(removed > 0 && removed < 5, String(removed));
    await database.owner`
      delete from site_group_sites
      where site_uuid = ${plant} and site_group_uuid = ${alice.site_group_uuid}`;
    await undoBatches(database.owner, RUNNING, 2);
    await database.owner`
      insert into site_group_sites (site_group_uuid, site_uuid)
      values (${alice.site_group_uuid}, ${plant})`;
    assert.deepEqual(await stored(), {});
    assert.equal((await found(batch_id)).undo!.removed, 5);
    await begin(alice, batch_id);
    await undoBatches(database.owner, RUNNING, 2);
    assert.equal((await found(batch_id)).undo!.removed, 0);
  });

  it("puts back what a deletion took, but nothing over what is newer", async () => {
    await send(alice, [hour(6, 1), hour(7, 1), hour(8, 1), hour(9, 1)]);
    await remove(alice, 6, 10);
    const { batch_id } = await newest(alice);
    await send(alice, [hour(7, 5)]);
    await begin(alice, batch_id);
    await undoBatches(database.owner, RUNNING, 1);
    assert.deepEqual(await stored(), { 6: 1, 7: 5, 8: 1, 9: 1 });
    assert.equal((await found(batch_id)).undo!.changed, 1);
  });
});
