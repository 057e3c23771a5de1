import assert from "node:assert/strict";
import { afterAll, describe, it } from "@std/testing/bdd";
import { openDatabase } from "../../../db/client.ts";
import { createApp } from "../../../routes/app.ts";
import { AT, influxDoor, token } from "../../support/influx_door.ts";
import type { TestLogger } from "../../support/loggers.ts";

const { app, arrived, newLogger, write, stored } = await influxDoor();
const logger = await newLogger();
afterAll(() => app.close());

describe("who may not write", () => {
  const doors: [string, string][] = [
    ["POST", "/write"],
    ["POST", "/api/v2/write"],
    ["POST", "/query?q=SHOW+DATABASES"],
    ["GET", "/query?q=SHOW+DATABASES"],
  ];

  for (const [method, path] of doors) {
    it(`is whoever has no key that is valid: ${method} ${path}`, async () => {
      const revoked = await newLogger();
      await app.database.owner`update app.logger_keys set revoked_utc = now()
        where key_hash = ${revoked.keyHash}`;
      const keys = [undefined, "wrong", revoked.key, app.cast.alice.token, ""];
      for (const key of keys) {
        const headers = key === undefined ? {} : token(key);
        const body = method === "POST" ? "m v=1" : undefined;
        const response = await app.fetch(path, { method, headers, body }, "192.0.2.7");
        const json = await response.json();
        assert.deepEqual([response.status, json.code], [401, "unauthorized"]);
        assert.match(response.headers.get("www-authenticate")!, /^Token /);
      }
      assert.deepEqual(await stored(revoked), []);
    });
  }

  it("is who writes by a key of another logger: it stores there alone", async () => {
    const [one, other] = [await newLogger(), await newLogger()];
    await write(`m v=1 ${AT}`, "/write?precision=s", token(one.key));
    assert.deepEqual([await stored(one), await stored(other)], [["m.v 1"], []]);
  });

  it("waits after too many wrong keys, but not a device whose key was right", async () => {
    const address = "192.0.2.99";
    const send = (key: string) =>
      app.fetch("/write", { method: "POST", body: "", headers: token(key) }, address);
    assert.equal((await send(logger.key)).status, 204);
    const { perAddress } = app.services.settings.signInLimits;
    for (let guess = 0; guess < perAddress; guess++) {
      assert.equal((await send(`guess${guess}`)).status, 401);
    }
    const late = await send("another");
    assert.deepEqual([late.status, late.headers.get("retry-after")], [429, "900"]);
    assert.equal((await send((await newLogger()).key)).status, 429);
    assert.equal((await send(logger.key)).status, 204);
    app.clock.now = app.clock.now.add({ minutes: 15 });
    assert.equal((await send("another")).status, 401);
  });

  it("leaves no key in the logs of the service", async () => {
    const urls: string[] = [];
    app.services.requestMade = (_, url) => void urls.push(url);
    const secret = "a-key-that-nobody-may-see";
    await write("m v=1", `/write?u=me&p=${secret}`, {});
    await write("m v=1", "/write", token(secret));
    await write("m v=oops", `/write?apikey=${logger.key}`, {});
    const events = await app.database.owner<{ detail: string }[]>`
      select detail from app.security_events where kind = 'refusal'`;
    const told = JSON.stringify([urls, events, arrived]);
    assert.match(told, /POST \/write: This key of a logger is unknown or revoked\./);
    assert.ok(!told.includes(secret) && !told.includes(logger.key));
  });

  it("is a logger that sends too much within a minute", async () => {
    const rates = { requests: 3, readings: 4 };
    const service = createApp(app.services, undefined, undefined, rates);
    const from = { remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 } };
    const send = (own: TestLogger, body: string) =>
      service.request("/write", { method: "POST", body, headers: token(own.key) }, from);
    const [one, other] = [await newLogger(), await newLogger()];
    for (let request = 0; request < 3; request++) assert.equal((await send(one, "")).status, 204);
    const late = await send(one, "");
    assert.deepEqual([late.status, late.headers.get("retry-after")], [429, "60"]);
    assert.equal((await late.json()).code, "too many requests");
    assert.equal((await send(other, "m a=1,b=2,c=3,d=4 1790000000000000000")).status, 204);
    assert.equal((await send(other, "m a=1 1790000000000000000")).status, 429);
    app.clock.now = app.clock.now.add({ minutes: 1 });
    assert.equal((await send(other, "m a=1 1790000000000000000")).status, 204);
  });

  it("is told to come back when the database is away", async () => {
    const away = openDatabase("postgres://nobody@127.0.0.1:1/none");
    const service = createApp({ ...app.services, database: away });
    const from = { remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 } };
    const init = { method: "POST", body: "m v=1", headers: token(logger.key) };
    const response = await service.request("/api/v2/write", init, from);
    assert.deepEqual([response.status, response.headers.get("retry-after")], [503, "5"]);
    assert.equal((await response.json()).code, "unavailable");
    await away.close();
  });
});
