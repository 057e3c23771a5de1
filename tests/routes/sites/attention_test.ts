import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import { fieldsWrong, problemOf } from "../../support/problem.ts";

let app: TestApp;
let open: string;
beforeAll(async () => {
  app = await testApp();
  const [row] = await app.database.owner<{ attention_uuid: string }[]>`
    insert into app.attention (site_uuid, kind, since_utc, numbers)
    values (${app.cast.sites.plant}, 'no_production', '2026-06-21T06:00:00Z',
      '{"hours": 5, "expected_kwh": 120}') returning attention_uuid`;
  open = row!.attention_uuid;
});
afterAll(() => app.close());

const site = () => `/sites/${app.cast.sites.plant}`;
const shown = async (who = app.cast.bob) => (await page(as(app, who).get(site()))).text();
const listed = async (query = "", token = app.cast.alice.token) => {
  const response = await withToken(app, token).get(`/api/v1/attention${query}`);
  return (await response.json()).attention;
};
const dismissal = () => `/api/v1${site()}/attention/${open}/dismissal`;

const badges = async () =>
  (await page(as(app, app.cast.bob).get(site()))).all(".site-header .badge")
    .map((badge) => `${badge.attribute("class")}: ${badge.text()}`);

describe("what needs attention", () => {
  it("is the badge of the site, which is never up to date", async () => {
    const shown = await badges();
    assert.equal(shown[0], "badge warn: No production");
    assert.ok(!shown.some((text) => text.includes("up to date")));
  });

  it("is on the site's page with since when and figures, and leads to a dismissal", async () => {
    const text = await shown();
    assert.match(text, /Needs attention No production\. Nothing produced since 21 June 2026/);
    assert.match(text, /5 hours that should have given up to 120 kWh/);
    const asking = await page(as(app, app.cast.alice).get(`${site()}/attention/${open}/dismiss`));
    assert.match(asking.text(), /Dismiss this\?/);
  });

  it("is in the API by kind and by site", async () => {
    const [one] = await listed(`?kind=no_production&site_uuid=${app.cast.sites.plant}`);
    assert.deepEqual([one.attention_uuid, one.dismissed], [open, null]);
    assert.match(one.text, /^Nothing produced since/);
    assert.deepEqual(await listed("?kind=silent"), []);
    assert.deepEqual(await listed("", app.cast.charlie.token), []);
    const wrong = await withToken(app, app.cast.alice.token).get("/api/v1/attention?kind=odd");
    assert.deepEqual(await fieldsWrong(wrong), ["kind"]);
  });

  it("is dismissed with a reason for the group alone, and shown again", async () => {
    const dismiss = `${site()}/attention/${open}/dismiss`;
    const refused = await page(
      await as(app, app.cast.alice).post(dismiss, { reason: "other", text: " " }),
    );
    assert.deepEqual(Object.keys(refused.errors()), ["text"]);
    const form = { reason: "battery", text: "Charges first" };
    assert.equal((await as(app, app.cast.alice).post(dismiss, form)).status, 303);
    const text = await shown();
    assert.doesNotMatch(text, /Needs attention/);
    assert.match(text, /Dismissed \(1\).*Charges first.*by .*Show again/);
    assert.equal((await badges())[0], "badge quiet: No production");
    assert.match(await shown(app.cast.ada), /Needs attention/);
    assert.deepEqual(await listed(), []);
    assert.equal((await listed("?dismissed=true"))[0].dismissed.reason, "battery");
    await as(app, app.cast.bob).post(`${site()}/attention/${open}/take-back`);
    assert.match(await shown(), /Needs attention/);
  });

  it("is dismissed and shown again through the API", async () => {
    const api = withToken(app, app.cast.alice.token);
    assert.equal((await api.post(dismissal(), { reason: "tracker" })).status, 204);
    assert.deepEqual(await listed(), []);
    assert.equal((await api.delete(dismissal())).status, 204);
    assert.equal((await listed()).length, 1);
    assert.deepEqual(await fieldsWrong(await api.post(dismissal(), { reason: "other" })), ["text"]);
  });

  it("can be dismissed until it ends, and the next time is another", async () => {
    await app.database.owner`update app.attention set until_utc = now() at time zone 'utc'`;
    const api = withToken(app, app.cast.alice.token);
    await problemOf(await api.post(dismissal(), { reason: "battery" }), 404);
    assert.deepEqual(await listed(), []);
  });
});
