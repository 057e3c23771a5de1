import { beforeAll, describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { hashSecret } from "../../domain/account/secret.ts";
import * as passwords from "../../sql/account/passwords.ts";
import { findings, needsBrowser, ownBrowser, pageOf, type Rules } from "../support/browser.ts";
import type { Person } from "../support/cast.ts";
import { everyWay } from "../support/every_way.ts";
import * as rooms from "./pages/rooms.ts";

/** What fits the narrow one fits the wide one, but for what only that shows. */
const WIDTHS = everyWay ? [360, 1280] : [360];
const SCHEMES = ["light", "dark"] as const;

const CONTRAST = "color-contrast";
/** Pages for one that is checked, which is dear: they are made of the same few parts. */
const PAGES_PER_CHECK = 4;
/** Pages for one whose contrast is measured, which is dearest: they all use the same few colours. */
const PAGES_PER_CONTRAST = 12;

type Scheme = typeof SCHEMES[number];

/**
 * Returns the rules that the page at a place of the list is checked by in a width and colours, if any.
 * Contrast is the same at each width; names, roles and structure, too; targets are nearest to each
 * other, and tables scroll, on the narrow one.
 */
function rulesFor(at: number, width: number, scheme: Scheme): Rules | undefined {
  if (everyWay) return scheme === "dark" ? { only: [CONTRAST] } : {};
  if (at % PAGES_PER_CHECK !== 0 || width !== 360) return;
  if (scheme !== SCHEMES[Math.floor(at / PAGES_PER_CONTRAST) % 2]) return;
  return at % PAGES_PER_CONTRAST === 0 ? {} : { but: [CONTRAST] };
}

/** Opens all at once; an open menu may cover the next one from a click. */
const OPEN = `document.querySelectorAll("details").forEach((one) => one.open = true)`;

const TWICE = `[...document.querySelectorAll("[id]")].map(({ id }) => id)
  .filter((id, index, ids) => ids.indexOf(id) !== index)`;

describe("every page, at 360 and 1280 px, light and dark", needsBrowser, () => {
  const own = ownBrowser();
  let pages: Record<string, [path: string, person?: Person]>;

  beforeAll(async () => {
    const { cast, database } = own.server.app;
    const { alice, charlie } = cast;
    await passwords.addLink(database.owner, alice.user_uuid, hashSecret("a link"), 1);
    const { groups, users, account, sites, adminSites, models, status } = rooms;
    const { charging, chargingSessions, loggers, webhooks } = rooms;
    const all = [groups, users, account, sites, adminSites, models, status];
    pages = {
      ...Object.assign(
        {},
        ...await Promise.all(
          all.map((of) => of(own.server.app)),
        ),
      ),
      // One after the other: the first one takes the first network that it finds for its own.
      ...await charging(own.server.app),
      ...await chargingSessions(own.server.app),
      ...await loggers(own.server.app),
      "sign in": ["/sign-in"],
      "set a password": ["/set-password?token=a%20link"],
      "a link that no longer works": ["/set-password?token=used"],
      "the sites": ["/sites", alice],
      "a page of sites beyond the last": ["/sites?page=9", alice],
      "a site today": [`/sites/${cast.sites.plant}`, alice],
      "a site on a past day": [`/sites/${cast.sites.plant}?day=2026-06-20`, alice],
      "a site on a future day": [`/sites/${cast.sites.plant}?day=2026-06-23`, alice],
      "a site that knows nothing": [`/sites/${cast.sites.bare}`, alice],
      "a wind site without a forecast": [`/sites/${cast.sites.turbine}`, charlie],
      "not found": ["/nothing/here", alice],
      "not valid": [`/sites/${cast.sites.plant}?day=someday`, alice],
      ...await webhooks(own.server.app),
    };
  });

  /** Returns what is too wide for the page's present width. */
  async function overflow(page: Page): Promise<string[]> {
    const pixels = await page.evaluate<number>(
      "document.documentElement.scrollWidth - document.documentElement.clientWidth",
    );
    return pixels > 0 ? [`scrolls sideways by ${pixels} px`] : [];
  }

  const tabs = new Map<Person | undefined, Page>();

  /** Each person has a tab, which knows style and script after the first page. */
  async function tabOf(person?: Person): Promise<Page> {
    const tab = tabs.get(person) ?? await pageOf(own.browser, own.server.origin, person);
    tabs.set(person, tab);
    return tab;
  }

  /** A page is loaded once and looked at in every size and colour. */
  async function look(at: number, path: string, person?: Person): Promise<string[]> {
    const page = await tabOf(person);
    await page.goto(path);
    await page.evaluate(OPEN);
    const wrong = (await page.evaluate<string[]>(TWICE)).map((id) => `two elements are #${id}`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      wrong.push(...(await overflow(page)).map((finding) => `${width} px: ${finding}`));
      for (const colorScheme of SCHEMES) {
        const rules = rulesFor(at, width, colorScheme);
        if (!rules) continue;
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        const found = await findings(page, rules);
        wrong.push(...found.map((finding) => `${width} px, ${colorScheme}: ${finding}`));
      }
    }
    return wrong;
  }

  it("has no finding of axe-core, no id twice, and does not scroll sideways", async () => {
    const wrong: string[] = [];
    for (const [at, [name, [path, person]]] of Object.entries(pages).entries()) {
      const found = await look(at, path, person);
      wrong.push(...found.map((finding) => `${name}: ${finding}`));
    }
    assert.deepEqual(wrong, []);
  });
});
