import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import { hashPassword } from "../../domain/account/password.ts";
import * as demo from "../../sql/operations/demo.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import { type BareApp, bareApp } from "../support/app.ts";
import { launch, needsBrowser } from "../support/browser.ts";
import { everyWay } from "../support/every_way.ts";
import { serve, type TestServer } from "../support/server.ts";

const ROOT = { email: "root@example.org", password: "the only one who is there" };
const PASSWORD = "correct horse battery";

interface Team {
  group: string;
  users: string[];
  sites: string[];
}

/** The five scenarios: who is to see what. */
const TEAMS: Team[] = [
  { group: "Alone", users: ["one"], sites: ["Cottage"] },
  { group: "Pair", users: ["two"], sites: ["Barn", "Stable"] },
  { group: "Couple", users: ["three", "four"], sites: ["House"] },
  { group: "North", users: ["five"], sites: ["North mill"] },
  { group: "South", users: ["six"], sites: ["South mill"] },
  { group: "Mills", users: ["seven", "eight"], sites: ["East mill", "West mill"] },
];

/** The rule of who sees what is the database's: the other teams fill in the same forms once more. */
const teams = everyWay
  ? TEAMS
  : TEAMS.filter(({ group }) => ["Alone", "Couple", "Mills"].includes(group));

describe("an installation with one admin and nothing else", needsBrowser, () => {
  for (const javaScriptEnabled of everyWay ? [true, false] : [true]) {
    describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
      let server: TestServer<BareApp>;
      let browser: Browser;

      beforeAll(async () => {
        server = serve(await bareApp());
        const { owner } = server.app.database;
        const admins = await siteGroups.findOrMake(owner, "admins", true);
        const hash = await hashPassword(ROOT.password, { N: 2 ** 4, r: 8, p: 1 });
        await demo.makeUsers(owner, [{ ...admins, email: ROOT.email, hash }]);
        browser = await launch();
      });
      afterAll(async () => {
        await browser.close();
        await server.close();
      });

      const newPage = async (): Promise<Page> => {
        const context = await browser.newContext({ baseURL: server.origin, javaScriptEnabled });
        return await context.newPage();
      };

      async function signIn(email: string, password: string): Promise<Page> {
        const page = await newPage();
        await page.goto("/sign-in");
        await page.getByLabel("E-mail").fill(email);
        await page.getByLabel("Password").fill(password);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.getByRole("heading", { level: 1, name: "Sites" }).waitFor();
        return page;
      }

      /** Opens what an admin's menu leads to, and then a page by the link of that name. */
      async function open(page: Page, menu: string, link: RegExp) {
        await page.getByRole("navigation", { name: "Admin" }).getByRole("link", { name: menu })
          .click();
        await page.getByRole("link", { name: link }).click();
      }

      async function makeGroup(page: Page, name: string) {
        await open(page, "Groups", /new group/i);
        await page.getByLabel("Name", { exact: true }).fill(name);
        await page.getByRole("button", { name: "Create group" }).click();
        await page.getByRole("heading", { level: 1, name }).waitFor();
      }

      /** Returns the one-time link. */
      async function makeUser(page: Page, email: string, group: string): Promise<string> {
        await open(page, "Users", /new user/i);
        await page.getByLabel("E-mail").fill(email);
        await page.getByLabel("Group", { exact: true }).selectOption({ label: group });
        await page.getByRole("button", { name: "Add user" }).click();
        return await page.locator("#password-link").innerText();
      }

      let places = 0;

      /** Fills in a site at a place of its own: sites at one place are warned of. */
      async function fillSite(page: Page, name: string) {
        await page.getByLabel("Name", { exact: true }).fill(name);
        await page.getByLabel("Capacity", { exact: true }).fill("12,5");
        await page.getByLabel("Latitude").fill(`51.${++places}`);
        await page.getByLabel("Longitude").fill("-0.12");
      }

      async function makeSite(page: Page, name: string, group: string) {
        await open(page, "All sites", /new site/i);
        await fillSite(page, name);
        await page.getByLabel(group, { exact: true }).check();
        await page.getByRole("button", { name: "Create the site" }).click();
        await page.getByRole("heading", { level: 1, name }).waitFor();
      }

      /** Sets the password by the link, which signs in. */
      async function firstSignIn(link: string): Promise<Page> {
        const page = await newPage();
        await page.goto(link);
        await page.getByLabel("New password").fill(PASSWORD);
        await page.getByRole("button", { name: "Set password" }).click();
        await page.getByRole("heading", { level: 1, name: "Sites" }).waitFor();
        return page;
      }

      /** Names of the sites that a reloaded list shows. */
      async function sitesOf(page: Page): Promise<string[]> {
        await page.goto("/sites");
        await page.reload();
        return (await page.locator("table.sites tbody th a").allInnerTexts()).sort();
      }

      it("comes to its groups, users and sites by forms alone, and each sees their own", async () => {
        const admin = await signIn(ROOT.email, ROOT.password);
        const links: Record<string, string> = {};
        for (const { group, users, sites } of teams) {
          await makeGroup(admin, group);
          for (const site of sites) await makeSite(admin, site, group);
          for (const user of users) {
            links[user] = await makeUser(admin, `${user}@example.org`, group);
          }
        }
        for (const { users, sites } of teams) {
          for (const user of users) {
            const page = await firstSignIn(links[user]!);
            assert.deepEqual(await sitesOf(page), sites.toSorted(), user);
            await page.goto("/admin/groups");
            assert.match(await page.locator("h1").innerText(), /Not found/);
            await page.context().close();
          }
        }
        assert.deepEqual(
          await sitesOf(admin),
          teams.flatMap(({ sites }) => sites).sort(),
          "the admin sees everything",
        );
      });

      it("lets a colleague see a site that a member adds, and strangers not", async () => {
        const seven = await signIn("seven@example.org", PASSWORD);
        await seven.getByRole("link", { name: "Add a site" }).click();
        await fillSite(seven, "New mill");
        await seven.getByLabel("Latitude").fill("");
        await seven.getByRole("button", { name: "Add the site" }).click();
        assert.equal(await seven.getByLabel("Latitude").getAttribute("aria-invalid"), "true");
        assert.equal(await seven.getByLabel("Name", { exact: true }).inputValue(), "New mill");
        await seven.getByLabel("Latitude").fill("50,5");
        await seven.getByRole("button", { name: "Add the site" }).click();
        await seven.getByRole("heading", { level: 1, name: "New mill" }).waitFor();
        const mills = ["East mill", "New mill", "West mill"];
        assert.deepEqual(await sitesOf(await signIn("eight@example.org", PASSWORD)), mills);
        assert.deepEqual(await sitesOf(await signIn("one@example.org", PASSWORD)), ["Cottage"]);
      });
    });
  }
});
