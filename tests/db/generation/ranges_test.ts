import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import * as generation from "../../../sql/generation/generation.ts";
import { batchWorld } from "../../support/batch_world.ts";
import { inScope } from "../../support/scopes.ts";

const {
  alice,
  at,
  charlie,
  ada,
  cast,
  database,
  hour,
  inSql,
  newest,
  put,
  refusal,
  remove,
  send,
  stored,
} = await batchWorld();

const NOT_OURS = "409: This range holds 1 measurement that your group did not bring: " +
  "2026-06-21T08:00:00Z. Nothing was changed.";

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
