import { beforeAll, describe, it } from "@std/testing/bdd";
import assert from "node:assert/strict";
import { hashSecret } from "../../domain/secret.ts";
import * as passwords from "../../sql/passwords.ts";
import { findings, needsBrowser, ownBrowser, pageOf } from "../support/browser.ts";
import type { Person } from "../support/cast.ts";
import * as rooms from "./pages/rooms.ts";

const WIDTHS = [360, 1280];
const SCHEMES = ["light", "dark"] as const;

describe("every page, at 360 and 1280 px, light and dark", needsBrowser, () => {
  const own = ownBrowser();
  let pages: Record<string, [path: string, person?: Person]>;

  beforeAll(async () => {
    const { cast, database } = own.server.app;
    const { alice, charlie } = cast;
    await passwords.addLink(database.owner, alice.user_uuid, hashSecret("a link"), 1);
    const { groups, users, account, sites, adminSites, status } = rooms;
    pages = {
      ...Object.assign(
        {},
        ...await Promise.all(
          [groups, users, account, sites, adminSites, status].map((of) => of(own.server.app)),
        ),
      ),
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
    };
  });

  async function look(width: number, colorScheme: "light" | "dark") {
    const wrong: string[] = [];
    for (const [name, [path, person]] of Object.entries(pages)) {
      const viewport = { width, height: 800 };
      const page = await pageOf(own.browser, own.server.origin, person, { viewport, colorScheme });
      await page.goto(path);
      for (const details of await page.locator("details > summary").all()) await details.click();
      wrong.push(...(await findings(page)).map((finding) => `${name}: ${finding}`));
      const overflow = await page.evaluate<number>(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth",
      );
      if (overflow > 0) wrong.push(`${name}: scrolls sideways by ${overflow} px`);
      await page.context().close();
    }
    return wrong;
  }

  for (const width of WIDTHS) {
    for (const scheme of SCHEMES) {
      it(`has no finding of axe-core and does not scroll sideways: ${width} px, ${scheme}`, async () => {
        assert.deepEqual(await look(width, scheme), []);
      });
    }
  }
});
