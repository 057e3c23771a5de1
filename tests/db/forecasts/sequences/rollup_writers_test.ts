import assert from "node:assert/strict";
import { afterAll, describe, it } from "@std/testing/bdd";
import fc from "fast-check";
import { connect } from "../../../../db/client.ts";
import { differences } from "../../../support/rollup.ts";
import { stage, type Step, step, take } from "../../../support/rollup_steps.ts";
import { ownCast } from "../../../support/setup.ts";

const { database, cast } = await ownCast();
const on = await stage(database.owner, [cast.sites.plant, cast.sites.turbine]);
const ROUNDS = Number(Deno.env.get("ROLLUP_ROUNDS") ?? 12);
const WRITERS = 4;
const pools = Array.from({ length: WRITERS }, () => connect(database.url, { max: 1 }));
afterAll(() => Promise.all(pools.map((pool) => pool.end())));

/** Errors that no retry can avoid: the run was deleted or moved while another wrote to it. */
const OVERTAKEN = new Set(["23503"]);
const TO_RETRY = new Set(["40P01", "40001"]);

type Write = (pool: (typeof pools)[number], steps: Step[]) => Promise<void>;

/**
 * Runs all writers side by side, each for so many rounds, and repeats a write that was aborted. Returns
 * how many writes went through, and how often each error came.
 */
async function writeTogether(seed: number, write: Write) {
  const errors: Record<string, number> = {};
  let done = 0;
  await Promise.all(pools.map(async (pool, nth) => {
    for (let round = 0; round < ROUNDS; round++) {
      const steps = fc.sample(step, { seed: seed + nth * 10_000 + round, numRuns: 3 });
      let again = true;
      while (again) {
        try {
          await write(pool, steps);
          again = false;
          done++;
        } catch (error) {
          const { code } = error as { code: string };
          if (!OVERTAKEN.has(code) && !TO_RETRY.has(code)) throw error;
          errors[code] = (errors[code] ?? 0) + 1;
          again = TO_RETRY.has(code);
        }
      }
    }
  }));
  return { done, errors };
}

/**
 * What writes to one table alone. A statement that deletes values and their run may meet another one's
 * row locks the other way round, with or without a rollup.
 */
const OF_BOTH = new Set(["delete run", "delete both", "truncate"]);
const alone = (one: Step): Step => OF_BOTH.has(one.do) ? { ...one, do: "delete values" } : one;

describe("four who write to the same sites at once", () => {
  it("neither deadlock nor leave a wrong row with single statements", async () => {
    const { done, errors } = await writeTogether(1, async (pool, [one]) => {
      await take(pool, on, alone(one!));
    });
    assert.ok(done > WRITERS * ROUNDS / 2, `only ${done} writes went through`);
    assert.deepEqual(Object.keys(errors).filter((code) => TO_RETRY.has(code)), []);
    assert.deepEqual(await differences(database.owner), []);
  });

  for (const isolation of ["read committed", "repeatable read"]) {
    it(`leave no wrong row with transactions of one site under ${isolation}`, async () => {
      const { done } = await writeTogether(2, async (pool, steps) => {
        const [first] = steps;
        await pool.begin(`isolation level ${isolation}`, async (tx) => {
          for (const one of steps) {
            await take(tx, on, {
              ...one,
              do: one.do === "truncate" ? "insert" : one.do,
              site: first!.site,
            }, { ofItsSite: true });
          }
        });
      });
      assert.ok(done > WRITERS * ROUNDS / 4, `only ${done} transactions went through`);
      assert.deepEqual(await differences(database.owner), []);
    });
  }
});
