import assert from "node:assert/strict";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { postForm, type TestApp, testApp } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";

const PROXY = "10.1.2.3";

let app: TestApp;
beforeAll(async () => {
  app = await testApp({ trustedProxies: ["10.0.0.0/8"] });
});
afterAll(() => app.close());
afterEach(async () => {
  await app.database.owner`delete from app.sign_in_attempts`;
});

/** The status of one attempt with a wrong password (or the right one). */
async function attempt(person: Person, address: string, password = "not the password") {
  return (await postForm(app, "/sign-in", { email: person.email, password }, address)).status;
}

/** How often each status came back. */
function counted(statuses: number[]): Record<number, number> {
  const byStatus = Map.groupBy(statuses, (status) => status);
  return Object.fromEntries([...byStatus].map(([status, all]) => [status, all.length]));
}

async function inTurn(times: number, work: (index: number) => Promise<number>) {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++) statuses.push(await work(index));
  return statuses;
}

describe("failed attempts to sign in", () => {
  it("are 10 for an account from one address; then even the right password waits", async () => {
    const { alice, bob } = app.cast;
    const statuses = await inTurn(11, () => attempt(alice, "192.0.2.1"));
    assert.deepEqual(counted(statuses), { 401: 10, 429: 1 });
    assert.equal(await attempt(alice, "192.0.2.1", alice.password), 429);
    assert.equal(await attempt(bob, "192.0.2.1", bob.password), 303, "another account");
    assert.equal(await attempt(alice, "192.0.2.2", alice.password), 303, "another address");
  });

  it("count for an account however its e-mail is written", async () => {
    const { alice } = app.cast;
    const names = [alice.email, alice.email.toUpperCase(), ` ${alice.email}`];
    const statuses = await inTurn(
      12,
      (index) => attempt({ ...alice, email: names[index % 3]! }, "192.0.2.1"),
    );
    assert.deepEqual(counted(statuses), { 401: 10, 429: 2 });
  });

  it("are 50 from one address, whatever the accounts", async () => {
    const { owner } = app.database;
    const { alice, bob, charlie, ada } = app.cast;
    const dora = await makePerson(owner, "dora@example.org", alice);
    const erin = await makePerson(owner, "erin@example.org", alice);
    const people = [alice, bob, charlie, ada, dora, erin];
    const statuses = await inTurn(52, (index) => attempt(people[index % 6]!, "192.0.2.1"));
    assert.deepEqual(counted(statuses), { 401: 50, 429: 2 });
    assert.equal(await attempt(erin, "192.0.2.1", erin.password), 429);
    assert.equal(await attempt(erin, "192.0.2.2", erin.password), 303);
  });

  it("cannot slip past the limit when 20 come at once", async () => {
    const { alice } = app.cast;
    const attempts = Array.from({ length: 20 }, () => attempt(alice, "192.0.2.1"));
    assert.deepEqual(counted(await Promise.all(attempts)), { 401: 10, 429: 10 });
  });

  it("do not grow by successes, and a success forgives none", async () => {
    const { alice } = app.cast;
    for (let index = 0; index < 9; index++) await attempt(alice, "192.0.2.1");
    for (let index = 0; index < 3; index++) {
      assert.equal(await attempt(alice, "192.0.2.1", alice.password), 303);
    }
    const statuses = await inTurn(2, () => attempt(alice, "192.0.2.1"));
    assert.deepEqual(statuses, [401, 429]);
  });

  it("say in Retry-After and in words when to try again, and keep the e-mail", async () => {
    const { alice } = app.cast;
    for (let index = 0; index < 10; index++) await attempt(alice, "192.0.2.1");
    await app.database.owner`
      update app.sign_in_attempts set at_utc = at_utc - interval '10 minutes 30 seconds'`;
    const response = await postForm(
      app,
      "/sign-in",
      { email: alice.email, password: alice.password },
      "192.0.2.1",
    );
    assert.equal(response.status, 429);
    const seconds = Number(response.headers.get("retry-after"));
    assert.ok(seconds > 200 && seconds <= 270, String(seconds));
    const refused = await page(response);
    assert.match(refused.text(), /Too many failed attempts\. Try again in [45] minutes\./);
    assert.equal(refused.field("email"), "alice@example.org");
  });

  it("are forgotten after 15 minutes", async () => {
    const { alice } = app.cast;
    for (let index = 0; index < 10; index++) await attempt(alice, "192.0.2.1");
    await app.database.owner`
      update app.sign_in_attempts set at_utc = at_utc - interval '15 minutes'`;
    assert.equal(await attempt(alice, "192.0.2.1", alice.password), 303);
  });

  it("count together for the addresses of an IPv6 network, which one person has", async () => {
    const { alice } = app.cast;
    const statuses = await inTurn(11, (index) => attempt(alice, `2001:db8:1:2::${index + 1}`));
    assert.deepEqual(counted(statuses), { 401: 10, 429: 1 });
    assert.equal(await attempt(alice, "2001:db8:1:3::1", alice.password), 303);
  });
});

describe("failed attempts behind a proxy", () => {
  const through = async (peer: string, forwarded: string) => {
    const { email } = app.cast.alice;
    const response = await app.fetch("/sign-in", {
      method: "POST",
      headers: { origin: "http://localhost:8000", "x-forwarded-for": forwarded },
      body: new URLSearchParams({ email, password: "not the password" }),
    }, peer);
    return response.status;
  };

  it("count for the address that a trusted proxy names", async () => {
    const statuses = await inTurn(11, () => through(PROXY, "192.0.2.1"));
    assert.deepEqual(counted(statuses), { 401: 10, 429: 1 });
    assert.equal(await through(PROXY, "192.0.2.2"), 401);
  });

  it("count for the sender when the sender is no trusted proxy, or writes addresses first", async () => {
    const direct = await inTurn(11, (index) => through("192.0.2.1", `198.51.100.${index}`));
    assert.deepEqual(counted(direct), { 401: 10, 429: 1 });
    const forged = await inTurn(11, (index) => through(PROXY, `198.51.100.${index}, 192.0.2.3`));
    assert.deepEqual(counted(forged), { 401: 10, 429: 1 });
  });
});
