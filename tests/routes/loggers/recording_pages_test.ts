import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp } from "../../support/app.ts";
import { read } from "../../support/html.ts";
import { loggerClient, makeLogger, storeAs } from "../../support/logger_sessions.ts";

let app: TestApp;
let logger: string;
beforeAll(async () => {
  app = await testApp();
  logger = await makeLogger(app, "Roof <&> meter");
});
afterAll(() => app.close());

const path = (below: string) => `/sites/${app.cast.sites.plant}/loggers/${logger}${below}`;
const alice = () => as(app, app.cast.alice);
const shown = async (below: string) => {
  const response = await alice().get(path(below));
  assert.equal(response.status, 200, below);
  return read(await response.text());
};
const posted = async (
  below: string,
  form: Record<string, string | string[]> = {},
  status = 303,
) => {
  const response = await alice().post(path(below), form);
  assert.equal(response.status, status, await response.text());
};
const rows = async () => (await shown("/sessions")).rows().map((cells) => cells.slice(0, 5));

describe("pages of what a logger recorded", () => {
  it("start and stop a session, export it, clear it and delete it, by forms alone", async () => {
    assert.ok((await shown("/sessions")).has(".empty"));
    await posted("/sessions/start");
    await posted("/sessions/start");
    await storeAs(app, logger, [["power", "2026-06-21T08:07:00Z", 1]]);
    assert.deepEqual(await rows(), [
      ["Session 1", "21 June 2026, 12:07:00", "runs", "1", "running"],
    ]);
    app.clock.now = app.clock.now.add({ seconds: 5 });
    await posted("/sessions/stop");
    assert.deepEqual(await rows(), [
      ["Session 1", "21 June 2026, 12:07:00", "21 June 2026, 12:07:05", "1", "complete"],
    ]);
    const file = await alice().get(path("/sessions/1/export.csv"));
    assert.equal(file.headers.get("content-disposition"), 'attachment; filename="session-1.csv"');
    assert.equal((await file.text()).split("\n")[1], "2026-06-21 12:07:00+04:00,0,power,1");

    const clear = await shown("/sessions/1/clear");
    assert.match(clear.text(".prose"), /1 reading/);
    await posted("/sessions/1/clear");
    assert.deepEqual((await rows())[0]!.slice(3), ["0", "no readings here"]);
    assert.equal((await alice().get(path("/sessions/9/delete"))).status, 404);
    await shown("/sessions/1/delete");
    await posted("/sessions/1/delete");
    assert.deepEqual(await rows(), []);
    await posted("/sessions/start");
    assert.equal((await rows())[0]![0], "Session 2");
  });

  it("list 50 sessions, and older ones on the next page", async () => {
    const sessions = Array.from({ length: 60 }, (_, i) => [i + 1, 100, 200, 3]);
    await loggerClient(app, logger).put("/sessions", { sessions });
    const first = await shown("/sessions");
    assert.equal(first.count("tbody tr"), 50);
    const next = first.attribute("href", "a[rel=next]")!;
    const older = read(await (await alice().get(next)).text());
    assert.equal(older.count("tbody tr"), 10);
    assert.ok(!older.has("a[rel=next]"));
  });

  it("show the last messages of the newest session as text", async () => {
    await posted("/sessions/start");
    const texts = Array.from({ length: 101 }, (_, i) => `<b>${i}`);
    await loggerClient(app, logger).post("/messages", { texts });
    assert.deepEqual((await shown("/messages")).texts("tbody code"), texts.slice(1));
  });

  it("change settings, add one and remove one", async () => {
    const { get } = loggerClient(app, logger);
    const settings = async () => (await get("/settings")).body.settings;
    const keys = (await shown("/settings")).attributes("value", "[name=key]");
    assert.equal(keys.length, 7, "the six of the sample, and a new one");
    await posted("/settings", { key: ["sampleRate", "boards"], value: ["10", "a\r\nb"] });
    assert.deepEqual([(await settings()).sampleRate, (await settings()).boards], ["10", "a\nb"]);
    await posted("/settings", { key: "boards", value: "c", remove: "boards" });
    assert.equal((await settings()).boards, undefined);
    await posted("/settings", { key: "", value: "c" }, 422);
  });

  it("flush a logger once its name is typed", async () => {
    const page = await shown("/flush");
    assert.match(page.text(".prose"), /61 sessions with 101 messages/);
    await posted("/flush", { confirm_name: "Roof" }, 422);
    assert.equal((await rows()).length, 50);
    await posted("/flush", { confirm_name: "Roof <&> meter" });
    assert.deepEqual(await rows(), []);
  });
});
