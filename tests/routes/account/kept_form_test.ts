import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { parse } from "../../../domain/validation.ts";
import { keptForm } from "../../../routes/http/kept_form.ts";
import { as, postForm, type TestApp, testApp } from "../../support/app.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const TYPED = { client_site_name: 'Barn "<b>"', latitude: "51,5", password: "do not keep this" };

/** The hidden fields of a page, as the browser would send them. */
function hidden(html: string): Record<string, string> {
  const fields = [...html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)];
  const plain = (text: string) =>
    text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">")
      .replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  return Object.fromEntries(fields.map(([, name, value]) => [name!, plain(value!)]));
}

async function sentTooLate() {
  const response = await postForm(app, "/sites/new", TYPED);
  return { status: response.status, html: await response.text() };
}

describe("a form that is sent after its session has ended", () => {
  it("is answered by the sign-in page, which carries what was typed but no password", async () => {
    const { status, html } = await sentTooLate();
    assert.equal(status, 401);
    assert.match(html, /what you typed is kept/);
    assert.match(hidden(html).kept!, /Barn/);
    assert.doesNotMatch(html, /do not keep this/);
  });

  it("is shown after signing in, even at the second try, and was not sent by itself", async () => {
    const { email, password } = app.cast.alice;
    const { kept } = hidden((await sentTooLate()).html);
    const wrong = await postForm(app, "/sign-in", { email, password: "wrong", kept: kept! });
    assert.equal(wrong.status, 401);
    const again = hidden(await wrong.text()).kept!;
    assert.equal(again, kept);
    const right = await postForm(app, "/sign-in", { email, password, kept: again });
    assert.equal(right.status, 200);
    assert.match(right.headers.get("set-cookie")!, /sitecast=/);
    const html = await right.text();
    assert.match(html, /<form method="post" action="\/sites\/new">/);
    assert.match(html, /51,5/);
    assert.ok(html.includes("Barn &quot;&lt;b&gt;&quot;"), "what was typed is escaped");
    assert.equal(hidden(html).client_site_name, TYPED.client_site_name);
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
