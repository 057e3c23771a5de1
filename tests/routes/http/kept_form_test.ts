import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { parse } from "../../../domain/validation.ts";
import { keptForm } from "../../../routes/http/kept_form.ts";
import { as, postForm, type TestApp, testApp } from "../../support/app.ts";
import { ageAttempts } from "../../support/attempts.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const TYPED = { client_site_name: 'Barn "<b>"', latitude: "51,5", password: "do not keep this" };

async function sentTooLate() {
  const response = await postForm(app, "/sites/new", TYPED);
  return { status: response.status, signInPage: await page(response) };
}

describe("a form that is sent after its session has ended", () => {
  it("is answered by the sign-in page, which carries what was typed but no password", async () => {
    const { status, signInPage } = await sentTooLate();
    assert.equal(status, 401);
    assert.match(signInPage.text(), /what you typed is kept/);
    assert.match(String(signInPage.field("kept")), /Barn/);
    assert.doesNotMatch(signInPage.source, /do not keep this/);
  });

  it("is shown after signing in, even at the second try, and was not sent by itself", async () => {
    const { email, password } = app.cast.alice;
    const kept = String((await sentTooLate()).signInPage.field("kept"));
    const wrong = await postForm(app, "/sign-in", { email, password: "wrong", kept });
    assert.equal(wrong.status, 401);
    const again = String((await page(wrong)).field("kept"));
    assert.equal(again, kept);
    await ageAttempts(app.database.owner);
    const right = await postForm(app, "/sign-in", { email, password, kept: again });
    assert.equal(right.status, 200);
    assert.match(right.headers.get("set-cookie")!, /sitecast=/);
    const shown = await page(right);
    const { client_site_name, latitude } = shown.fields('form[method="post"][action="/sites/new"]');
    assert.deepEqual([client_site_name, latitude], [TYPED.client_site_name, "51,5"]);
    assert.match(shown.text("main"), /51,5/);
    assert.ok(shown.text("main").includes(TYPED.client_site_name), "what was typed is escaped");
    const made = await app.database.owner`
      select from sites where client_site_name = ${TYPED.client_site_name}`;
    assert.equal(made.length, 0);
  });

  it("is no way out of the service, nor to make it stumble", async () => {
    const { email, password } = app.cast.bob;
    const elsewhere = JSON.stringify({ path: "//evil.example/", fields: [] });
    for (const kept of [elsewhere, "{", "[]", '{"path":"/sites","fields":[["a"]]}', "x"]) {
      assert.equal(parse(keptForm, kept).data, undefined);
      const response = await postForm(app, "/sign-in", { email, password, kept });
      assert.equal(response.status, 303, kept);
      assert.equal(response.headers.get("location"), "/sites");
    }
  });

  it("asks htmx for nothing: a part is told to sign in", async () => {
    const nobody = { ...app.cast.alice, session: "ended" };
    const response = await as(app, nobody).postPart("/sites/new", "any", TYPED);
    assert.equal(response.status, 401);
    assert.match(await response.text(), /Sign in/);
  });
});
