import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { type TestApp, testApp, withToken } from "../../support/app.ts";
import { fieldsWrong } from "../../support/problem.ts";

let app: TestApp;
let logger: string;
beforeAll(async () => {
  app = await testApp();
  const { plant } = app.cast.sites;
  logger = (await add("/loggers", { site_uuid: plant, name: "Meter" })).logger_uuid;
  for (const name of ["b", "a", "c"]) {
    await add(`/sites/${plant}/inverters`, { name });
    await add(`/loggers/${logger}/keys`, { label: name });
    await add(`/loggers/${logger}/variables`, { name });
    await add(`/loggers/${logger}/rules`, { name, kind: "silent", for_seconds: 60, severity: 1 });
    await add("/download-links", { what: "generation" });
    await add("/clients", { client_name: name });
    await add("/webhooks", { url: `https://${name}.example.org/`, events: ["import.finished"] });
  }
  for (const day of [1, 2, 3]) {
    const [start_utc, end_utc] = [`2026-06-0${day}T06:00:00Z`, `2026-06-0${day}T07:00:00Z`];
    await add(`/sites/${plant}/outages`, { kind: "outage", start_utc, end_utc });
  }
});
afterAll(() => app.close());

/** Clients are for admins; a token of ada reads and writes them, one of alice the rest. */
const sender = (path: string) =>
  withToken(app, app.cast[path.startsWith("/clients") ? "ada" : "alice"].token);

async function add(path: string, body: object) {
  const response = await sender(path).post(`/api/v1${path}`, body);
  assert.ok(response.ok, `${path}: ${await response.clone().text()}`);
  return await response.json();
}

/** Returns the address that the header Link has in angle brackets. */
function nextOf(response: Response): string | undefined {
  const link = response.headers.get("link");
  assert.ok(link === null || link.endsWith('; rel="next"'));
  return link?.slice(1, link.indexOf(">"));
}

/** Follows the header Link through a list; returns its rows and the number of pages. */
async function walk(path: string, rows: string) {
  const found: unknown[] = [];
  let pages = 0;
  let url: string | undefined = `/api/v1${path}`;
  while (url) {
    const response = await sender(path).get(url);
    const page = await response.json();
    found.push(...page[rows]);
    url = nextOf(response);
    assert.equal(url !== undefined, page.next_cursor !== null, path);
    pages++;
  }
  return { found, pages };
}

describe("a list with a cursor", () => {
  it("has in parts what it has at once, and leads on by Link", async () => {
    const site = `/sites/${app.cast.sites.plant}`;
    const lists = [
      [`${site}/inverters`, "inverters"],
      [`${site}/outages`, "outages"],
      [`/loggers/${logger}/keys`, "keys"],
      [`/loggers/${logger}/variables`, "variables"],
      [`/loggers/${logger}/rules`, "rules"],
      ["/download-links", "links"],
      ["/clients", "clients"],
      ["/webhooks", "webhooks"],
    ] as const;
    for (const [path, rows] of lists) {
      const whole = await walk(path, rows);
      assert.deepEqual([whole.found.length, whole.pages], [3, 1], path);
      assert.deepEqual(await walk(`${path}?limit=2`, rows), { found: whole.found, pages: 2 });
    }
  });

  it("is refused where the row of the cursor is gone", async () => {
    const gone = `/api/v1/clients?cursor=${crypto.randomUUID()}`;
    assert.deepEqual(await fieldsWrong(await sender("/clients").get(gone)), ["cursor"]);
  });
});
