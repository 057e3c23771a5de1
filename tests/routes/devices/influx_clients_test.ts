import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp } from "../../support/app.ts";
import { CLIENTS, fixture } from "../../support/influx_clients.ts";
import { makeLogger, type TestLogger } from "../../support/loggers.ts";
import {
  recorded,
  type RecordedRequest,
  replayed,
  unpacked,
} from "../../support/recorded_requests.ts";

let app: TestApp;
let server: Deno.HttpServer<Deno.NetAddr>;
/** What the clients sent, and with which key they were let in. */
let requests: RecordedRequest[] = [];
let logger: TestLogger;
beforeAll(async () => {
  app = await testApp();
  server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen() {} }, async (request) => {
    const copy = request.clone();
    const { pathname, search } = new URL(request.url);
    const { method, headers, body } = request;
    const response = await app.fetch(pathname + search, { method, headers, body });
    requests.push(await recorded(copy, logger.key));
    return response;
  });
});
afterAll(async () => {
  await server.shutdown();
  await app.close();
});

const FIXTURE = fixture("influx_clients.json");
const known = (): Record<string, RecordedRequest[]> => JSON.parse(Deno.readTextFileSync(FIXTURE));

async function newLogger() {
  requests = [];
  logger = await makeLogger(app.database, app.cast.alice, app.cast.sites.plant);
}

async function stored(): Promise<string[]> {
  const rows = await app.database.owner<{ text: string }[]>`
    select v.name || ' ' || r.value || ' ' || extract(epoch from r.time_utc)::int as text
    from app.logger_readings r join app.logger_variables v using (variable_id)
    where v.logger_uuid = ${logger.logger_uuid} order by r.time_utc, v.name limit 4`;
  return rows.map(({ text }) => text);
}

const AT = 1_790_000_000;
const STORED: Record<string, string[]> = {
  "npm @influxdata/influxdb-client": [
    `pv,inverter=1.n 0 ${AT}`,
    `pv,inverter=1.ok 1 ${AT}`,
    `pv,inverter=1.power 0.5 ${AT}`,
    `pv,inverter=1.n 0 ${AT + 1}`,
  ],
  "npm influx": [`pv,inverter=1.ok 1 ${AT}`, `pv,inverter=1.power 1234.5 ${AT}`],
  "Debian influxdb-client": [
    `pv,inverter=1.count 7 ${AT}`,
    `pv,inverter=1.on 1 ${AT}`,
    `pv,inverter=1.power 1234.5 ${AT}`,
    `pv,inverter=2.power -3 ${AT + 10}`,
  ],
  "Debian python3-influxdb": [
    `W,domain=sensor,entity_id=pv.on 1 ${AT}`,
    `W,domain=sensor,entity_id=pv.value 1234.5 ${AT}`,
  ],
};

describe("clients of InfluxDB, as they are published", () => {
  for (const [name, write] of Object.entries(CLIENTS)) {
    it(`store their readings, and send what is known of them: ${name}`, async () => {
      await newLogger();
      await write({ port: server.addr.port, key: logger.key });
      assert.deepEqual(await stored(), STORED[name]);
      assert.deepEqual(requests.map(unpacked), known()[name]!.map(unpacked));
    });

    it(`store the same when what they sent is sent again: ${name}`, async () => {
      await newLogger();
      for (const request of known()[name]!) {
        const response = await app.fetch(...replayed(request, logger.key));
        assert.ok(response.ok, await response.text());
      }
      assert.deepEqual(await stored(), STORED[name]);
    });
  }
});
