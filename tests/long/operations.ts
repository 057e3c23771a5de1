import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import type { Browser, Page } from "playwright-core";
import { JobWorker } from "../../service/jobs/worker.ts";
import * as siteGroups from "../../sql/groups/site_groups.ts";
import { testApp } from "../support/app.ts";
import { launch, needsBrowser, pageOf } from "../support/browser.ts";
import type { Person } from "../support/cast.ts";
import { everyWay } from "../support/every_way.ts";
import { serve, type TestServer } from "../support/server.ts";
import {
  choose,
  fill,
  follow,
  go,
  heading,
  openMenu,
  press,
  reloaded,
  said,
} from "../support/steps.ts";

const NEW_PASSWORD = "another long password";

describe("every operation, by links and buttons alone", needsBrowser, () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  // These pages are plain forms: with JavaScript they differ by the help with a double click alone.
  for (const javaScriptEnabled of everyWay ? [true, false] : [false]) {
    describe(javaScriptEnabled ? "with JavaScript" : "without JavaScript", () => {
      let server: TestServer;
      let ada: Page;
      let alice: Page;

      const open = (person?: Person) =>
        pageOf(browser, server.origin, person, { javaScriptEnabled });

      beforeAll(async () => {
        server = serve(await testApp());
        [ada, alice] = [await open(server.app.cast.ada), await open(server.app.cast.alice)];
      });
      afterAll(() => server.close());

      async function signIn({ email }: Person, password: string): Promise<Page> {
        const page = await open();
        await page.goto("/sign-in");
        await fill(page, "E-mail", email);
        await fill(page, "Password", password);
        await press(page, "Sign in");
        return page;
      }

      it("renames a group and changes its service level", async () => {
        await go(ada, "/admin/groups", "Hills", "Edit");
        await fill(ada, "Name", "High hills");
        await choose(ada, "Service level", "1, paid");
        await press(ada, "Save");
        await said(ada, "High hills is saved.");
        await ada.goto("/admin/groups");
        assert.match(await reloaded(ada), /High hills\s+1\s+1\s+900 kW\s+1, paid/);
      });

      it("makes a group an admin group, and an ordinary one again", async () => {
        const charlie = await open(server.app.cast.charlie);
        await go(ada, "/admin/groups", "High hills", "Admin rights");
        await press(ada, "Make it an admin group");
        await said(ada, "High hills is an admin group now.");
        assert.equal(await heading(charlie, "/admin/groups"), "Groups");
        await follow(ada, "Admin rights");
        await press(ada, "Make it an ordinary group");
        await said(ada, "High hills is an ordinary group now.");
        assert.doesNotMatch(await reloaded(ada), /Admin group/);
        assert.equal(await heading(charlie, "/admin/groups"), "Not found");
      });

      it("takes many sites out of a group, and puts one in by a list", async () => {
        await go(ada, "/admin/groups", "High hills");
        const [plant, bare] = ["Plant <&> one", `Site ${server.app.cast.sites.bare.slice(0, 8)}`];
        for (const site of [plant!, bare!]) await ada.getByLabel(`Choose ${site}`).check();
        await press(ada, "Remove chosen sites…");
        await press(ada, "Remove 2 sites");
        await said(ada, "High hills no longer has these 2 sites.");
        const left = await reloaded(ada);
        assert.ok(left.includes("Turbine") && !left.includes(plant!) && !left.includes(bare!));
        await follow(ada, "Add sites");
        await fill(ada, "Names, client’s numbers or UUIDs", `plant <&> one\n7\nNowhere`);
        await press(ada, "Look them up");
        assert.match(await ada.getByRole("main").innerText(), /any site:\s+Nowhere.*1 site found/s);
        await press(ada, "Add chosen sites");
        await said(ada, "High hills has this site now.");
        assert.ok((await reloaded(ada)).includes(plant!));
      });

      it("deletes a group", async () => {
        await siteGroups.findOrMake(server.app.database.owner, "Nobody's", false);
        await go(ada, "/admin/groups", "Nobody's", "Delete");
        await press(ada, "Delete the group");
        await ada.locator("#confirm_name[aria-invalid=true]").waitFor();
        await fill(ada, "Type the name to confirm", "Nobody's");
        await press(ada, "Delete the group");
        await said(ada, "Nobody's is deleted.");
        assert.doesNotMatch(await reloaded(ada), /Nobody's/);
      });

      it("moves a user, after it has said what they lose and gain", async () => {
        const { bob } = server.app.cast;
        await go(ada, "/admin/users", bob.email, "Move to another group");
        await choose(ada, "New group", "High hills");
        await press(ada, "Continue");
        await ada.getByRole("heading", { name: "Sites the user loses: 1" }).waitFor();
        await ada.getByRole("heading", { name: "Sites the user gains: 1" }).waitFor();
        await press(ada, "Move");
        await said(ada, `${bob.email} is in High hills now.`);
        assert.match(await reloaded(ada), /Group\s+High hills/);
        const page = await open(bob);
        await page.goto("/sites");
        assert.match(await reloaded(page), /Turbine/);
      });

      it("deactivates, restores and deletes a user", async () => {
        const { bob } = server.app.cast;
        const page = await open(bob);
        await go(ada, "/admin/users", bob.email, "Deactivate");
        await press(ada, "Deactivate");
        await said(ada, `${bob.email} is deactivated.`);
        assert.match(await reloaded(ada), /Deactivated since/);
        assert.equal(await heading(page, "/sites"), "Sign in");
        await follow(ada, "Restore");
        await press(ada, "Restore");
        await said(ada, `${bob.email} is restored.`);
        const again = await signIn(bob, bob.password);
        await again.getByRole("heading", { level: 1, name: "Sites" }).waitFor();
        await go(ada, "/admin/users", bob.email, "Delete");
        await fill(ada, "Type the name to confirm", bob.email);
        await press(ada, "Delete for ever");
        await said(ada, `${bob.email} was deleted.`);
        assert.ok(!(await reloaded(ada)).includes(bob.email));
        assert.equal(await heading(again, "/sites"), "Sign in");
      });

      it("clones a site, assigns it, deactivates, restores and deletes it for ever", async () => {
        await go(ada, "/admin/sites", "Turbine", "Copy");
        await press(ada, "Create the site");
        await ada.getByLabel("Add anyway").check();
        await press(ada, "Create the site");
        await said(ada, "Turbine (copy) is there now.");
        await follow(ada, "Assign");
        await fill(ada, "Or a new client (optional)", "Windworks");
        await press(ada, "Assign");
        await said(ada, "Turbine (copy) is assigned.");
        assert.match(await reloaded(ada), /Groups\s+High hills.*Client\s+Windworks/s);
        await follow(ada, "Deactivate");
        await press(ada, "Deactivate");
        await said(ada, "Turbine (copy) is inactive now.");
        assert.match(await reloaded(ada), /Inactive/);
        await follow(ada, "Restore");
        await press(ada, "Restore");
        await said(ada, "Turbine (copy) is active again.");
        await follow(ada, "Delete for ever");
        await fill(ada, "Type the name to confirm", "Turbine (copy)");
        await press(ada, "Delete for ever");
        await ada.getByRole("heading", { name: "Delete site: Turbine (copy)" }).waitFor();
        await workedOff();
        assert.match(await reloaded(ada), /Done/);
        await ada.goto("/admin/sites");
        assert.ok(!(await reloaded(ada)).includes("Turbine (copy)"));
      });

      /** Does every job that waits. */
      async function workedOff() {
        const { owner } = server.app.database;
        const stop = new AbortController();
        const ended = new JobWorker(owner).run(stop.signal);
        while ((await owner`select from app.jobs where ended_utc is null`).length > 0);
        stop.abort();
        await ended;
      }

      it("says on every page what an admin posts", async () => {
        await go(ada, "/status", "Post a status");
        await choose(ada, "Status", "warning: late or less exact than usual");
        await fill(ada, "Message", "Weather data are late.");
        await press(ada, "Post for everybody");
        await said(ada, "Your message is on every page now.");
        await alice.goto("/sites");
        await alice.reload();
        assert.match(await alice.locator("body").innerText(), /Weather data are late\./);
      });

      it("edits a site, with its inverters, and takes it out of the group", async () => {
        await go(alice, "/sites", "Plant <&> one");
        await openMenu(alice);
        await follow(alice, "Edit");
        await fill(alice, "Name", "Our roof");
        await press(alice, "Save");
        await said(alice, "Saved.");
        await openMenu(alice);
        await follow(alice, "Inverters");
        await fill(alice, "Name", "North");
        await press(alice, "Add the inverter");
        await said(alice, "Added North.");
        assert.match(await reloaded(alice), /North/);
        await follow(alice, "Remove North");
        await press(alice, "Remove the inverter");
        await said(alice, "Removed North from Our roof.");
        assert.match(await reloaded(alice), /No inverters yet/);
        await go(alice, "/sites", "Our roof");
        await openMenu(alice);
        await follow(alice, "History");
        assert.match(await reloaded(alice), /Name\s+Plant <&> one\s+Our roof/);
        await go(alice, "/sites", "Our roof");
        await openMenu(alice);
        await follow(alice, "Edit");
        await follow(alice, "Remove from my group");
        await press(alice, "Remove from my group");
        await said(alice, "Our roof is no longer in your group. It stays active for other groups.");
        assert.ok(!(await reloaded(alice)).includes("Our roof"));
      });

      it("makes a token whose curl line works until it is revoked", async () => {
        await go(alice, "/account", "API tokens", "New token");
        await fill(alice, "Name", "nightly export");
        await press(alice, "Create token");
        const line = await alice.locator("#token-curl").innerText();
        const [, authorization, url] = line.match(/^curl -H "Authorization: (.+)" (\S+)$/)!;
        const call = async () => {
          const response = await fetch(url!, { headers: { authorization: authorization! } });
          await response.body?.cancel();
          return response.status;
        };
        assert.equal(await call(), 200);
        await go(alice, "/account/tokens", "Revoke nightly export");
        await press(alice, "Revoke");
        await said(alice, "nightly export was revoked.");
        assert.match(await reloaded(alice), /nightly export.*revoked/s);
        assert.equal(await call(), 401);
      });

      it("is light or dark as one likes", async () => {
        await alice.goto("/account");
        await choose(alice, "Colours", "Dark");
        await press(alice, "Save");
        await alice.locator("html[data-theme=dark]").waitFor();
        await alice.goto("/sites");
        await alice.reload();
        assert.equal(await alice.locator("html").getAttribute("data-theme"), "dark");
      });

      it("changes the password and signs out everywhere", async () => {
        const person = server.app.cast.alice;
        await go(alice, "/account", "Change password");
        await fill(alice, "Current password", person.password);
        await fill(alice, "New password", NEW_PASSWORD);
        await press(alice, "Change password");
        await said(alice, "Your password was changed");
        const again = await signIn(person, NEW_PASSWORD);
        await again.getByRole("heading", { level: 1, name: "Sites" }).waitFor();
        await go(alice, "/account", "Sessions");
        await press(alice, "Sign out everywhere, including here");
        await said(alice, "You are signed out everywhere.");
        assert.equal(await heading(again, "/sites"), "Sign in");
      });
    });
  }
});
