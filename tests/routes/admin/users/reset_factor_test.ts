import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../../support/app.ts";
import { makePerson } from "../../../support/cast.ts";
import { codeOf, cookieOf, enterPassword, giveFactor } from "../../../support/factor.ts";
import { page } from "../../../support/html.ts";
import { taskOn } from "../../../support/task.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const pathOf = ({ user_uuid }: { user_uuid: string }) => `/admin/users/${user_uuid}`;

async function events() {
  return await app.database.owner<{ email: string; subject_email: string; detail: string }[]>`
    select email, subject_email, detail from app.security_events where detail ilike '%reset the%'
    order by at_utc`;
}

describe("the reset of a second factor", () => {
  it("is for admins to confirm; the user is signed out, and signs in with the password", async () => {
    const { ada, alice } = app.cast;
    await giveFactor(app, alice);
    const under = await enterPassword(app, alice);
    const shown = await page(as(app, ada).get(pathOf(alice)));
    assert.ok(shown.has(`a[href="${pathOf(alice)}/reset-factor"]`));
    assert.equal((await as(app, ada).get(`${pathOf(alice)}/reset-factor`)).status, 200);
    const reset = await as(app, ada).post(`${pathOf(alice)}/reset-factor`);
    assert.deepEqual([reset.status, reset.headers.get("location")], [303, pathOf(alice)]);
    assert.equal((await as(app, alice).get("/account")).status, 303);
    assert.equal((await under.get("/sign-in/code")).status, 303);
    const { response } = await enterPassword(app, alice);
    assert.equal(response.headers.get("location"), "/sites");
    assert.deepEqual({ ...(await events()).at(-1) }, {
      email: ada.email,
      subject_email: alice.email,
      detail: "Reset the second factor.",
    });
  });

  it("is refused without a factor, of one's own, and to members", async () => {
    const { ada, bob, charlie } = app.cast;
    assert.equal((await as(app, ada).post(`${pathOf(bob)}/reset-factor`)).status, 409);
    await giveFactor(app, bob);
    assert.equal((await as(app, charlie).post(`${pathOf(bob)}/reset-factor`)).status, 404);
    const eve = await makePerson(app.database.owner, "eve@example.org", ada);
    const { secret } = await giveFactor(app, eve);
    const { post } = await enterPassword(app, eve);
    const cookie = cookieOf(await post("/sign-in/code", { code: codeOf(app, secret) }));
    const own = { method: "POST", headers: { cookie, origin: "http://localhost:8000" } };
    assert.equal((await app.fetch(`${pathOf(eve)}/reset-factor`, own)).status, 409);
    for (const person of [bob, eve]) {
      const { response } = await enterPassword(app, person);
      assert.match(response.headers.get("location")!, /^\/sign-in\/code/);
    }
  });
});

describe("deno task user factor-reset", () => {
  it("resets the factor of a user, and says so in the security log", async () => {
    const { charlie } = app.cast;
    const user = taskOn("user", app.database.url);
    await giveFactor(app, charlie);
    const { code, out, err } = await user("factor-reset", charlie.email);
    assert.deepEqual([code, err], [0, ""]);
    assert.match(
      out,
      /^charlie@example\.org has no second factor any more, .* out everywhere\.\n$/,
    );
    const { response } = await enterPassword(app, charlie);
    assert.equal(response.headers.get("location"), "/sites");
    assert.deepEqual({ ...(await events()).at(-1) }, {
      email: "",
      subject_email: charlie.email,
      detail: "By a task: reset the second factor.",
    });
    const again = await user("factor-reset", charlie.email);
    assert.deepEqual([again.code, again.out], [1, ""]);
    assert.match(again.err, /This user has no second factor\./);
  });
});
