import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { withAdminScope, withScope } from "../../../db/scope.ts";
import { once } from "../../../sql/kit/form_keys.ts";
import { waitsForALock } from "../../support/inspect.ts";
import { until } from "../../support/until.ts";
import { inScope } from "../../support/scopes.ts";
import { ownCast } from "../../support/setup.ts";

const { database, cast } = await ownCast();
const { alice, bob, ada } = cast;

/** Returns a function that makes a new UUID at each call, and the list of those made. */
function maker() {
  const made: string[] = [];
  const make = () => {
    made.push(crypto.randomUUID());
    return Promise.resolve(made.at(-1)!);
  };
  return { made, make };
}

const sent = (
  person: typeof alice,
  key: string | undefined,
  make: () => Promise<string>,
  said?: unknown,
) => inScope(database, person, (sql) => once(sql, key, make, said));

describe("a form with a key", () => {
  it("makes one thing, however often it is sent; each sender gets that", async () => {
    const { made, make } = maker();
    const key = crypto.randomUUID();
    const first = await sent(alice, key, make);
    assert.deepEqual([await sent(alice, key, make), await sent(alice, key, make)], [first, first]);
    assert.deepEqual(made, [first]);
  });

  it("makes one thing when it is sent twice at once", async () => {
    const { made, make } = maker();
    const key = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 6 }, () => sent(alice, key, make)));
    assert.equal(made.length, 1);
    assert.deepEqual(new Set(answers), new Set(made));
  });

  it("makes the second one wait until the first is done", async () => {
    const { made, make } = maker();
    const key = crypto.randomUUID();
    let second: Promise<string> | undefined;
    const first = await sent(alice, key, async () => {
      const uuid = await make();
      second = sent(alice, key, make);
      await until(() => waitsForALock(database.owner));
      return uuid;
    });
    assert.equal(await second, first);
    assert.deepEqual(made, [first]);
  });

  it("is free again when the first was refused, also for one that waits", async () => {
    const { made, make } = maker();
    const key = crypto.randomUUID();
    let second: Promise<string> | undefined;
    const first = sent(alice, key, async () => {
      second = sent(alice, key, make);
      await until(() => waitsForALock(database.owner));
      throw new Error("refused");
    });
    await assert.rejects(first, /refused/);
    assert.deepEqual(made, [await second]);
  });

  it("is each user's own, also within a group and across roles", async () => {
    const { made, make } = maker();
    const key = crypto.randomUUID();
    await sent(alice, key, make);
    await sent(bob, key, make);
    await withAdminScope(
      database.requests,
      ada,
      { readOnly: false },
      (sql) => once(sql, key, make),
    );
    assert.equal(new Set(made).size, 3);
  });

  it("makes another thing when it comes back with other words, and each of them once", async () => {
    const { made, make } = maker();
    const key = crypto.randomUUID();
    const first = await sent(alice, key, make, { message: "one" });
    const second = await sent(alice, key, make, { message: "two" });
    assert.notEqual(first, second);
    assert.equal(await sent(alice, key, make, { message: "one" }), first);
    assert.equal(made.length, 2);
  });

  it("is forgotten after a day", async () => {
    const { made, make } = maker();
    const key = crypto.randomUUID();
    await sent(alice, key, make);
    await database.owner`
      update app.form_keys set created_utc = created_utc - interval '25 hours'
      where form_key = ${key}`;
    await sent(alice, key, make);
    assert.equal(made.length, 2);
  });

  it("is refused when it is no UUID, and in a scope that may not write", async () => {
    const { made, make } = maker();
    await assert.rejects(sent(alice, "no UUID", make), { code: "22P02" });
    const reading = withScope(
      database.requests,
      alice,
      { readOnly: true },
      (sql) => once(sql, crypto.randomUUID(), make),
    );
    await assert.rejects(reading, { code: "25006" });
    assert.deepEqual(made, []);
  });
});

describe("a form without a key", () => {
  it("makes something each time", async () => {
    const { made, make } = maker();
    await sent(alice, undefined, make);
    await sent(alice, undefined, make);
    assert.equal(new Set(made).size, 2);
  });
});

describe("keys of forms", () => {
  it("go with their user, and nobody reads the table", async () => {
    const { make } = maker();
    await sent(bob, crypto.randomUUID(), make);
    const reading = inScope(database, bob, (sql) => sql`select from app.form_keys`);
    await assert.rejects(reading, { code: "42501" });
    const keys = () => database.owner`select from app.form_keys where user_uuid = ${bob.user_uuid}`;
    assert.notEqual((await keys()).length, 0);
    for (const table of ["sessions", "api_tokens", "credentials"]) {
      await database.owner`delete from ${
        database.owner(`app.${table}`)
      } where user_uuid = ${bob.user_uuid}`;
    }
    await database.owner`delete from users where user_uuid = ${bob.user_uuid}`;
    assert.equal((await keys()).length, 0);
  });
});
