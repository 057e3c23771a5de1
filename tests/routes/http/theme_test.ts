import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { Hono } from "hono";
import { readTheme } from "../../../routes/http/theme.ts";

const app = new Hono().get("/", (c) => c.text(readTheme(c)));

async function themeOf(text: string): Promise<string> {
  const headers = { cookie: `sitecast-theme=${encodeURIComponent(text)}` };
  return await (await app.request("/", { headers })).text();
}

describe("the theme of a cookie", () => {
  it("is one of three", async () => {
    for (const theme of ["system", "light", "dark"]) assert.equal(await themeOf(theme), theme);
  });

  it("is the system's where it says anything else", async () => {
    assert.equal(await (await app.request("/")).text(), "system");
    for (const text of ["", "Dark", 'dark" onload="x', "dark light", "__proto__"]) {
      assert.equal(await themeOf(text), "system", text);
    }
  });
});
