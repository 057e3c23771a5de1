import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { type Html, page } from "../../support/html.ts";
import { sendFiles, workOn } from "../../support/import_pages.ts";
import {
  EV_LOG,
  makeSampleSites,
  rowsToStore,
  SAMPLE_SITES,
  sampleFile,
  storedRows,
} from "../../support/sample_sites.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.clock.now = Temporal.Instant.from("2026-11-29T12:00:00Z");
});
afterAll(() => app.close());

const alice = () => as(app, app.cast.alice);

/** Sends a file of a site, or of the sites that it names; returns the address of its import. */
async function send(file: File, siteUuid: string): Promise<string> {
  const sent = await sendFiles(app, app.cast.alice, [file], { site_uuid: siteUuid });
  assert.equal(sent.status, 303, await sent.clone().text());
  return sent.headers.get("location")!;
}

/** Lets the service work on what waits, and returns the page. */
async function look(path: string): Promise<Html> {
  await workOn(app);
  return await page(alice().get(path));
}

async function answer(path: string, shown: Html, answers: Record<string, string>): Promise<Html> {
  const form = { ...shown.fields('form[action$="/reading"]'), ...answers };
  const posted = await alice().post(`${path}/reading`, form);
  assert.equal(posted.status, 303, (await page(posted)).text());
  return await look(path);
}

/** Names of the fields of the questions that a page asks. */
const asked = (shown: Html) => [...new Set(shown.attributes("id", ".question"))];

describe("a file as people have it, through the pages", () => {
  for (const sample of SAMPLE_SITES) {
    const answers = sample.answers ?? {};
    it(`${sample.name} brings its rows after ${Object.keys(answers).length} answers`, async () => {
      const { owner } = app.database;
      const site = await makeSampleSites(owner, app.cast.alice.site_group_uuid, sample);
      const path = await send(sampleFile(sample.name), site);
      let shown = await look(path);
      assert.deepEqual(asked(shown), Object.keys(answers));
      if (asked(shown).length > 0) shown = await answer(path, shown, answers);
      const expected = rowsToStore(sample.name);
      assert.equal(
        shown.text(".confirm button"),
        `Store ${expected.size} measurements`,
        shown.text("main"),
      );
      assert.equal((await storedRows(owner, sample)).size, 0);
      assert.equal((await alice().post(`${path}/confirm`)).status, 303);
      assert.match((await look(path)).text("main"), new RegExp(`^.*${expected.size} measurements`));
      const stored = await storedRows(owner, sample);
      assert.deepEqual([...stored.keys()].sort(), [...expected.keys()].sort());
      for (const [key, kw] of expected) {
        assert.ok(
          Math.abs(stored.get(key)! - kw) <= 0.0005,
          `${key}: ${stored.get(key)}, not ${kw}`,
        );
      }
    });
  }

  it("a log of car charging is refused by name, and brings nothing", async () => {
    const shown = await look(await send(sampleFile(EV_LOG), app.cast.sites.plant));
    assert.equal(shown.text(".badge"), "Not measurements of a site");
    assert.match(shown.text(".callout"), /charging/i);
    assert.ok(!shown.has("main form"));
  });
});
