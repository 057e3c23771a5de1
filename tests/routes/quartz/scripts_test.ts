import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { createApp } from "../../../routes/app.ts";
import { serve } from "../../../service/process.ts";
import { NOW, type TestApp, testApp } from "../../support/app.ts";
import { storeRuns, tenRuns } from "../../support/quartz.ts";
import { rawConnection, requestHead } from "../../support/raw.ts";

let app: TestApp;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  app = await testApp();
  await storeRuns(app.database.owner, NOW, tenRuns(app.cast.sites.plant));
  server = serve({ hostname: "127.0.0.1", port: 0 }, createApp(app.services).fetch as never);
});
afterAll(async () => {
  await server.end();
  await app.close();
});

/** A script of the site API, of which the base of its addresses and its token are arguments. */
const PYTHON = `
import json, sys, urllib.request
base, token = sys.argv[1:]
def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(base + path, data=data, headers={
        "Authorization": "Bearer " + token, "Content-Type": "application/json"})
    with urllib.request.urlopen(request) as response:
        text = response.read()
        return json.loads(text) if text else None
sites = call("/sites/")["site_list"]
uuids = ",".join(site["site_uuid"] for site in sites)
forecasts = call("/sites/pv_forecast?site_uuids=" + uuids)
call("/sites/" + sites[0]["site_uuid"] + "/pv_actual", {"site_uuid": sites[0]["site_uuid"],
    "pv_actual_values": [{"datetime_utc": "2026-06-21T08:00:00", "actual_generation_kw": 1.5}]})
actuals = call("/sites/" + sites[0]["site_uuid"] + "/pv_actual")
print(json.dumps([len(sites), len(forecasts[0]["forecast_values"]), actuals["pv_actual_values"]]))
`;

/** The same in a shell, with a body that curl sends again where a slash leads on. */
const CURL = `
set -eu
base=$1 token=$2
ask() { curl -sfL -H "Authorization: Bearer $token" -H "Content-Type: application/json" "$@"; }
uuid=$(ask "$base/sites/" | grep -o '"site_uuid":"[^"]*"' | cut -d'"' -f4)
ask "$base/sites/pv_forecast?site_uuids=$uuid&sum_by=total" | grep -o power_kw | wc -l
ask "$base/sites/$uuid/pv_actual/" -d '{"site_uuid": "'$uuid'", "pv_actual_values": [
  {"datetime_utc": "2026-06-21T08:05:00Z", "actual_generation_kw": 2}]}'
echo
ask "$base/sites/$uuid/pv_actual" | grep -o '{"datetime_utc":"2026-06-21T08:05:00"[^}]*}'
curl -s "$base/sites" -w ' %{http_code}'
`;

async function output(program: string, args: string[]): Promise<string> {
  const { stdout, stderr, success } = await new Deno.Command(program, { args }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

describe("scripts of Quartz", () => {
  it("in Python run with another base and token", async () => {
    const base = `http://127.0.0.1:${server.port}/quartz`;
    const { token } = app.cast.alice;
    assert.deepEqual(JSON.parse(await output("python3", ["-c", PYTHON, base, token])), [
      1,
      20,
      [{ datetime_utc: "2026-06-21T08:00:00", actual_generation_kw: 1.5 }],
    ]);
  });

  it("in a shell, by curl, run with another base and token", async () => {
    const base = `http://127.0.0.1:${server.port}/quartz`;
    const printed = await output("bash", ["-c", CURL, "script", base, app.cast.alice.token]);
    assert.deepEqual(printed.split("\n"), [
      "21",
      "null",
      '{"datetime_utc":"2026-06-21T08:05:00","actual_generation_kw":2}',
      '{"detail":"Not authenticated"} 403',
    ]);
  });

  it("may ask for as many sites as a line of 60 KiB names, and no more than the server takes", async () => {
    const ask = async (count: number) => {
      const list = Array.from({ length: count }, () => crypto.randomUUID()).join(",");
      const connection = await rawConnection(`http://127.0.0.1:${server.port}`);
      const head = requestHead(`GET /quartz/sites/pv_forecast?site_uuids=${list}`, {
        Authorization: `Bearer ${app.cast.alice.token}`,
      });
      for (const piece of head.match(/[^]{1,4096}/g)!) await connection.send(piece);
      const line = await connection.head();
      connection.close();
      return Number(line.split(" ")[1]);
    };
    assert.equal(await ask(1660), 200);
    assert.ok([400, 414, 431].includes(await ask(1940)));
  });
});
