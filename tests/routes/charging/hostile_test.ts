import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { insertSession } from "../../support/charging_sessions.ts";
import { chargingThings } from "../../support/charging_things.ts";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import { placesIn, problemOf } from "../../support/problem.ts";

const SESSIONS = "/api/v1/charging/sessions";

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

const api = () => withToken(app, app.cast.alice.token);

describe("values of charging that nothing can show", () => {
  it("refuses times beyond 1900 to 2099 and offsets that are none, at their row and field", async () => {
    const times = [
      "0000-01-01T00:00:00Z",
      "0001-01-01T00:00:00+14:00",
      "9999-12-31T23:59:59-14:00",
      "2100-01-01T00:00:00Z",
      "2026-01-01T00:00:00+23:59",
    ];
    for (const field of ["session_start_utc", "session_end_utc"]) {
      const sessions = times.map((time) => ({ energy_kwh: 1, [field]: time }));
      const { errors } = await problemOf(await api().post(SESSIONS, { sessions }), 422);
      assert.deepEqual(
        placesIn({ errors }),
        times.map((_, i) => `sessions.${i}.${field}`),
      );
    }
  });

  it("refuses numbers that nothing can be divided by", async () => {
    for (const field of ["energy_kwh", "evse_energy_kwh", "miles_added", "charger_rated_kw"]) {
      const sessions = [{ energy_kwh: 1, miles_added: 1e9, cost: 1e9, [field]: 1e-300 }];
      const { errors } = await problemOf(await api().post(SESSIONS, { sessions }), 422);
      assert.deepEqual(placesIn({ errors }), [`sessions.0.${field}`]);
    }
  });

  it("names the parameter that contains NUL", async () => {
    for (const name of ["vehicle", "type", "location_type"]) {
      for (const path of [SESSIONS, "/api/v1/charging/costs", "/api/v1/charging/energy"]) {
        const { errors } = await problemOf(await api().get(`${path}?${name}=%00`), 422);
        assert.deepEqual(placesIn({ errors }), [name]);
      }
    }
  });

  it("shows the list under a filter of more values than it takes", async () => {
    const person = as(app, app.cast.alice);
    for (const name of ["site", "vehicle", "network"]) {
      const values = Array.from({ length: 1001 }, (_, at) => [
        name,
        name === "site" ? crypto.randomUUID() : String(at + 1),
      ]);
      const response = await person.get(`/charging?${new URLSearchParams(values)}`);
      assert.equal(response.status, 200, name);
      await response.body?.cancel();
    }
  });
});

describe("forms of a stranger of charging", () => {
  it("cannot name networks and locations of another group", async () => {
    const [alices, own] = [
      await chargingThings(app, app.cast.alice),
      await chargingThings(app, app.cast.charlie),
    ];
    const { database: { owner }, cast: { charlie } } = app;
    const session_ids = await insertSession(owner, charlie, { energy_kwh: 1 });
    const [network, location] = [String(alices.network), String(alices.location)];
    const attacks: [string, Record<string, string>][] = [
      [`/charging/networks/${own.network}/merge`, { into: network }],
      [`/charging/networks/${own.network}/make-location`, { into: network }],
      [`/charging/locations/${own.location}/merge`, { into: location }],
      ["/charging/bulk", { session_ids, network_id: network }],
      ["/charging/bulk", { session_ids, location_id: location }],
    ];
    for (const [path, form] of attacks) {
      const response = await as(app, charlie).post(path, form);
      assert.equal(response.status, 422, path);
      await response.body?.cancel();
    }
  });
});

describe("forms of charging that are sent several times at once", () => {
  const group = () => app.cast.alice.site_group_uuid;
  const networkIds = async (...names: string[]) => {
    const rows = await app.database.owner<{ id: number }[]>`
      insert into ev_charging_networks (network_name, site_group_uuid)
      select name, ${group()} from unnest(${names}::text[]) name returning id`;
    return rows.map(({ id }) => id);
  };
  const left = async (table: "ev_charging_networks" | "ev_location_lookup", ids: number[]) => {
    const { owner } = app.database;
    const [row] = await owner`
      select count(*)::int as count from ${owner(table)} where id = any(${
      ids.map(String)
    }::text[]::int[])`;
    return row!.count;
  };
  /** Posts all at once, and returns the statuses in order. */
  const atOnce = async (...posts: [path: string, form: Record<string, string>][]) => {
    const person = as(app, app.cast.alice);
    const responses = await Promise.all(posts.map(([path, form]) => person.post(path, form)));
    await Promise.all(responses.map((response) => response.body?.cancel()));
    return responses.map(({ status }) => status).toSorted();
  };

  it("make one location of a network", async () => {
    const [id] = await networkIds("Pressed");
    const press = [`/charging/networks/${id}/make-location`, { into: "" }] as const;
    const [first, ...others] = await atOnce([...press], [...press], [...press]);
    assert.equal(first, 303);
    for (const status of others) assert.ok(status === 404 || status === 409, String(status));
    const rows = await app.database.owner`
      select 1 from ev_location_lookup where location_name = 'Pressed'`;
    assert.equal(rows.length, 1);
  });

  it("leave one of two networks or locations that are merged into each other", async () => {
    const networks = await networkIds("One", "Other");
    const locations = await app.database.owner<{ id: number }[]>`
      insert into ev_location_lookup (location_name, site_group_uuid)
      select name, ${group()} from unnest(array['One', 'Other']) name returning id`;
    const both = { networks, locations: locations.map(({ id }) => id) };
    for (const [noun, ids] of Object.entries(both)) {
      const [a, b] = ids;
      await atOnce(
        [`/charging/${noun}/${a}/merge`, { into: String(b) }],
        [`/charging/${noun}/${b}/merge`, { into: String(a) }],
      );
      const table = noun === "networks" ? "ev_charging_networks" : "ev_location_lookup";
      assert.equal(await left(table, ids), 1, noun);
    }
  });

  it("change a session once that is ticked twice", async () => {
    const { owner } = app.database;
    const id = await insertSession(owner, app.cast.alice, { energy_kwh: 1 });
    const person = as(app, app.cast.alice);
    const form = { session_ids: [id, id.toUpperCase()], charge_type: "DC" };
    const response = await person.post("/charging/bulk", form);
    assert.equal(response.status, 303);
    const flash = decodeURIComponent(response.headers.get("set-cookie") ?? "");
    assert.match(flash, /Changed 1 session\./);
    assert.doesNotMatch(flash, /removed meanwhile/);
  });
});

describe("lists of the catalogue of charging", () => {
  it("go on page by page, each row once, and refuse a cursor that is no row of the group", async () => {
    const { database: { owner }, cast: { ada, charlie } } = app;
    const [stranger] = await owner`
      insert into ev_charging_networks (network_name, site_group_uuid)
      values ('Beyond', ${charlie.site_group_uuid}) returning id`;
    const names = ["b", "A", "c", "D", "e"];
    await owner`
      insert into ev_charging_networks (network_name, site_group_uuid)
      select name, ${ada.site_group_uuid} from unnest(${names}::text[]) name`;
    await owner`
      insert into ev_location_lookup (location_name, site_group_uuid)
      select name, ${ada.site_group_uuid} from unnest(${[...names.slice(0, 4), "a"]}::text[]) name`;
    await owner`
      insert into ev_vehicles (display_name, device_id, site_group_uuid)
      select name, 'x' || name, ${ada.site_group_uuid} from unnest(${names}::text[]) name`;
    const own = withToken(app, ada.token);
    for (
      const [noun, name, wanted] of [
        ["networks", "network_name", "A,b,c,D,e"],
        ["locations", "location_name", "A,a,b,c,D"],
        ["vehicles", "display_name", "A,b,c,D,e"],
      ] as const
    ) {
      const found: string[] = [];
      for (let cursor: number | null | undefined = undefined; cursor !== null;) {
        const query: string = cursor === undefined ? "" : `&cursor=${cursor}`;
        const response = await own.get(`/api/v1/charging/${noun}?limit=2${query}`);
        const body = await response.json();
        found.push(...body[noun].map((row: Record<string, string>) => row[name]));
        cursor = body.next_cursor as number | null;
        const link = response.headers.get("link") ?? "";
        assert.equal(link.includes(`cursor=${cursor}>; rel="next"`), cursor !== null);
      }
      assert.equal(found.join(), wanted);
      for (const cursor of [stranger!.id + 1_000_000, "x", "9999999999"]) {
        await problemOf(await own.get(`/api/v1/charging/${noun}?cursor=${cursor}`), 422);
      }
    }
    await problemOf(await own.get(`/api/v1/charging/networks?cursor=${stranger!.id}`), 422);
  });
});
