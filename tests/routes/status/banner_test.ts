import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../../db/client.ts";
import { createApp } from "../../../routes/app.ts";
import { as, NOW, type TestApp, testApp } from "../../support/app.ts";
import { page } from "../../support/html.ts";
import { until } from "../../support/until.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

async function bannerOf(response: Response | Promise<Response>) {
  const html = await page(response);
  assert.ok(html.isWhole);
  const [aside] = html.all("aside.banner");
  return { look: aside?.attribute("class")?.replace("banner ", ""), text: aside?.text() };
}

async function say(status: string | null, message: string | null, created_utc: string | null) {
  await app.database.owner`delete from status`;
  await app.database.owner`
    insert into status (status, message, created_utc)
    values (${status}, ${message}, ${created_utc})`;
}

const NONE = { look: undefined, text: undefined };
const LATE = {
  look: "warning",
  text: "Warning Forecasts are late. since 21 Jun 2026, 07:30 UTC",
};

describe("the banner", () => {
  it("is not there while nobody has said anything", async () => {
    assert.deepEqual(await bannerOf(as(app, app.cast.alice).get("/sites")), NONE);
  });

  it("is on pages of members, of admins, of nobody, and on those that say no", async () => {
    await say("warning", "Forecasts are late.", "2026-06-21T07:30:00Z");
    const { alice, ada, sites } = app.cast;
    const pages: [status: number, open: () => Response | Promise<Response>][] = [
      [200, () => as(app, alice).get("/sites")],
      [200, () => as(app, alice).get("/status")],
      [200, () => as(app, ada).get("/admin/usage")],
      [422, () => as(app, ada).post("/admin/status", {})],
      [200, () => app.fetch("/sign-in")],
      [404, () => app.fetch("/nothing/here")],
      [404, () => as(app, alice).get(`/sites/${sites.turbine}`)],
      [404, () => as(app, alice).get("/admin/usage")],
    ];
    // One after the other: a page waits 300 ms for its banner.
    for (const [index, [status, open]] of pages.entries()) {
      const response = await open();
      assert.deepEqual(await bannerOf(response), LATE, `page ${index}`);
      assert.equal(response.status, status);
    }
  });

  it("is not in parts, which stay on a page that has it", async () => {
    const { alice } = app.cast;
    for (const path of ["/sites", "/nothing/here"]) {
      const part = await (await as(app, alice).part(path, "sites-table")).text();
      assert.doesNotMatch(part, /banner|Forecasts are late/);
    }
  });

  it("shows no good news, and a word that it doesn't know as it is", async () => {
    const { alice } = app.cast;
    const ask = () => bannerOf(as(app, alice).get("/sites"));
    await say("ok", "All is back.", "2026-06-21T07:30:00Z");
    assert.deepEqual(await ask(), NONE);
    await say('constructor"><b>', "<i>", null);
    assert.deepEqual(await ask(), {
      look: "warning",
      text: 'constructor"><b> <i>',
    });
  });

  it("copes with NULL everywhere and with times that are none", async () => {
    const { alice } = app.cast;
    const ask = () => bannerOf(as(app, alice).get("/sites"));
    await say(null, null, null);
    assert.deepEqual(await ask(), NONE);
    await say("error", null, "infinity");
    assert.deepEqual(await ask(), { look: "error", text: "Error since infinity" });
    await app.database.owner`update status set created_utc = '12026-01-01'`;
    assert.match((await ask()).text!, /^Error since 12026-01-01/);
  });
});

describe("the banner of what was measured", () => {
  const WARNING = "Warning Forecasts are late: the next ones should have been made. since ";

  it("is there for viewers when most forecasts are late, and operators wrote nothing", async () => {
    const { owner } = app.database;
    const { alice, sites } = app.cast;
    await owner`delete from status`;
    await owner`
      insert into forecasts (site_uuid, timestamp_utc, forecast_version)
      select ${sites.plant}::uuid, t, '1' from unnest(
        array['2026-06-21 06:45', '2026-06-21 07:00']::timestamp[]) t`;
    const at = async (time: string) => {
      app.clock.now = Temporal.Instant.from(time);
      return (await bannerOf(as(app, alice).get("/sites"))).text;
    };
    const late = `${WARNING}21 Jun 2026, 07:00 UTC`;
    await until(async () => await at("2026-06-21T12:00:00Z") === late);
    assert.equal((await bannerOf(app.fetch("/sign-in"))).text, undefined);
    await say("error", "We know.", null);
    assert.equal(await at("2026-06-21T12:00:01Z"), "Error We know.");
    await say("ok", "Fine.", null);
    await until(async () => await at("2026-06-21T12:00:02Z") === late);
    await until(async () => await at("2026-06-21T08:00:00Z") === undefined); // an hour old
    app.clock.now = NOW;
  });

  it("is measured again after a minute, and until then shown as it was", async () => {
    const at = async (seconds: number) => {
      app.clock.now = NOW.add({ hours: 72, seconds });
      return (await bannerOf(as(app, app.cast.alice).get("/sites"))).text !== undefined;
    };
    await until(() => at(0));
    await app.database.owner`delete from forecasts`;
    assert.equal(await at(59), true);
    await until(async () => !await at(360));
    app.clock.now = NOW;
  });
});

describe("the banner while the database is away", () => {
  const away = openDatabase("postgres://sitecast@127.0.0.1:1/sitecast");
  afterAll(() => away.owner.end({ timeout: 0 }));
  const get = (path: string, cookie = "") =>
    createApp({ ...app.services, database: away })
      .request(path, { headers: { cookie } }, { remoteAddr: { hostname: "127.0.0.1" } });
  const SENTENCE = "The database cannot be reached. Try again in a moment.";

  it("says so on the sign-in page, which is there all the same", async () => {
    const response = await get("/sign-in");
    assert.equal(response.status, 200);
    assert.deepEqual(await bannerOf(response), { look: "error", text: `Error ${SENTENCE}` });
  });

  it("is not needed on the page that says so itself", async () => {
    const response = await get("/sites", "sitecast=any");
    assert.equal(response.status, 503);
    assert.deepEqual(await bannerOf(response), NONE);
  });
});
