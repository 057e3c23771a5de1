import { createRequire } from "node:module";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll } from "@std/testing/bdd";
import type { Person } from "./cast.ts";
import { type TestServer, testServer } from "./server.ts";

/** Chromium's headless shell comes first: it draws no window and takes half the time. */
const PLACES = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

const executablePath = [Deno.env.get("CHROMIUM"), ...PLACES].find((path) => {
  try {
    return path !== undefined && Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
});

/** Options for `describe`: browser tests are reported as skipped where there is no Chromium. */
export const needsBrowser = executablePath
  ? {}
  : { skip: "no Chromium here: install it, or name it in CHROMIUM" };

/** In a `describe`: a server with the cast and a browser, for its tests. */
export function ownBrowser(): { server: TestServer; browser: Browser } {
  const own = {} as { server: TestServer; browser: Browser };
  beforeAll(async () => {
    own.server = await testServer();
    own.browser = await launch();
  });
  afterAll(async () => {
    await own.browser.close();
    await own.server.close();
  });
  return own;
}

/** A browser, for tests that are served by something else than the usual server. */
export function launch(): Promise<Browser> {
  const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
  const asRoot = Deno.uid() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({
    executablePath,
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", ...quiet, ...asRoot],
  });
}

/** Opens a page of a new browser profile, signed in as a person (or as nobody). */
export async function pageOf(
  browser: Browser,
  origin: string,
  person?: Person,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, ...options });
  if (person) {
    await context.addCookies([{ name: "sitecast", value: person.session, url: origin }]);
  }
  return await context.newPage();
}

const axe = Deno.readTextFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"));

/** Rules of axe-core: only some, all but some, or (without either) all. */
export interface Rules {
  only?: string[];
  but?: string[];
}

/** Returns what axe-core finds wrong on a page by its rules: rule and place of each finding. */
export async function findings(page: Page, { only, but = [] }: Rules = {}): Promise<string[]> {
  if (!await page.evaluate("'axe' in globalThis")) await page.evaluate(axe);
  const rules = Object.fromEntries(but.map((rule) => [rule, { enabled: false }]));
  const violations = await page.evaluate(async ({ only: runOnly, rules }) => {
    // deno-lint-ignore no-explicit-any
    const result = await (globalThis as any).axe.run({
      resultTypes: ["violations"],
      iframes: false,
      rules,
      ...runOnly && { runOnly },
    });
    return result.violations as { id: string; nodes: { target: string[] }[] }[];
  }, { only, rules });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}
