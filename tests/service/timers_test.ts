import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { describe, it } from "@std/testing/bdd";
import { everyDay, everyMinutes, untilTime } from "../../service/timers.ts";

const SLOT_MS = 4;
const SLOT = SLOT_MS / 60_000;

/** Runs turns of one slot each until a turn stops them; returns when each began. */
async function turns(work: (turn: number, stop: () => void) => Promise<void> | void) {
  const began: number[] = [];
  const stop = new AbortController();
  await everyMinutes(SLOT, "a test", stop.signal, async () => {
    began.push(Temporal.Now.instant().epochMilliseconds);
    await work(began.length, () => stop.abort());
  });
  return began;
}

/** Resolves in a later slot than the next one. */
async function pastTheNextSlot(): Promise<void> {
  const now = () => Math.floor(Temporal.Now.instant().epochMilliseconds / SLOT_MS);
  const slot = now();
  while (now() < slot + 2) await setImmediate();
}

/**
 * A clock that pauses move on, by a minute at most, and that jumps by a duration when it first shows
 * one of these times.
 */
function jumpingClock(start: string, jumps: Record<string, string>) {
  let now = Temporal.Instant.from(start);
  const time = () => now.toString().slice(11, 16);
  return {
    now: () => now,
    time,
    pause: (milliseconds: number) => {
      assert.ok(milliseconds <= 60_000, `${milliseconds} ms without a look at the clock`);
      now = now.add({ milliseconds });
      const jump = jumps[time()];
      delete jumps[time()];
      if (jump) now = now.add(Temporal.Duration.from(jump));
      return Promise.resolve();
    },
  };
}

describe("everyMinutes", () => {
  it("takes the first turn now, the next ones each in a later slot of the clock", async () => {
    const began = await turns((turn, stop) => {
      if (turn === 5) stop();
    });
    assert.equal(began.length, 5);
    const slots = began.map((ms) => Math.floor(ms / SLOT_MS));
    assert.equal(new Set(slots).size, 5, slots.join());
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
      await pastTheNextSlot();
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
      await setImmediate();
      finished = true;
    });
    assert.equal(began.length, 1);
    assert.equal(finished, true);
  });

  it("ends at once when it is stopped between two turns, a day apart", async () => {
    const stop = new AbortController();
    let turns = 0;
    const ended = everyMinutes(24 * 60, "a test", stop.signal, () => Promise.resolve(void turns++));
    await setImmediate();
    stop.abort();
    await ended;
    assert.equal(turns, 1, "the first turn did not wait for midnight");
  });

  it("looks again within a minute after a suspended machine and a jumping clock", async () => {
    const stop = new AbortController();
    const clock = jumpingClock("2026-06-21T08:00:00Z", { "08:02": "+PT5H", "13:16": "-PT13H" });
    const began: string[] = [];
    await everyMinutes(15, "a test", stop.signal, () => {
      began.push(clock.time());
      if (began.length === 5) stop.abort();
      return Promise.resolve();
    }, clock);
    // 13:02 is seen at once; after 00:16 the next turn is not that of 13:30 on the clock of before.
    assert.deepEqual(began, ["08:00", "13:02", "13:15", "00:16", "00:30"]);
  });

  it("takes no turn when it is stopped from the start", async () => {
    await everyMinutes(SLOT, "a test", AbortSignal.abort(), () => assert.fail("a turn"));
  });
});

describe("everyDay", () => {
  const QUIET = Temporal.PlainTime.from("02:37");
  /** A millisecond before that time, for ever. */
  const almost = () => Temporal.Instant.from("2026-06-21T02:36:59.999Z");

  it("waits for its time of the day in UTC, to the next day when it is over", () => {
    const wait = (now: string) => untilTime(QUIET, Temporal.Instant.from(now));
    const hour = 3_600_000;
    assert.equal(wait("2026-06-21T01:37:00Z"), hour);
    assert.equal(wait("2026-06-21T02:37:00Z"), 24 * hour);
    assert.equal(wait("2026-06-21T03:37:00Z"), 23 * hour);
    assert.equal(wait("2026-03-29T00:37:00Z"), 2 * hour);
    assert.equal(wait("2026-06-21T02:36:59.999999999Z"), 1);
  });

  it("takes turns until it is stopped, and goes on after one that failed", async () => {
    const stop = new AbortController();
    let turns = 0;
    await everyDay(QUIET, "a test", { now: almost, signal: stop.signal }, () => {
      turns++;
      if (turns === 1) throw new Error("the database is away");
      if (turns === 3) stop.abort();
      return Promise.resolve();
    });
    assert.equal(turns, 3);
  });

  it("comes at most a minute late when the machine was suspended, and once when its clock is set back", async () => {
    const stop = new AbortController();
    const clock = jumpingClock("2026-06-21T20:00:00Z", { "21:00": "+PT8H", "06:00": "-PT30H" });
    const began: string[] = [];
    await everyDay(QUIET, "a test", { ...clock, signal: stop.signal }, () => {
      began.push(clock.now().toString());
      if (began.length === 3) stop.abort();
      return Promise.resolve();
    });
    assert.deepEqual(began, [
      "2026-06-22T05:00:00Z",
      "2026-06-21T02:37:00Z",
      "2026-06-22T02:37:00Z",
    ]);
  });

  it("takes no turn at its start, nor when it is stopped while it waits", async () => {
    const stop = new AbortController();
    const now = () => Temporal.Instant.from("2026-06-21T12:00:00Z");
    const waiting = everyDay(QUIET, "a test", { now, signal: stop.signal }, () => {
      assert.fail("it is not the time");
    });
    await setImmediate();
    stop.abort();
    await waiting;
  });
});
