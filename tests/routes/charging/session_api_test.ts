import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { parse } from "csv-parse/sync";
import { hashSecret, newToken } from "../../../domain/account/secret.ts";
import { CSV_COLUMNS } from "../../../domain/charging/session_csv.ts";
import type { ChargingSession, SessionRow } from "../../../domain/charging/session.ts";
import * as tokens from "../../../sql/account/tokens.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { insertSession } from "../../support/charging_sessions.ts";
import { placesIn, problemOf } from "../../support/problem.ts";

const PATH = "/api/v1/charging/sessions";
const NOBODYS = "00000000-0000-4000-8000-000000000000";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const api = () => withToken(app, app.cast.alice.token);
const sent = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    session_id: `10000000-0000-4000-8000-${String(at).padStart(12, "0")}`,
    session_start_utc: `2026-06-${String(at % 20 + 1).padStart(2, "0")}T10:00:00+04:00`,
    energy_kwh: at + 0.5,
    cost: at % 2 ? 1.25 : null,
    currency: "EUR",
    location_name: at === 3 ? "=cmd()" : `Place ${at}`,
  }));

describe("POST /api/v1/charging/sessions", () => {
  it("stores sessions once, and counts what is stored and what contradicts it", async () => {
    const sessions = sent(12);
    const first = await api().post(PATH, { sessions });
    assert.equal(first.status, 201);
    const none = { inserted: 0, unchanged: 0, conflicting: 0, first_conflict: null };
    assert.deepEqual(await first.json(), { ...none, inserted: 12 });
    const again = await api().post(PATH, { sessions: [...sessions, sessions[0]] });
    assert.deepEqual(await again.json(), { ...none, unchanged: 13 });
    const other = [sessions[0]!, { ...sessions[1]!, energy_kwh: 99 }];
    assert.deepEqual(await (await api().post(PATH, { sessions: other })).json(), {
      ...none,
      unchanged: 1,
      conflicting: 1,
      first_conflict: "Session 2",
    });
  });

  it("lists all faults by row, at most 100, and stores nothing", async () => {
    const wrong = [
      { energy_kwh: 1 },
      { energy_kwh: -1, start_soc: 120 },
      { energy_kwh: 1, site_uuid: NOBODYS },
      { energy_kwh: 1, enrgy_kwh: 1 },
      {},
      { session_start_utc: "2026-06-02T00:00:00Z", session_end_utc: "2026-06-01T00:00:00Z" },
    ];
    const { errors } = await problemOf(await api().post(PATH, { sessions: wrong }), 422);
    assert.deepEqual(placesIn({ errors }), [
      "sessions.1.energy_kwh",
      "sessions.1.start_soc",
      "sessions.3.enrgy_kwh",
      "sessions.4.session_start_utc",
      "sessions.5.session_end_utc",
    ]);
    const links = await problemOf(
      await api().post(PATH, { sessions: [wrong[0], wrong[2]] }),
      422,
    );
    assert.deepEqual(links.errors, [{
      pointer: "#/sessions/1/site_uuid",
      detail: "Session 2: site_uuid: Your group has no such site.",
    }]);
    const many = Array.from({ length: 300 }, () => ({ energy_kwh: "x" }));
    const all = await problemOf(await api().post(PATH, { sessions: many }), 422);
    assert.equal(all.errors!.length, 100);
    for (const body of [{}, { sessions: [] }, { sessions: 1 }, [], { sessions: [1] }]) {
      assert.equal((await api().post(PATH, body)).status, 422, JSON.stringify(body));
    }
  });

  it("takes of a limited token what is at its sites alone", async () => {
    const { plant, bare } = app.cast.sites;
    const { secret, prefix } = newToken();
    const limits = { canWrite: true, days: null, siteUuids: [plant] };
    await tokens.add(app.database.owner, app.cast.alice.user_uuid, {
      hash: hashSecret(secret),
      prefix,
      ...limits,
    });
    const limited = withToken(app, secret);
    for (const site_uuid of [undefined, bare]) {
      const response = await limited.post(PATH, { sessions: [{ energy_kwh: 1, site_uuid }] });
      assert.equal(response.status, 422);
    }
    const mine = { energy_kwh: 1, site_uuid: plant, session_id: crypto.randomUUID() };
    assert.equal((await limited.post(PATH, { sessions: [mine] })).status, 201);
    const { sessions } = await (await limited.get(PATH)).json();
    assert.deepEqual(sessions.map((one: SessionRow) => one.session_id), [mine.session_id]);
    const url = `${PATH}/${mine.session_id}`;
    assert.equal((await limited.patch(url, { site_uuid: null })).status, 422);
    assert.equal((await limited.patch(url, { site_uuid: bare })).status, 422);
    const hidden = sent(1)[0]!.session_id;
    assert.equal((await limited.delete(`${PATH}/${hidden}`)).status, 404);
    assert.equal((await limited.delete(url)).status, 204);
  });
});

describe("GET /api/v1/charging/sessions", () => {
  it("gives all sessions page after page, in each order, as the page filters them", async () => {
    for (const sort of ["date", "energy", "cost", "location", "network", "type", "duration"]) {
      for (const direction of ["asc", "desc"]) {
        const ids: string[] = [];
        for (let cursor = ""; ids.length < 100;) {
          const query = `?limit=5&sort=${sort}&direction=${direction}${cursor}`;
          const { sessions, next_cursor } = await (await api().get(PATH + query)).json();
          ids.push(...sessions.map((one: SessionRow) => one.session_id));
          if (!next_cursor) break;
          cursor = `&cursor=${next_cursor}`;
        }
        assert.equal(ids.length, 12, `${sort} ${direction}`);
        assert.equal(new Set(ids).size, 12, `${sort} ${direction}`);
      }
    }
    const { sessions } = await (await api().get(`${PATH}?cost=unknown&from=2026-06-03`)).json();
    assert.deepEqual(sessions.map((one: SessionRow) => one.energy_kwh), [10.5, 8.5, 6.5, 4.5, 2.5]);
  });

  it("refuses what it does not know", async () => {
    for (
      const query of [
        "sort=id",
        "range=week",
        "from=2026-13-01",
        "from=2026-06-02&to=2026-06-01",
        "network=x",
        "network=9999999999",
        "site=1",
        `cursor=${NOBODYS}`,
        "typ=AC",
        "format=csv&limit=1",
      ]
    ) assert.equal((await api().get(`${PATH}?${query}`)).status, 422, query);
  });

  it("gives every row of a filter as CSV, exactly as stored and safe to open", async () => {
    const { owner } = app.database;
    await insertSession(owner, app.cast.alice, {
      session_start_utc: "2026-05-01T00:00:00Z",
      energy_kwh: 1.5,
      latitude: -21.5,
      note: 'He said "no",\nthen left',
    });
    const page = await as(app, app.cast.alice).get("/charging.csv?sort=date&direction=asc");
    const text = await page.text();
    const rows: Record<string, string>[] = parse(text, { columns: true });
    assert.deepEqual(Object.keys(rows[0]!), [...CSV_COLUMNS]);
    assert.equal(rows.length, 13);
    assert.deepEqual([rows[0]!.latitude, rows[0]!.note], ["-21.5", 'He said "no",\nthen left']);
    const formula = rows.find(({ energy_kwh }) => energy_kwh === "3.5")!;
    assert.equal(formula.location_name, "'=cmd()");
    assert.equal(formula.session_start_utc, "2026-06-04T06:00:00Z");
    const csv = await api().get(`${PATH}?format=csv&direction=asc`);
    assert.equal(await csv.text(), text);
  });
});

describe("one session of the API", () => {
  const url = `${PATH}/${sent(1)[0]!.session_id}`;

  it("is read, edited by its version, and removed", async () => {
    const before: ChargingSession = await (await api().get(url)).json();
    assert.deepEqual([before.energy_kwh, before.cost, before.version], [0.5, null, 1]);
    const edited = await api().patch(url, { cost: 4, version: 1 });
    const after: ChargingSession = await edited.json();
    assert.deepEqual([after.shown_cost, after.shown_cost_source, after.version], [4, "manual", 2]);
    assert.equal((await api().patch(url, { cost: 5, version: 1 })).status, 409);
    const early = { session_end_utc: "2026-01-01T00:00:00Z" };
    assert.equal((await api().patch(url, early)).status, 422);
    assert.equal((await api().patch(url, { network_id: 2_000_000_000 })).status, 422);
    assert.equal((await api().delete(url)).status, 204);
    assert.equal((await api().get(url)).status, 404);
    assert.equal((await api().delete(url)).status, 404);
  });
});
