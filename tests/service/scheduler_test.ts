import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { describe, it } from "@std/testing/bdd";
import { everyMinutes } from "../../service/scheduler.ts";

const SLOT_MS = 4;
const SLOT = SLOT_MS / 60_000;

/** Runs turns of a slot each until one of them stops it; answers when they began. */
async function turns(work: (turn: number, stop: () => void) => Promise<void> | void) {
  const began: number[] = [];
  const stop = new AbortController();
  await everyMinutes(SLOT, "a test", stop.signal, async () => {
    began.push(Temporal.Now.instant().epochMilliseconds);
    await work(began.length, () => stop.abort());
  });
  return began;
}

/** Takes as long as so many slots. */
async function work(slots: number): Promise<void> {
  const end = performance.now() + slots * SLOT_MS;
  while (performance.now() < end) await setImmediate();
}

describe("everyMinutes", () => {
  it("takes the first turn now, the next ones each in a later slot of the clock", async () => {
    const before = Temporal.Now.instant().epochMilliseconds;
    const began = await turns((turn, stop) => {
      if (turn === 5) stop();
    });
    assert.equal(began.length, 5);
    const slots = began.map((ms) => Math.floor(ms / SLOT_MS));
    assert.equal(new Set(slots).size, 5, slots.join());
    assert.ok(began[0]! - before < 1000);
  });

  it("goes on after a turn that failed, thrown or rejected", async () => {
    const began = await turns((turn, stop) => {
      if (turn === 1) throw new Error("the database is away");
      if (turn === 2) return Promise.reject(new Error("still away"));
      stop();
    });
    assert.equal(began.length, 3);
  });

  it("never runs two turns at once: a long one skips the slots that it took", async () => {
    let running = 0;
    let most = 0;
    const began = await turns(async (turn, stop) => {
      most = Math.max(most, ++running);
      await work(2.5);
      running--;
      if (turn === 4) stop();
    });
    assert.equal(most, 1);
    assert.ok(began.every((ms, index) => index === 0 || ms - began[index - 1]! >= 2 * SLOT_MS));
  });

  it("ends after the turn in which it is stopped, not before", async () => {
    let finished = false;
    const began = await turns(async (_, stop) => {
      stop();
      await work(1);
      finished = true;
    });
    assert.equal(began.length, 1);
    assert.equal(finished, true);
  });

  it("ends at once when it is stopped between two turns, a day apart", async () => {
    const stop = new AbortController();
    const ended = everyMinutes(24 * 60, "a test", stop.signal, () => Promise.resolve());
    await work(1);
    stop.abort();
    await ended;
  });

  it("takes no turn when it is stopped from the start", async () => {
    await everyMinutes(SLOT, "a test", AbortSignal.abort(), () => assert.fail("a turn"));
  });
});
