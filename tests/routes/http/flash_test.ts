import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { Hono } from "hono";
import type { Visitor } from "../../../routes/http/context.ts";
import { flash } from "../../../routes/http/flash.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { page } from "../../support/html.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const NAME = "sitecast-done";

/** Returns the cookie that the response to a form sets for a sentence. */
async function cookieFor(sentence: string): Promise<string> {
  const forms = new Hono<Visitor>().post("/", (c) => {
    c.set("services", app.services);
    flash(c, sentence);
    return c.redirect("/sites", 303);
  });
  return (await forms.request("/", { method: "POST" })).headers.get("set-cookie")!;
}

const sent = (cookie: string) => cookie.split(";")[0]!;

/** A request of alice's browser with a cookie beside her session. */
function ask(path: string, cookie: string, headers: Record<string, string> = {}) {
  const session = `sitecast=${app.cast.alice.session}`;
  return app.fetch(path, { headers: { cookie: `${session}; ${cookie}`, ...headers } });
}

async function shown(response: Response): Promise<string | undefined> {
  return (await page(response)).texts("p.notice.done")[0];
}

/** Returns whether a response deletes the cookie. */
function isTaken(response: Response): boolean {
  return response.headers.getSetCookie()
    .some((cookie) => cookie.startsWith(`${NAME}=;`) && /Max-Age=0/.test(cookie));
}

describe("what a form has done", () => {
  it("is kept for a minute, away from scripts and from other sites' forms", async () => {
    const cookie = await cookieFor("The site was saved.");
    for (const word of ["HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=60"]) {
      assert.ok(cookie.includes(word), word);
    }
  });

  it("is shown on the next page, and taken by it", async () => {
    const cookie = sent(await cookieFor("The site was saved."));
    const response = await ask("/sites", cookie);
    assert.ok(isTaken(response));
    assert.equal(await shown(response), "The site was saved.");
    const next = await ask("/sites", "");
    assert.ok(!isTaken(next));
    assert.equal(await shown(next), undefined);
  });

  it("is shown on a page that says no, too, and on the sign-in page", async () => {
    const cookie = sent(await cookieFor("You are signed out."));
    assert.equal(await shown(await ask("/nothing/here", cookie)), "You are signed out.");
    assert.equal(
      await shown(await app.fetch("/sign-in", { headers: { cookie } })),
      "You are signed out.",
    );
  });

  it("waits while parts, redirects, files and scripts are asked for", async () => {
    const cookie = sent(await cookieFor("The site was saved."));
    const answers = [
      await ask("/sites", cookie, { "hx-request-type": "partial", "hx-target": "sites-table" }),
      await ask("/nothing/here", cookie, { "hx-request-type": "partial" }),
      await ask("/", cookie),
      await ask(app.services.assets.urls.style, cookie),
      await ask("/api/v1/sites", cookie),
      await ask("/healthz", cookie),
    ];
    for (const response of answers) {
      assert.ok(!isTaken(response), response.url);
      assert.doesNotMatch(await response.text(), /The site was saved/);
    }
  });

  it("is text, whatever somebody has put into the cookie", async () => {
    const evil = [
      ["%3Cscript%3Ealert(1)%3C%2Fscript%3E", "<script>alert(1)</script>"],
      ["%22%20onload%3D%22x", '" onload="x'],
      ["%E0%A4%A", "%E0%A4%A"],
      ["%00", "\0"],
    ] as const;
    for (const [value, text] of evil) {
      assert.equal(await shown(await ask("/sites", `${NAME}=${value}`)), text, value);
    }
    assert.equal(await shown(await ask("/sites", `${NAME}=`)), undefined);
  });

  it("may be of any script, with what means something in a cookie", async () => {
    const sentence = "“Ποσειδών” ☀️ 日本; a=b, “c” was saved: 100 %.";
    assert.equal(await shown(await ask("/sites", sent(await cookieFor(sentence)))), sentence);
    const broken = sent(await cookieFor("Half of \ud83c was saved."));
    assert.equal(await shown(await ask("/sites", broken)), "Half of \ufffd was saved.");
  });

  it("is shortened to what a browser keeps", async () => {
    for (const letter of ["x", "☀", "🌞"]) {
      const cookie = await cookieFor(letter.repeat(2000));
      assert.ok(sent(cookie).length < 4000, letter);
      assert.equal(await shown(await ask("/sites", sent(cookie))), letter.repeat(299) + "…");
    }
  });
});

describe("the theme of a page", () => {
  const themeFor = async (theme: string) =>
    (await page(ask("/sites", `sitecast-theme=${theme}`))).attribute("data-theme");

  it("is the one of the cookie", async () => {
    assert.equal(await themeFor("dark"), "dark");
    assert.equal(await themeFor("light"), "light");
  });

  it("is the system's without one, and for whatever else it says", async () => {
    for (const theme of ["system", "", "blue", "dark%22%20onload%3D%22x", "%E0%A4%A"]) {
      const { element } = await page(ask("/sites", `sitecast-theme=${theme}`));
      assert.deepEqual([...element.getAttributeNames()], ["lang"], theme);
    }
    const none = await page(as(app, app.cast.alice).get("/sites"));
    assert.deepEqual([...none.element.getAttributeNames()], ["lang"]);
  });
});
