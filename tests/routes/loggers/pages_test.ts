import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret } from "../../../domain/account/secret.ts";
import * as deviceRequests from "../../../sql/loggers/device_requests.ts";
import { storeFromDevice } from "../../../sql/loggers/readings.ts";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { type Forms, formsOf } from "../../support/forms.ts";
import { type Html, page } from "../../support/html.ts";
import { makeLogger, readingsAt } from "../../support/loggers.ts";
import { recipes } from "../../../views/loggers/recipes.ts";

let app: TestApp;
let shown: Forms["shown"], post: Forms["post"], refused: Forms["refused"];
let loggers: string;
beforeAll(async () => {
  app = await testApp();
  ({ shown, post, refused } = formsOf(app, app.cast.alice));
  loggers = `/sites/${app.cast.sites.plant}/loggers`;
});
afterAll(() => app.close());

const owner = () => app.database.owner;
const send = (key: string, ...times: string[]) =>
  storeFromDevice(owner(), hashSecret(key), readingsAt("pv", ...times));

/** Posts a form that makes a key, and returns its page. */
async function made(path: string, form: Record<string, string>): Promise<Html> {
  const response = await as(app, app.cast.alice).post(path, form);
  assert.equal(response.status, 200, await response.clone().text());
  assert.equal(response.headers.get("cache-control"), "no-store");
  return await page(response);
}

const uuidOf = async (name: string) => {
  const [row] = await owner()<{ uuid: string }[]>`
    select logger_uuid::text as uuid from app.loggers where name = ${name}`;
  return row!.uuid;
};

describe("the loggers of a group without any", () => {
  it("say what a logger is, and where to add one", async () => {
    const list = await shown("/loggers");
    assert.match(list.text(), /No loggers yet/);
    assert.ok(list.attributes("href", "main a").includes(`${loggers}/new`));
    assert.equal(list.attribute("aria-current", "nav.main a[href='/loggers']"), "page");
    assert.match((await shown(loggers)).text(), /No loggers yet/);
    const site = await shown(`/sites/${app.cast.sites.plant}`);
    assert.ok(site.attributes("href", "nav a").includes(loggers));
  });
});

describe("a new logger", () => {
  it("shows its key once, in the configuration of every program, and is made once", async () => {
    const form = { name: "Roof meter", interval_seconds: "30", zone: "Asia/Kolkata" };
    const sent = { ...form, form_key: crypto.randomUUID() };
    const first = await made(loggers, sent);
    const key = first.text("#logger-key");
    assert.match(key, /^[a-z2-9]{32}$/);
    const recipes = first.texts("pre");
    assert.equal(recipes.length, 7);
    for (const recipe of recipes) assert.ok(recipe.includes(key), recipe);
    assert.deepEqual(await send(key, "2026-06-21T11:59:50Z"), {
      new: 1,
      changed: 0,
      unchanged: 0,
      unknown: {},
      refused: [],
    });
    const again = await as(app, app.cast.alice).post(loggers, sent);
    assert.equal(again.status, 409);
    assert.ok(!(await again.text()).includes(key));
    const rows = (await shown("/loggers")).rows();
    assert.deepEqual(
      rows.map(([name, site, , , variables, alarms]) => [
        name,
        site,
        variables,
        alarms,
      ]),
      [["Roof meter", "Plant <&> one", "1", "0"]],
    );
  });

  it("has the zone of its site, and a name of its own there", async () => {
    const empty = await shown(`${loggers}/new`);
    assert.equal(empty.field("zone"), "Indian/Reunion");
    assert.deepEqual(await refused(loggers, { name: " roof METER " }), {
      name: "The site has a logger of this name.",
    });
    const wrong = await refused(loggers, { name: "", interval_seconds: "0", zone: "+2" });
    assert.deepEqual(Object.keys(wrong), ["name", "interval_seconds", "zone"]);
    assert.equal(wrong.name, "Enter a name.");
  });
});

describe("the configuration that is shown with a key", () => {
  it("works as it is: by curl, and by the addresses of InfluxDB 2, 1 and EmonCMS", async () => {
    const { database, cast: { alice, sites } } = app;
    const { key, logger_uuid } = await makeLogger(database, alice, sites.bare, "Tried");
    const all = recipes({ origin: "http://sitecast.test", key });
    const textOf = (id: string) => all.find((recipe) => recipe.id === id)!.text;
    const [, url, header, body] = /"(http.*?)" .*-H "(.*?)" .*--data-binary "(.*?)"/s.exec(
      textOf("curl"),
    )!;
    const authorization = /^Authorization: (Token .*)$/.exec(header!)![1]!;
    const curl = { method: "POST", headers: { authorization }, body };
    assert.equal((await app.fetch(new URL(url!).pathname, curl)).status, 204);
    const user = /username = "(.*)"/.exec(textOf("telegraf-1"))![1]!;
    const basic = { authorization: `Basic ${btoa(`${user}:${key}`)}` };
    const older = { method: "POST", headers: basic, body: "house load=2 1782021600000000000" };
    assert.equal((await app.fetch("/write?db=sitecast", older)).status, 204);
    const server = /Server: +(\S+)/.exec(textOf("openevse"))![1]!;
    const node = /Node: +(\S+)/.exec(textOf("openevse"))![1]!;
    const sent = `${server}/input/post?fulljson=%7B%22amp%22%3A6%7D&node=${node}&apikey=${key}`;
    const emoncms = await app.fetch(sent.slice("http://sitecast.test".length));
    assert.equal(await emoncms.text(), "ok");
    const rows = await owner()<{ name: string }[]>`select name from app.logger_variables
      where logger_uuid = ${logger_uuid} order by name`;
    assert.deepEqual(rows.map(({ name }) => name), [
      "house.load",
      "house.pv_power",
      "openevse/amp",
    ]);
    await owner()`delete from app.loggers where logger_uuid = ${logger_uuid}`;
  });

  it("names host, port and encryption for Home Assistant", () => {
    const of = (origin: string) =>
      recipes({ origin, key: "K" }).find(({ id }) => id === "home-assistant")!.text
        .split("\n").slice(2, 5).map((line) => line.trim());
    assert.deepEqual(of("https://solar.example"), [
      "ssl: true",
      "host: solar.example",
      "port: 443",
    ]);
    assert.deepEqual(of("http://10.0.0.2:8000"), ["ssl: false", "host: 10.0.0.2", "port: 8000"]);
  });
});

describe("the list of loggers", () => {
  it("is searched by logger or site, and sorted by state", async () => {
    const { database, cast: { alice, sites } } = app;
    const silent = await makeLogger(database, alice, sites.bare, "Old box");
    await send(silent.key, "2026-06-20T08:00:00Z");
    await owner()`update app.loggers set last_seen_utc = '2026-06-20T08:00:00Z'
      where logger_uuid = ${silent.logger_uuid}`;
    await owner()`update app.loggers set last_seen_utc = ${app.services.now().toString()}
      where name = 'Roof meter'`;
    await makeLogger(database, alice, sites.plant, "Unused");
    const names = async (query: string) =>
      (await shown(`/loggers${query}`)).rows().map(([name]) => name);
    assert.deepEqual(await names(""), ["Old box", "Roof meter", "Unused"]);
    assert.deepEqual(await names("?q=ROOF"), ["Roof meter"]);
    assert.deepEqual(await names("?q=plant"), ["Roof meter", "Unused"]);
    assert.deepEqual(await names("?sort=state"), ["Old box", "Unused", "Roof meter"]);
    assert.deepEqual(await names("?sort=-seen"), ["Roof meter", "Old box", "Unused"]);
    assert.deepEqual(await names("?sort=-name&q=plant"), ["Unused", "Roof meter"]);
    const states = (await shown("/loggers")).texts("td .badge");
    assert.match(states.join(), /^silent for .*,live,never sent$/);
    assert.match((await shown("/loggers?q=nothing")).text(), /No loggers found/);
  });

  it("leads from the status, which names the silent ones", async () => {
    const status = await shown("/status");
    assert.match(status.text("#loggers"), /1 of 2 send\. Old box at .* silent for/);
    assert.equal(status.count("#loggers li"), 1);
    const strangers = await page(as(app, app.cast.charlie).get("/status"));
    assert.equal(strangers.has("#loggers"), false);
  });

  it("is a part for htmx", async () => {
    const part = await as(app, app.cast.alice).part("/loggers?q=old", "loggers-table");
    assert.deepEqual((await page(part)).top, ["section#loggers-table"]);
  });
});

describe("a logger", () => {
  const of = async (below: string) => `${loggers}/${await uuidOf("Roof meter")}${below}`;

  it("gets more keys, each shown once, and loses one by one", async () => {
    const path = await of("/keys");
    const sent = { label: "Cellar", form_key: crypto.randomUUID() };
    const key = (await made(path, sent)).text("#logger-key");
    assert.equal((await as(app, app.cast.alice).post(path, sent)).status, 409);
    const list = await shown(path);
    assert.deepEqual(list.rows().map(([name]) => name), [
      `Cellar ${key.slice(0, 8)}… works`,
      list.rows()[1]![0],
    ]);
    assert.ok(!list.source.includes(key));
    const [revoke] = list.attributes("href", "td a.button");
    assert.match((await shown(revoke!)).text(), /is refused from now on/);
    assert.equal(await post(revoke!), path);
    assert.equal(await send(key, "2026-06-21T11:59:51Z"), undefined);
    assert.equal((await as(app, app.cast.alice).get(revoke!)).status, 404);
    assert.match((await shown(path)).rows().at(-1)!.join(), /Cellar .* revoked/);
  });

  it("does not tell another group of its site who made a key", async () => {
    const { cast: { alice, charlie, sites } } = app;
    await owner()`insert into site_group_sites (site_group_uuid, site_uuid)
      values (${charlie.site_group_uuid}, ${sites.plant})`;
    const path = await of("/keys");
    assert.ok((await shown(path)).text("table").includes(alice.email));
    const others = await page(as(app, charlie).get(path));
    assert.equal(others.count("tbody tr"), 2);
    assert.ok(!others.text().includes(alice.email));
    await owner()`delete from site_group_sites
      where site_group_uuid = ${charlie.site_group_uuid} and site_uuid = ${sites.plant}`;
  });

  it("says how to connect, and what arrived", async () => {
    const connect = await shown(await of("/connect"));
    assert.equal(connect.count("pre"), 7);
    assert.match(connect.text(".callout"), /its operator sets PUBLIC_URL\./);
    for (const recipe of connect.texts("pre")) assert.match(recipe, /YOUR-KEY/);
    const path = await of("/requests");
    assert.match((await shown(path)).text(), /Nothing arrived yet/);
    const logger_uuid = await uuidOf("Roof meter");
    await deviceRequests.add(owner(), [
      {
        logger_uuid,
        at_utc: "2026-06-21T06:00:01Z",
        door: "influx",
        status: 400,
        stored: 2,
        refused: 1,
        faults: [{ line: 3, message: "missing <fields>" }],
      },
      {
        logger_uuid,
        at_utc: "2026-06-21T06:00:02Z",
        door: "emoncms",
        status: 200,
        stored: 1000,
        refused: 0,
        faults: [],
      },
    ]);
    assert.deepEqual((await shown(path)).rows(), [
      ["21 Jun, 11:30:02", "EmonCMS", "200", "1,000", "0", "–"],
      ["21 Jun, 11:30:01", "InfluxDB", "400", "2", "1", "3: missing <fields>"],
    ]);
  });

  it("is edited, and shows what somebody else saved meanwhile", async () => {
    const path = await of("/edit");
    const form = (await shown(path)).fields("form.form") as Record<string, string>;
    assert.deepEqual(
      [form.name, form.interval_seconds, form.zone, form.note, form.version],
      ["Roof meter", "30", "Asia/Kolkata", "", "1"],
    );
    await post(path, { ...form, note: "On the roof", interval_seconds: "60" });
    const late = await as(app, app.cast.alice).post(path, { ...form, name: "Meter" });
    assert.equal(late.status, 422);
    const both = await page(late);
    assert.equal(both.field("name"), "Meter");
    assert.equal(both.field("version"), "2");
    assert.match(both.text(), /Somebody saved meanwhile: On the roof/);
    await post(path, { ...form, version: "2", note: "" });
    assert.deepEqual(Object.keys(await refused(path, { ...form, version: "3", name: "Unused" })), [
      "name",
    ]);
    const [row] = await owner()`select name, note, interval_seconds from app.loggers
      where logger_uuid = ${await uuidOf("Roof meter")}`;
    assert.deepEqual({ ...row }, { name: "Roof meter", note: "", interval_seconds: 30 });
  });

  it("is deleted by its name, after a page that counts what is lost", async () => {
    const path = await of("/delete");
    const lost = (await shown(path)).text();
    assert.match(lost, /1 reading of 1 variable/);
    assert.match(lost, /1 key: what sends with it/);
    assert.deepEqual(Object.keys(await refused(path, { confirm_name: "roof" })), ["confirm_name"]);
    assert.equal(await post(path, { confirm_name: "Roof meter" }), loggers);
    assert.equal((await as(app, app.cast.alice).get(path)).status, 404);
    assert.deepEqual((await shown(loggers)).rows().map(([name]) => name), ["Unused"]);
  });
});
