import assert from "node:assert/strict";
import { afterAll, describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../../db/client.ts";
import { withLock, withLockIfFree } from "../../../sql/kit/locks.ts";
import { testDatabase } from "../../support/database.ts";
import { ownDatabase } from "../../support/setup.ts";
import { until } from "../../support/until.ts";
import { endLockOf, waitsForALock } from "../../support/inspect.ts";
import { proxyTo } from "../../support/proxy.ts";

const database = await ownDatabase();
/** Another instance of the service. */
const other = openDatabase(database.url);
afterAll(() => other.close());

const aborted = (signal: AbortSignal) => until(() => signal.aborted);

describe("a lock among instances", () => {
  it("lets one at a time through, and the next once it has gone", async () => {
    const order: string[] = [];
    let second: Promise<unknown> | undefined;
    const first = await withLock(database.owner, "job", async () => {
      second = withLock(other.owner, "job", () => Promise.resolve(order.push("second")));
      await until(async () => order.length > 0 || await waitsForALock(database.owner));
      order.push("first");
      return "what the work answers";
    });
    await second;
    assert.deepEqual(order, ["first", "second"]);
    assert.equal(first, "what the work answers");
  });

  it("is another one under another name", async () => {
    const answer = await withLock(
      database.owner,
      "job",
      () => withLock(other.owner, "another job", () => Promise.resolve("both")),
    );
    assert.equal(answer, "both");
  });

  it("goes when the work throws, and throws the same", async () => {
    const reason = new Error("the work failed");
    const failing = withLock(database.owner, "fails", () => Promise.reject(reason));
    await assert.rejects(failing, (error) => error === reason);
    assert.equal(await withLock(other.owner, "fails", () => Promise.resolve(1)), 1);
  });

  it("outlasts the patience that an administrator has set, at work and in wait", async () => {
    const impatient = await testDatabase();
    const settings = await impatient.owner<{ text: string }[]>`
      select format('alter database %I set %I = %s', current_database(), name,
        case name when 'statement_timeout' then 1000 else 1500 end) as text
      from pg_settings where name in ('statement_timeout', 'lock_timeout', 'transaction_timeout',
        'idle_in_transaction_session_timeout')`;
    for (const { text } of settings) await impatient.owner.unsafe(text);
    const { owner, close } = openDatabase(impatient.url);
    const order: string[] = [];
    let second: Promise<unknown> | undefined;
    await withLock(owner, "job", async () => {
      second = withLock(owner, "job", () => Promise.resolve(order.push("second")));
      await until(() => waitsForALock(impatient.owner));
      // This statement begins later under the same timeouts: when it has timed out twice, theirs have
      // passed.
      for (const _time of ["once", "twice"]) {
        await assert.rejects(async () => await owner`select pg_sleep(20)`, { code: "57014" });
      }
      order.push("first");
    });
    await second;
    assert.deepEqual(order, ["first", "second"]);
    await close();
    await impatient.drop();
  });

  it("ends the work when its connection is ended, before the next turn can begin", async () => {
    const killed = openDatabase(database.url, { ownerMax: 1, requestMax: 1 });
    const order: string[] = [];
    const working = withLock(killed.owner, "killed", async (signal) => {
      await endLockOf(database.owner);
      await aborted(signal);
      await withLock(other.owner, "killed", () => Promise.resolve(order.push("another instance")));
      order.push("the rest of the work");
    });
    await assert.rejects(working, { code: /CONNECTION_CLOSED|57P01/ });
    assert.deepEqual(order, ["another instance", "the rest of the work"]);
    await killed.close();
  });

  it("ends the work when its connection falls silent", async () => {
    const proxy = proxyTo(database.url);
    const silent = openDatabase(proxy.url, { ownerMax: 1, requestMax: 1 });
    let isAborted = false;
    const working = withLockIfFree(silent.owner, "silent", async (signal) => {
      proxy.stall();
      await aborted(signal);
      isAborted = true;
    }, { beatMs: 5 });
    await assert.rejects(working, { code: "CONNECT_TIMEOUT" });
    assert.ok(isAborted);
    proxy.close();
    await silent.close();
  });

  it("passes on that the caller wants the work to stop", async () => {
    const stop = new AbortController();
    const result = await withLock(database.owner, "stopped", async (signal) => {
      stop.abort();
      await aborted(signal);
      return "what was done until then";
    }, { signal: stop.signal });
    assert.equal(result, "what was done until then");
  });
});
