import assert from "node:assert/strict";
import { afterAll, beforeAll, beforeEach, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as sessions from "../../../sql/account/sessions.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { makePerson, type Person } from "../../support/cast.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
let mia: Person;
let count = 0;
beforeAll(async () => {
  app = await testApp();
});
beforeEach(async () => {
  mia = await makePerson(app.database.owner, `mia${count++}@example.org`, app.cast.alice);
});
afterAll(() => app.close());

/** Another browser on which the person is signed in. */
async function elsewhere(person: Person, userAgent: string | null, days = 30): Promise<Person> {
  const session = `elsewhere ${count++} ${person.email}`.replaceAll(" ", "-");
  const hash = hashSecret(session);
  await sessions.start(app.database.owner, person.user_uuid, hash, { days: days, userAgent });
  return { ...person, session };
}
const isSignedIn = async (person: Person) => (await as(app, person).get("/sites")).status === 200;

describe("my sessions", () => {
  it("are listed with browser, start and end: the one that asks first", async () => {
    await elsewhere(mia, "Phone <1>");
    await elsewhere(mia, null);
    const rows = (await page(as(app, mia).get("/account/sessions"))).all("tbody tr");
    assert.equal(rows.length, 3);
    assert.deepEqual(rows.map((row) => row.text().includes("this one")), [true, false, false]);
    const names = rows.slice(1).map((row) => row.text("th"));
    assert.equal(names.filter((name) => name.includes("Phone <1>")).length, 1);
    assert.equal(names.filter((name) => name.includes("Browser not known")).length, 1);
    assert.equal(rows[2]!.count('time[datetime$="Z"]'), 2);
  });

  it("leave out those that have expired, and other people's", async () => {
    await elsewhere(mia, "Expired", 0);
    await elsewhere(app.cast.bob, "Bob's");
    const html = await (await as(app, mia).get("/account/sessions")).text();
    assert.doesNotMatch(html, /Expired|Bob's|End all others/);
  });

  it("end but the one that asks; tokens go on", async () => {
    const [phone, bobs] = [await elsewhere(mia, "Phone"), await elsewhere(app.cast.bob, "Phone")];
    const response = await as(app, mia).post("/account/sessions/end");
    assert.deepEqual(
      [response.status, response.headers.get("location")],
      [303, "/account/sessions"],
    );
    assert.match(
      decodeURIComponent(response.headers.get("set-cookie")!),
      /1 other session was ended/,
    );
    assert.deepEqual(
      [await isSignedIn(phone), await isSignedIn(mia), await isSignedIn(bobs)],
      [false, true, true],
    );
    assert.equal((await withToken(app, mia.token).get("/api/v1/me")).status, 200);
  });

  it("end all, with the one that asks", async () => {
    const phone = await elsewhere(mia, "Phone");
    const response = await as(app, mia).post("/account/sessions/end-all");
    assert.deepEqual([response.status, response.headers.get("location")], [303, "/sign-in"]);
    assert.equal(response.headers.get("clear-site-data"), '"cache", "storage"');
    assert.deepEqual([await isSignedIn(phone), await isSignedIn(mia)], [false, false]);
    assert.equal(await isSignedIn(app.cast.bob), true);
  });
});
