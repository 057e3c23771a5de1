import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { GenerationSteps, step } from "../../../support/generation_steps.ts";
import { ownCast } from "../../../support/setup.ts";

const { database, cast } = await ownCast();
const { plant } = cast.sites;
await database.owner`
  insert into site_group_sites (site_group_uuid, site_uuid)
  values (${cast.charlie.site_group_uuid}, ${plant})`;
const steps = new GenerationSteps(database, [cast.alice, cast.charlie, cast.ada], plant);
const RUNS = Number(Deno.env.get("BATCH_SEQUENCES") ?? 60);

describe("any sequence of requests of two groups and admins, and of changes in SQL", () => {
  it("gives the rows of before when each is taken back, the last one first", async () => {
    const sequence = fc.array(step, { minLength: 4, maxLength: 24 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), sequence, async (first, then) => {
        await database.owner`delete from generation`;
        await database.owner`delete from app.replaced_generation`;
        await database.owner`delete from app.batches`;
        for (const one of first) await steps.run(one);
        const before = await steps.rows();
        const undos: (() => Promise<unknown>)[] = [];
        for (const one of then) undos.push(await steps.run(one));
        for (const undo of undos.reverse()) await undo();
        assert.deepEqual(await steps.rows(), before);
      }),
      { numRuns: RUNS },
    );
  });
});
