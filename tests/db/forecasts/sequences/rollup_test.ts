import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { differences } from "../../../support/rollup.ts";
import { stage, step, take } from "../../../support/rollup_steps.ts";
import { ownCast } from "../../../support/setup.ts";

const { database: { owner }, cast } = await ownCast();
const on = await stage(owner, [cast.sites.plant, cast.sites.turbine]);
const SEQUENCES = Number(Deno.env.get("ROLLUP_SEQUENCES") ?? 100);

describe("the rollup of the latest forecasts", () => {
  it(`is the plain definition after each step of ${SEQUENCES} random sequences`, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 25 }), async (steps) => {
        await owner`truncate forecasts cascade`;
        for (const one of steps) {
          await take(owner, on, one);
          assert.deepEqual(await differences(owner), [], JSON.stringify(one));
        }
      }),
      { numRuns: SEQUENCES },
    );
  });
});
