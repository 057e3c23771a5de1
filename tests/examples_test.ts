import assert from "node:assert/strict";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { hashSecret, newToken } from "../domain/account/secret.ts";
import { milliseconds, MINUTE, utcText } from "../domain/time/time.ts";
import { countDays } from "../service/accuracy/accuracy.ts";
import * as tokens from "../sql/account/tokens.ts";
import type { Person } from "./support/cast.ts";
import { NOW, testApp, withToken } from "./support/app.ts";
import { haState } from "./support/home_assistant.ts";
import { csvOf, sentFile } from "./support/import_files.ts";
import { serve, type TestServer } from "./support/server.ts";
import { forecasted, measured, periods } from "./support/values.ts";

const FOLDER = join(import.meta.dirname!, "..", "examples");

let service: TestServer;
/** What the scripts write and read. */
let files: string;
beforeAll(async () => {
  const uploadLimits = { bytes: 256 * 1024 ** 2, rows: 100_000, seconds: 60, pieceRows: 2000 };
  service = serve(await testApp({ uploadLimits }));
  files = await Deno.makeTempDir();
  await forecastPlant();
});
afterAll(async () => {
  await service.close();
  await Deno.remove(files, { recursive: true });
});

interface Run {
  input?: string;
  person?: Person;
  origin?: string;
}

/** Runs a script to its end, as alice by default. */
async function run(script: string, args: string[], { input = "", person, origin }: Run = {}) {
  const path = join(FOLDER, script);
  const [program, ...first] = script.endsWith(".py") ? ["/usr/bin/python3", path] : [path];
  const child = new Deno.Command(program!, {
    args: [...first, ...args],
    cwd: files,
    env: {
      SITECAST_URL: origin ?? service.origin,
      SITECAST_TOKEN: (person ?? service.app.cast.alice).token,
    },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  await new Blob([input]).stream().pipeTo(child.stdin);
  const { code, stdout, stderr } = await child.output();
  const [out, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
  return { code, out: out!, errors: errors! };
}

/** Runs a script that must succeed, and returns what it printed. */
async function output(...call: Parameters<typeof run>): Promise<string> {
  const { code, out, errors } = await run(...call);
  assert.equal(code, 0, out + errors);
  return out;
}

const fileOf = (name: string) => Deno.readTextFile(join(files, name));
const write = (name: string, lines: string[]) =>
  Deno.writeTextFile(join(files, name), lines.map((line) => `${line}\n`).join(""));
const api = (person = service.app.cast.alice) => withToken(service.app, person.token);
const read = async (path: string) => await (await api().get(`/api/v1${path}`)).json();

/** A day of the plant by its own clock, which is four hours ahead of UTC. */
const HOURS = periods("2026-06-19T20:00:00Z", 60, 24);

/** Stores runs that were made at 8:00 and 10:00 of the day before, and two measured hours. */
async function forecastPlant() {
  const { cast: { sites: { plant } }, database: { owner } } = service.app;
  const [early, late] = ["2026-06-19T04:00:00Z", "2026-06-19T06:00:00Z"] as const;
  await forecasted(owner, plant, early, HOURS, () => 10);
  await forecasted(owner, plant, late, HOURS, () => 20);
  await owner`
    update forecast_values v set created_utc = f.timestamp_utc
    from forecasts f where f.forecast_uuid = v.forecast_uuid`;
  await measured(owner, plant, HOURS.slice(12, 14), () => 12);
  const day = Temporal.PlainDate.from("2026-06-20");
  assert.equal(await countDays(owner, { from: day, to: day }, NOW), 1);
}

/** Lines of `count` new sites, which a file of sites has below its header. */
const siteLines = (name: string, count: number, latitude: number) =>
  Array.from({ length: count }, (_, i) => `${name} ${i},${latitude},${(8 + i / 300).toFixed(4)},5`);
const SITE_HEADER = "client_site_name,latitude,longitude,capacity_kw";

/** Returns the commands with curl of the repository's documents, each as it is copied. */
function curlCommands(): string[] {
  const files = ["README.md", "docs/webhooks.md", "docs/weather.md"].map((name) =>
    join(FOLDER, "..", name)
  );
  const blocks = files.flatMap((file) =>
    [...Deno.readTextFileSync(file).matchAll(/```sh\n([^]*?)```/g)].map(([, text]) => text!)
  );
  return blocks.join("").replaceAll(/(\\|\|)\n\s*/g, (_, end) => end === "|" ? "| " : "")
    .split("\n").filter((line) => line.startsWith("curl"));
}

describe("the commands with curl in README and docs/", () => {
  afterAll(() => {
    service.app.clock.now = NOW;
  });

  it("are done by a service", async () => {
    const { cast: { alice, sites: { plant } }, database: { owner }, clock } = service.app;
    clock.now = Temporal.Instant.from("2026-11-21T12:00:00Z");
    const { secret, prefix } = newToken();
    const made = { hash: hashSecret(secret), prefix, canWrite: true, mayRotate: true, days: 30 };
    await tokens.add(owner, alice.user_uuid, made);
    const value = {
      start_utc: "2026-11-19T09:00:00Z",
      end_utc: "2026-11-19T10:00:00Z",
      generation_power_kw: 7,
    };
    const sent = await api().post(`/api/v1/sites/${plant}/generation`, { values: [value] });
    const { batch_id } = await sent.json();
    const june = csvOf([1, 2]);
    await write("june.csv", june.trim().split("\n"));
    await sentFile(service.app, june, `?site_uuid=${plant}`);
    await owner`
      insert into app.import_readings (site_group_uuid, name, shape_key, reading)
      select site_group_uuid, 'NAME', proposal ->> 'shape_key', reading from app.imports`;
    const homeAssistant = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      () => Response.json([haState("sun.sun", "above_horizon")]),
    );
    const commands = curlCommands().map((command) =>
      command.replaceAll("curl ", "curl -sS --fail-with-body ")
        .replaceAll(/http:\/\/127\.0\.0\.1:8000|https:\/\/forecasts\.example\.org/g, service.origin)
        .replace("http://homeassistant.local:8123", `http://127.0.0.1:${homeAssistant.addr.port}`)
        .replaceAll("SITE_UUID", plant).replace("BATCH_ID", batch_id)
    );
    assert.ok(commands.length >= 12, `${commands.length} commands`);
    for (const command of commands) {
      const { code, stdout, stderr } = await new Deno.Command("sh", {
        args: ["-c", command],
        cwd: files,
        env: { TOKEN: secret, HOME_ASSISTANT_TOKEN: "of Home Assistant" },
      }).output();
      const [out, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
      assert.equal(code, 0, `${command}\n${out}${errors}`);
    }
    await homeAssistant.shutdown();
  });
});

describe("the scripts in examples/", () => {
  it("are all described, and have 30 lines at most", () => {
    const names = [...Deno.readDirSync(FOLDER)].map(({ name }) => name)
      .filter((name) => !name.endsWith(".md"));
    const lines = (name: string) => Deno.readTextFileSync(join(FOLDER, name)).trim().split("\n");
    const described = Deno.readTextFileSync(join(FOLDER, "README.md"));
    assert.deepEqual(names.filter((name) => !described.includes(`](${name})`)), []);
    assert.deepEqual(names.filter((name) => lines(name).length > 30), []);
  });

  it("make 50 sites, and none twice", async () => {
    await write("new.csv", [SITE_HEADER, ...siteLines("Roof", 50, 51)]);
    const first = await output("make_sites.sh", ["new.csv"]);
    assert.equal(JSON.parse(first).new, 50);
    assert.equal(await output("make_sites.sh", ["new.csv"]), first);
    assert.equal((await read("/sites?q=Roof")).sites.length, 50);
  });

  it("say why sites are refused", async () => {
    await write("wrong.csv", [SITE_HEADER, "Roof,91,0,5"]);
    const { code, out } = await run("make_sites.sh", ["wrong.csv"]);
    assert.notEqual(code, 0);
    assert.match(JSON.parse(out).detail, /latitude/);
  });

  it("write the sites to a file that changes them when it is sent back", async () => {
    await output("sites_to_csv.sh", ["sites.csv"]);
    const text = await fileOf("sites.csv");
    assert.equal(text.split("Roof ").length - 1, 50);
    await Deno.writeTextFile(join(files, "sites.csv"), text.replace("Roof 49", "Barn"));
    assert.equal(JSON.parse(await output("make_sites.sh", ["sites.csv"])).changed, 1);
    assert.equal((await read("/sites?q=Barn")).sites.length, 1);
  });

  it("keep a former file when the token is wrong", async () => {
    const before = await fileOf("sites.csv");
    const person = { ...service.app.cast.alice, token: "sc_wrong" };
    const { code, errors } = await run("sites_to_csv.sh", ["sites.csv"], { person });
    assert.notEqual(code, 0);
    assert.match(errors, /token/);
    assert.equal(await fileOf("sites.csv"), before);
  });

  it("store a year of measurements", async () => {
    const { bare } = service.app.cast.sites;
    const start = milliseconds("2025-06-20T00:00:00Z");
    const lines = Array.from(
      { length: 365 * 24 },
      (_, i) => `${utcText(start + i * 60 * MINUTE)},60,${i % 40 / 8}`,
    );
    await write("year.csv", ["start_utc,period_minutes,generation_power_kw", ...lines]);
    const stored = JSON.parse(await output("backfill_year.sh", [bare, "year.csv"]));
    assert.equal(stored.inserted, 8760);
    const { values } = await read(
      `/sites/${bare}/generation?start=2026-06-19T23:00:00Z&end=2026-06-21T00:00:00Z`,
    );
    assert.deepEqual(values, [{
      start_utc: "2026-06-19T23:00:00Z",
      end_utc: "2026-06-20T00:00:00Z",
      generation_power_kw: 8759 % 40 / 8,
    }]);
  });

  it("send an inverter's values once each, though the service is away and a response gets lost", async () => {
    const { plant } = service.app.cast.sites;
    let requests = 0;
    const unsteady = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen() {} },
      async (request) => {
        const { pathname } = new URL(request.url);
        const { method, headers } = request;
        const body = await request.bytes();
        requests++;
        if (requests === 1) return new Response("Away", { status: 503 });
        const response = await service.app.fetch(pathname, { method, headers, body });
        if (requests > 2) return response;
        await response.body!.cancel();
        return new Response("The response got lost", { status: 502 });
      },
    );
    const origin = `http://127.0.0.1:${unsteady.addr.port}`;
    const input = "2026-06-21T06:00:00Z 3.2\n2026-06-21T06:05:00Z 3.4\n";
    await output("send_inverter.py", [plant, "0"], { input, origin });
    await unsteady.shutdown();
    assert.equal(requests, 4);
    const { values } = await read(
      `/sites/${plant}/generation?start=2026-06-21T06:00:00Z&end=2026-06-21T07:00:00Z`,
    );
    const powers = values.map((value: { generation_power_kw: number }) =>
      value.generation_power_kw
    );
    assert.deepEqual(powers, [3.2, 3.4]);
  });

  it("print what was forecast at 9:00 of the day before by the site's clock", async () => {
    const { plant } = service.app.cast.sites;
    const text = await output("day_ahead_at_nine.py", [plant, "2026-06-20"]);
    const [header, ...lines] = text.trim().split(/\r?\n/).map((line) => line.split(","));
    const cells = (name: string) => lines.map((line) => line[header!.indexOf(name)]);
    assert.deepEqual(cells("forecast_power_kw"), Array(24).fill("10"));
    assert.deepEqual(cells("start_utc"), HOURS.map(({ start_utc }) => start_utc));
  });

  it("write how far off forecasts were to a file", async () => {
    await output("accuracy_to_csv.sh", ["2026-06-20", "2026-06-20", "accuracy.csv"]);
    const [header, ...lines] = (await fileOf("accuracy.csv")).trim().split(/\r?\n/)
      .map((line) => line.split(","));
    const cells = (...names: string[]) =>
      lines.map((line) => names.map((name) => line[header!.indexOf(name)]));
    const { plant } = service.app.cast.sites;
    assert.deepEqual(cells("site_uuid", "model_name", "pairs", "bias_kw"), [
      [plant, "test", "4", "3"],
    ]);
  });

  it("watch the status, and end with 1 unless it is ok", async () => {
    const ok = await run("watch_status.py", ["1"]);
    assert.equal(ok.code, 0, ok.errors);
    assert.match(ok.out, /^ok: - \(\d+ of 52 sites have fresh forecasts\)\n$/);
    const posted = { status: "warning", message: "Forecasts are late" };
    const response = await api(service.app.cast.ada).post("/api/v1/status", posted);
    assert.equal(response.status, 201);
    const warning = await run("watch_status.py", ["2", "0"]);
    assert.equal(warning.code, 1);
    assert.match(warning.out, /^warning: Forecasts are late \([^\n]*\)\n$/);
  });

  it("send a run for 1,000 sites", async () => {
    await write("many.csv", [SITE_HEADER, ...siteLines("Field", 948, 52)]);
    await output("make_sites.sh", ["many.csv"]);
    const sent = JSON.parse(await output("send_runs.py", ["2026-06-21T08:05:00Z", "1"]));
    assert.equal(sent.inserted, 4000);
    const [{ site_uuid }] = (await read("/sites?q=Field%20947")).sites;
    const { values, model_name } = await read(`/sites/${site_uuid}/forecast`);
    assert.equal(model_name, "mine");
    assert.deepEqual(
      values.map((value: { forecast_power_kw: number }) => value.forecast_power_kw),
      [2.778, 3.044, 3.297, 3.536],
    );
  });

  it("say in one sentence why they are refused", async () => {
    const person = { ...service.app.cast.alice, token: "sc_wrong" };
    for (const call of [["send_runs.py"], ["day_ahead_at_nine.py", service.app.cast.sites.plant]]) {
      const { code, errors } = await run(call[0]!, call.slice(1), { person });
      assert.equal(code, 1);
      assert.equal(errors, "This API token is unknown, expired or revoked.\n");
    }
  });

  it("keep the newest forecasts, and read them after a change alone", async () => {
    assert.equal(
      await output("latest_forecasts.py", ["latest.json", "2", "0"]),
      "new\nunchanged\n",
    );
    const { sites } = JSON.parse(await fileOf("latest.json"));
    assert.equal(sites.length, 200);
    const uuids = sites.map(({ site_uuid }: { site_uuid: string }) => site_uuid).join();
    const path = `/forecasts/latest?format=columns&site_uuids=${uuids}`;
    assert.deepEqual((await read(path)).sites, sites);
  });

  it("replace a token that may rotate, and write the new one to a file of its owner", async () => {
    const { alice } = service.app.cast;
    const { secret, prefix } = newToken();
    const made = { hash: hashSecret(secret), prefix, canWrite: false, mayRotate: true, days: 30 };
    await tokens.add(service.app.database.owner, alice.user_uuid, made);
    await output("rotate_token.py", ["token"], { person: { ...alice, token: secret } });
    const token = (await fileOf("token")).trim();
    assert.notEqual(token, secret);
    assert.equal((await withToken(service.app, token).get("/api/v1/me")).status, 200);
    assert.equal((await Deno.stat(join(files, "token"))).mode! & 0o777, 0o600);
    const refused = await run("rotate_token.py", ["token"]);
    assert.equal(refused.code, 1);
    assert.equal(JSON.parse(refused.errors).code, "forbidden");
    assert.equal((await fileOf("token")).trim(), token);
  });
});
