import assert from "node:assert/strict";
import { afterAll, afterEach, beforeAll, describe, it } from "@std/testing/bdd";
import { newDevice } from "../../../domain/account/device.ts";
import { postForm, type TestApp, testApp } from "../../support/app.ts";
import { ageAttempts } from "../../support/attempts.ts";
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

/** Attempts with a minute between them, so that none is too soon for its account. */
async function inTurn(times: number, work: (index: number) => Promise<number>) {
  const statuses: number[] = [];
  for (let index = 0; index < times; index++) {
    await ageAttempts(app.database.owner, 60);
    statuses.push(await work(index));
  }
  return statuses;
}

describe("failed attempts to sign in", () => {
  it("are 10 for an account from one address; then even the right password waits", async () => {
    const { alice, bob } = app.cast;
    const statuses = await inTurn(11, () => attempt(alice, "192.0.2.1"));
    assert.deepEqual(counted(statuses), { 401: 10, 429: 1 });
    await ageAttempts(app.database.owner);
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
    const statuses: number[] = [];
    for (let round = 0; round < 9; round++) {
      for (const person of people) statuses.push(await attempt(person, "192.0.2.1"));
      await ageAttempts(owner);
    }
    assert.deepEqual(counted(statuses), { 401: 50, 429: 4 });
    assert.equal(await attempt(erin, "192.0.2.1", erin.password), 429);
    assert.equal(await attempt(erin, "192.0.2.2", erin.password), 303);
  });

  it("cannot slip past the limit when 20 come at once", async () => {
    const { alice } = app.cast;
    await inTurn(9, () => attempt(alice, "192.0.2.1"));
    await ageAttempts(app.database.owner);
    const attempts = Array.from({ length: 20 }, () => attempt(alice, "192.0.2.1"));
    assert.deepEqual(counted(await Promise.all(attempts)), { 401: 1, 429: 19 });
  });

  it("do not grow by successes, and a success forgives none", async () => {
    const { alice } = app.cast;
    await inTurn(9, () => attempt(alice, "192.0.2.1"));
    const successes = await inTurn(3, () => attempt(alice, "192.0.2.1", alice.password));
    assert.deepEqual(counted(successes), { 303: 3 });
    const statuses = await inTurn(2, () => attempt(alice, "192.0.2.1"));
    assert.deepEqual(statuses, [401, 429]);
  });

  it("say in Retry-After and in words when to try again, and keep the e-mail", async () => {
    const { alice } = app.cast;
    await inTurn(10, () => attempt(alice, "192.0.2.1"));
    await ageAttempts(app.database.owner, 90);
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
    await inTurn(10, () => attempt(alice, "192.0.2.1"));
    await ageAttempts(app.database.owner, 15 * 60);
    assert.equal(await attempt(alice, "192.0.2.1", alice.password), 303);
  });

  it("count together for the addresses of an IPv6 network, which one person has", async () => {
    const { alice } = app.cast;
    const statuses = await inTurn(11, (index) => attempt(alice, `2001:db8:1:2::${index + 1}`));
    assert.deepEqual(counted(statuses), { 401: 10, 429: 1 });
    await ageAttempts(app.database.owner);
    assert.equal(await attempt(alice, "2001:db8:1:3::1", alice.password), 303);
  });
});

describe("attempts across addresses", () => {
  it("are checked one a second; the rest get 429 with Retry-After at once, the right password, too", async () => {
    const { alice, bob } = app.cast;
    assert.equal(await attempt(alice, "198.51.100.1"), 401);
    const form = { email: alice.email, password: alice.password };
    const response = await postForm(app, "/sign-in", form, "198.51.100.2");
    assert.deepEqual([response.status, response.headers.get("retry-after")], [429, "1"]);
    assert.match(
      (await page(response)).text(),
      /Too many failed attempts\. Try again in 1 second\./,
    );
    assert.equal(await attempt(bob, "198.51.100.2", bob.password), 303, "another account");
    await ageAttempts(app.database.owner, 1);
    assert.equal(await attempt(alice, "198.51.100.3", alice.password), 303);
  });

  it("are refused without a hash: 200 addresses guess, and one guess is checked", async () => {
    const { alice } = app.cast;
    const statuses = await Promise.all(
      Array.from({ length: 200 }, (_, index) => attempt(alice, `198.51.100.${index + 1}`)),
    );
    assert.deepEqual(counted(statuses), { 401: 1, 429: 199 });
  });

  it("do not keep out a browser that signed in before", async () => {
    const { alice, bob } = app.cast;
    const before = await signIn(alice, alice.password);
    assert.equal(before.status, 303);
    const device = before.headers.getSetCookie().find((text) =>
      text.startsWith("sitecast-device=")
    )!;
    const cookie = device.split(";")[0]!;
    assert.match(device, /HttpOnly/);
    await attempt(alice, "198.51.100.1");
    assert.equal(await attempt(alice, "198.51.100.2", alice.password), 429);
    assert.equal((await signIn(alice, alice.password, cookie)).status, 303);
    await attempt(bob, "198.51.100.1");
    assert.equal((await signIn(bob, bob.password, cookie)).status, 429, "not known for bob");
  });

  it("from a known browser have a limit of their own", async () => {
    const { alice } = app.cast;
    const { id, cookie } = knownBrowser(alice);
    await app.database.owner`
      insert into app.sign_in_attempts (email, address, network, device)
      select ${alice.email}, '192.0.2.1', '192.0.2.1', ${id} from generate_series(1, 10)`;
    assert.equal((await signIn(alice, alice.password, cookie)).status, 429);
    assert.equal(await attempt(alice, "192.0.2.1", alice.password), 303, "others are not affected");
  });
});

/** A cookie by which a browser is known for a person's account, and its id. */
function knownBrowser({ email }: Person) {
  const { devices } = app.services.settings.secretKeys;
  const device = newDevice(devices, email, app.services.now());
  return { id: device.split(".")[0]!, cookie: `sitecast-device=${device}` };
}

function signIn({ email }: Person, password: string, cookie = "") {
  const headers = { origin: "http://localhost:8000", cookie };
  const body = new URLSearchParams({ email, password });
  return app.fetch("/sign-in", { method: "POST", headers, body }, "192.0.2.9");
}

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
    await ageAttempts(app.database.owner);
    assert.equal(await through(PROXY, "192.0.2.2"), 401);
  });

  it("count for the sender when the sender is no trusted proxy, or writes addresses first", async () => {
    const direct = await inTurn(11, (index) => through("192.0.2.1", `198.51.100.${index}`));
    assert.deepEqual(counted(direct), { 401: 10, 429: 1 });
    await app.database.owner`delete from app.sign_in_attempts`;
    const forged = await inTurn(11, (index) => through(PROXY, `198.51.100.${index}, 192.0.2.3`));
    assert.deepEqual(counted(forged), { 401: 10, 429: 1 });
  });
});
