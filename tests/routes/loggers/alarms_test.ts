import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { judgeRules } from "../../../service/loggers/rules.ts";
import { type AlarmWorld, alarmWorld } from "../../support/alarm_world.ts";
import { as, NOW, type TestApp, testApp, withToken } from "../../support/app.ts";
import { type Forms, formsOf } from "../../support/forms.ts";

let app: TestApp, world: AlarmWorld, api: ReturnType<typeof withToken>, url: string;
let shown: Forms["shown"], post: Forms["post"], refused: Forms["refused"];
beforeAll(async () => {
  app = await testApp();
  const { alice, sites } = app.cast;
  world = await alarmWorld(app.database.owner, sites.plant, NOW);
  ({ shown, post, refused } = formsOf(app, alice));
  api = withToken(app, alice.token);
  url = `/sites/${sites.plant}/loggers/${world.logger}`;
});
afterAll(() => app.close());

const apiUrl = (below: string) => `/api/v1/loggers/${world.logger}${below}`;
const get = async (below: string) => await (await api.get(apiUrl(below))).json();
const send = async (below: string, body?: unknown) => {
  const response = await api.post(apiUrl(below), body);
  return { status: response.status, body: await response.json() };
};

interface ListedAlarm {
  description: string;
  dismissed_by: string | null;
}
const listed = async (query = "") => {
  const { alarms } = await get(`/alarms${query}`);
  return alarms.map(({ description }: ListedAlarm) => description);
};

describe("alarms of a logger in the API", () => {
  it("are open until dismissed one by one or all at once, and are never lost", async () => {
    const x = await send("/alarms", { description: "x" });
    assert.equal(x.status, 201);
    assert.deepEqual([x.body.severity, x.body.cleared_utc, x.body.dismissed_utc], [1, null, null]);
    const y = await send("/alarms", { description: "y", severity: 3 });
    assert.equal(y.body.severity, 3);
    assert.deepEqual(await listed(), ["y", "x"]);
    const handled = await send(`/alarms/${x.body.alarm_uuid}/dismiss`);
    assert.equal(handled.body.dismissed_by, app.cast.alice.email);
    assert.deepEqual(await listed(), ["y"]);
    const again = await send(`/alarms/${x.body.alarm_uuid}/dismiss`);
    assert.deepEqual(again.body, handled.body);
    assert.deepEqual(await get(`/alarms/${x.body.alarm_uuid}`), handled.body);
    await send("/alarms", { description: "z" });
    assert.deepEqual((await send("/alarms/dismiss-all")).body, { dismissed: 2 });
    assert.deepEqual((await send("/alarms/dismiss-all")).body, { dismissed: 0 });
    assert.deepEqual(await listed(), []);
    assert.deepEqual(await listed("?list=all"), ["z", "y", "x"]);
    assert.deepEqual(await listed("?list=past"), ["z", "y", "x"]);
  });

  it("come page by page, the newest first", async () => {
    const first = await get("/alarms?list=all&limit=2");
    const next = await get(`/alarms?list=all&limit=2&cursor=${first.next_cursor}`);
    const texts = [...first.alarms, ...next.alarms].map((one: ListedAlarm) => one.description);
    assert.deepEqual(texts, ["z", "y", "x"]);
    assert.equal(next.next_cursor, null);
  });

  it("are refused without a text that says something, and not found elsewhere", async () => {
    const bad = [{}, { description: " " }, { description: "a\0" }, {
      description: "a",
      severity: -1,
    }];
    for (
      const body of [...bad, { description: "a", severity: 1e300 }, {
        description: "a".repeat(65_536),
      }]
    ) {
      assert.equal((await send("/alarms", body)).status, 422);
    }
    const nowhere = "00000000-0000-4000-8000-000000000000";
    assert.equal((await send(`/alarms/${nowhere}/dismiss`)).status, 404);
    assert.equal((await api.get(apiUrl(`/alarms/${nowhere}`))).status, 404);
    const charlie = withToken(app, app.cast.charlie.token);
    assert.equal((await charlie.get(apiUrl("/alarms"))).status, 404);
    assert.equal((await charlie.post(apiUrl("/alarms/dismiss-all"))).status, 404);
    const reader = withToken(app, app.cast.alice.readToken);
    assert.equal((await reader.post(apiUrl("/alarms"), { description: "a" })).status, 403);
  });
});

describe("rules of a logger in the API", () => {
  it("are added, changed and removed; one that judges otherwise clears its alarm", async () => {
    const { status, body: rule } = await send("/rules", {
      kind: "above",
      variable: "pv power",
      threshold: 100,
    });
    assert.equal(status, 201);
    const { rule_uuid, logger_uuid: _, ...facts } = rule;
    assert.deepEqual(facts, {
      name: "",
      kind: "above",
      variable: "pv power",
      unit: "W",
      threshold: 100,
      hysteresis: 0,
      for_seconds: 0,
      severity: 1,
      is_active: true,
      open_alarm_uuid: null,
    });
    await world.send([0, 150]);
    await judgeRules(app.database.owner, NOW.add({ seconds: 1 }));
    assert.deepEqual(await listed(), ["pv power above 100 W (150 W)."]);
    const path = apiUrl(`/rules/${rule_uuid}`);
    assert.equal((await api.patch(path, { severity: 5, name: "Hot" })).status, 200);
    assert.equal((await listed()).length, 1);
    const changed = await (await api.patch(path, { threshold: 140 })).json();
    assert.deepEqual([changed.threshold, changed.severity, changed.open_alarm_uuid], [
      140,
      5,
      null,
    ]);
    // It begins with the newest reading, which is still too high.
    await judgeRules(app.database.owner, NOW.add({ seconds: 2 }));
    assert.deepEqual(await listed(), ["Hot: pv power above 140 W (150 W)."]);
    assert.equal((await api.delete(path)).status, 204);
    assert.equal((await api.delete(path)).status, 404);
    assert.deepEqual(await listed(), []);
    assert.equal((await listed("?list=all")).length, 5);
  });

  it("are refused where they could not be judged", async () => {
    const good = { kind: "above", variable: "pv power", threshold: 1 };
    const table: [Record<string, unknown>, string][] = [
      [{ ...good, kind: "sideways" }, "kind"],
      [{ ...good, variable: "nothing" }, "variable"],
      [{ ...good, variable: null }, "variable"],
      [{ ...good, variable: "a\0" }, "variable"],
      [{ ...good, threshold: undefined }, "threshold"],
      [{ ...good, threshold: "NaN" }, "threshold"],
      [{ ...good, threshold: 1e16 }, "threshold"],
      [{ ...good, kind: "rate", threshold: -1 }, "threshold"],
      [{ ...good, hysteresis: -1 }, "hysteresis"],
      [{ ...good, for_seconds: 1.5 }, "for_seconds"],
      [{ ...good, for_seconds: 1e12 }, "for_seconds"],
      [{ kind: "silent" }, "for_seconds"],
    ];
    for (const [rule, field] of table) {
      const { status, body } = await send("/rules", rule);
      const at = [status, body.errors?.[0]?.pointer];
      assert.deepEqual(at, [422, `#/${field}`], JSON.stringify([rule, body]));
    }
    assert.deepEqual(await get("/rules"), { rules: [], next_cursor: null });
  });
});

describe("the pages of alarms and rules", () => {
  it("add, edit and remove rules without a script", async () => {
    assert.equal(
      await post(`${url}/rules/new`, {
        kind: "above",
        variable: "pv power",
        threshold: "12,5",
        is_active: "on",
      }),
      `${url}/rules`,
    );
    assert.deepEqual((await shown(`${url}/rules`)).rows(), [
      ["pv power above 12.5 W", "watching", "0", "1", "Edit Remove"],
    ]);
    const errors = await refused(`${url}/rules/new`, { kind: "silent" });
    assert.deepEqual(Object.keys(errors), ["for_seconds"]);
    const edit = (await shown(`${url}/rules`)).attribute("href", "td a:first-child")!;
    assert.equal((await shown(edit)).field("threshold"), "12.5");
    await post(edit, { kind: "below", variable: "pv power", threshold: "5", name: "Night" });
    assert.deepEqual((await shown(`${url}/rules`)).rows(), [
      ["Night pv power below 5 W", "off", "0", "1", "Edit Remove"],
    ]);
    assert.match((await shown(`${edit}/remove`)).text(), /nothing watches for this any more/);
    await post(`${edit}/remove`);
    assert.equal((await shown(`${url}/rules`)).count("tbody tr"), 0);
  });

  it("show open alarms first and the history below, and dismiss", async () => {
    await send("/alarms", { description: "<b>loud</b>" });
    const page = await shown(`${url}/alarms`);
    assert.deepEqual(page.texts("table:first-of-type tbody th"), [
      "<b>loud</b>",
      ...await listed("?list=past"),
    ]);
    await post(page.attribute("action", "td form")!);
    await send("/alarms", { description: "one" });
    await send("/alarms", { description: "two" });
    assert.equal(await post(`${url}/alarms/dismiss-all`), `${url}/alarms`);
    assert.match((await shown(`${url}/alarms`)).text(), /No open alarms/);
    assert.equal((await as(app, app.cast.charlie).get(`${url}/alarms`)).status, 404);
  });
});
