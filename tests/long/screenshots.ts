import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import { hashSecret, newSecret } from "../../domain/account/secret.ts";
import { countMissedDays } from "../../service/accuracy/accuracy.ts";
import { SUNNY, WINDY } from "../../service/demo/cast.ts";
import { completeDemo, makeDemo } from "../../service/demo/demo.ts";
import { FLEET } from "../../service/demo/fleet.ts";
import { keepEnergies } from "../../service/forecasts/energies.ts";
import { refreshAttention } from "../../service/sites/attention.ts";
import * as sessions from "../../sql/account/sessions.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import { bareApp, NOW, type TestApp } from "../support/app.ts";
import { launch, needsBrowser, pageOf } from "../support/browser.ts";
import type { Person } from "../support/cast.ts";
import { serve, type TestServer } from "../support/server.ts";
import * as rooms from "../browser/pages/rooms.ts";
import type { Pages } from "../browser/pages/pages.ts";

/** Where the pictures are written; a folder that git ignores. */
const FOLDER = Deno.env.get("SCREENSHOTS") ?? "screenshots";
const LOOKS = {
  wide: { width: 1280, colorScheme: "light", media: "screen" },
  narrow: { width: 360, colorScheme: "light", media: "screen" },
  dark: { width: 1280, colorScheme: "dark", media: "screen" },
  print: { width: 800, colorScheme: "light", media: "print" },
} as const;
const SITES = ["Mérida Solar 2", "Leiden City Archive", "Tromsø Harbour", "Windpark Dithmarschen"];

describe("pictures of every page", needsBrowser, () => {
  let server: TestServer;
  let browser: Browser;
  let pages: Pages;
  beforeAll(async () => {
    server = serve(await demoApp());
    pages = await pagesOf(server.app);
    browser = await launch();
    await Deno.mkdir(FOLDER, { recursive: true });
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
  });

  it("are taken of the demo: wide, narrow, dark and as printed", async () => {
    const tabs = new Map<Person | undefined, Page>();
    let taken = 0;
    for (const [name, [path, person]] of Object.entries(pages)) {
      const tab = tabs.get(person) ?? await pageOf(browser, server.origin, person);
      tabs.set(person, tab);
      await tab.goto(path);
      for (const [look, { width, ...media }] of Object.entries(LOOKS)) {
        await tab.setViewportSize({ width, height: 900 });
        await tab.emulateMedia({ ...media, reducedMotion: "reduce" });
        const file = join(FOLDER, `${name.replace(/[^\p{L}\p{N}]+/gu, "-")} ${look}.png`);
        await tab.screenshot({ path: file, fullPage: true });
        taken++;
      }
    }
    assert.ok(taken > 200, `${taken} pictures`);
  });
});

/** The service on a database with the whole demo as of the time of the tests. */
async function demoApp(): Promise<TestApp> {
  const app = await bareApp();
  const { owner } = app.database;
  await makeDemo(owner, NOW);
  await completeDemo(owner, NOW);
  await countMissedDays(owner, NOW);
  await keepEnergies(owner, NOW, undefined, { again: true });
  await refreshAttention(owner, NOW);
  const person = async (email: string, group: string, isAdmin = false): Promise<Person> => {
    const [user] = await owner<{ user_uuid: string }[]>`
      select user_uuid from users where email = ${email}`;
    const session = newSecret();
    await sessions.start(owner, user!.user_uuid, hashSecret(session), { days: 30 });
    const own = await siteGroups.findOrMake(owner, group, isAdmin);
    const secrets = { password: "", session, token: "", readToken: "" };
    return { ...own, ...user!, ...secrets, email, can_write: true, through: "form" };
  };
  const site = async (group: string, name: string) => (await demo.findSite(owner, group, name))!;
  const cast = {
    alice: await person("alice@example.org", SUNNY),
    bob: await person("bob@example.org", SUNNY),
    charlie: await person("charlie@example.org", WINDY),
    ada: await person("ada@example.org", "ocf", true),
    sites: {
      plant: await site(SUNNY, "ENERPOS, Terre Sainte"),
      bare: await site(SUNNY, "Home, London"),
      turbine: await site(WINDY, "Hill turbine, Orkney"),
    },
  };
  return { ...app, cast };
}

async function pagesOf(app: TestApp): Promise<Pages> {
  const { alice, ada, sites: { plant } } = app.cast;
  await app.database.owner`
    insert into app.api_tokens (user_uuid, token_hash, prefix, name, can_write)
    values (${alice.user_uuid}, '\\x00', 'demo', 'Of a script', false)`;
  const { groups, users, account, sites, adminSites, models, status } = rooms;
  const found = await Promise.all(
    [groups, users, account, sites, adminSites, models, status].map((of) => of(app)),
  );
  const ofFleet = await Promise.all(
    FLEET.filter(({ client_site_name }) => SITES.includes(client_site_name)).map(
      async ({ client_site_name }) => [
        client_site_name,
        [`/sites/${await demo.findSite(app.database.owner, SUNNY, client_site_name)}`, alice],
      ],
    ),
  );
  return {
    "sign in": ["/sign-in"],
    "sites": ["/sites", alice],
    "sites on a map": ["/sites?view=map", alice],
    "sites of an admin": ["/sites", ada],
    "a site today": [`/sites/${plant}`, alice],
    "a site on a past day": [`/sites/${plant}?day=2026-06-18`, alice],
    "a site on the next day": [`/sites/${plant}?day=2026-06-22`, alice],
    ...Object.fromEntries(ofFleet),
    ...Object.assign({}, ...found),
    "not found": ["/nothing/here", alice],
  };
}
