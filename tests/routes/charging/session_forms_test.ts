import assert from "node:assert/strict";
import { afterAll, beforeAll, describe, it } from "@std/testing/bdd";
import { as, type TestApp, testApp, withToken } from "../../support/app.ts";
import type { Person } from "../../support/cast.ts";
import { insertNetwork, insertSession } from "../../support/charging_sessions.ts";
import { type Html, page } from "../../support/html.ts";

let app: TestApp;
/** A site whose clocks change. */
let london: string;

beforeAll(async () => {
  app = await testApp();
  london = app.cast.sites.bare;
  await app.database.owner`
    update sites set time_zone = 'Europe/London' where site_uuid = ${london}`;
});
afterAll(() => app.close());

const alice = () => as(app, app.cast.alice);
const stored = async (id: string) => {
  const [row] = await app.database.owner<Record<string, unknown>[]>`
    select * from ev_charging_session where session_id = ${id}`;
  return row!;
};
const idIn = (response: Response) =>
  response.headers.get("location")!.split("/")[2]!.split("?")[0]!;

async function add(form: Record<string, string>) {
  return await alice().post("/charging/new", form);
}

async function editOf(id: string): Promise<Record<string, string>> {
  const form = await page(alice().get(`/charging/${id}/edit`));
  return plain(form);
}

/** What a browser sends: a list is one ticked box, or none. */
function plain(form: Html): Record<string, string> {
  return Object.fromEntries(
    Object.entries(form.fields("form.form")).flatMap(([name, value]) =>
      Array.isArray(value) ? value.map((one) => [name, one]) : [[name, value]]
    ),
  );
}

describe("the form that adds a session", () => {
  it("stores it once, as its clock and people say it", async () => {
    const form = {
      form_key: crypto.randomUUID(),
      session_start_utc: "2026-06-20T10:00",
      session_end_utc: "2026-06-20T11:30",
      energy_kwh: "12,5",
      charge_duration_seconds: "75",
      cost: "0",
      currency: "eur",
      site_uuid: london,
      is_complete: "on",
    };
    const made = await add(form);
    assert.equal(made.status, 303);
    assert.equal(idIn(await add(form)), idIn(made));
    const row = await stored(idIn(made));
    assert.equal(row.session_start_utc, "2026-06-20T09:00:00Z");
    assert.equal(row.charge_duration_seconds, "4500");
    assert.deepEqual([row.energy_kwh, row.cost, row.cost_source], ["12.5", "0", "manual"]);
    assert.equal(row.currency, "EUR");
    assert.deepEqual([row.source_system, row.is_complete, row.is_free], [
      "manual_entry",
      true,
      false,
    ]);
  });

  it("refuses a time that clocks skipped, and asks which one of two it was", async () => {
    const skipped = await add({ session_start_utc: "2026-03-29T01:30", site_uuid: london });
    assert.equal(skipped.status, 422);
    assert.match((await page(skipped)).error("session_start_utc")!, /no such time/);
    const twice = { session_start_utc: "2026-10-25T01:30", site_uuid: london };
    const asked = await page(add(twice));
    assert.match(asked.error("session_start_utc")!, /twice/);
    assert.ok(asked.has("select[name=session_start_utc_which]"));
    for (const [which, utc] of [["first", "00:30"], ["second", "01:30"]] as const) {
      const id = idIn(await add({ ...twice, session_start_utc_which: which }));
      assert.equal((await stored(id)).session_start_utc, `2026-10-25T${utc}:00Z`);
      // Opened and saved as it is, it stays.
      const fields = await editOf(id);
      assert.equal(fields.session_start_utc_which, which);
      await alice().post(`/charging/${id}/edit`, fields);
      assert.equal((await stored(id)).version, 1);
    }
  });

  it("says at each field what is wrong, and stores nothing", async () => {
    const count = async () =>
      (await app.database.owner`select count(*)::int as n from ev_charging_session`)[0]!.n;
    const before = await count();
    const strangers = await insertNetwork(app.database.owner, app.cast.charlie, "Charlie's");
    const wrong: [Record<string, string>, string, RegExp][] = [
      [{}, "session_start_utc", /Enter a start or an energy/],
      [{ energy_kwh: "1e400" }, "energy_kwh", /number of 0 or more/],
      [{ energy_kwh: "-1" }, "energy_kwh", /number of 0 or more/],
      [{ session_start_utc: "2026-13-01T00:00" }, "session_start_utc", /Write a day and a time/],
      [{ energy_kwh: "1", start_soc: "101" }, "start_soc", /0 to 100/],
      [
        { session_start_utc: "2026-06-20T10:00", session_end_utc: "2026-06-20T09:59" },
        "session_end_utc",
        /must not be before/,
      ],
      [{ energy_kwh: "1", note: "a\0b" }, "note", /invalid characters/],
      [{ energy_kwh: "1", network_id: String(strangers) }, "network_id", /no such network/],
      [{ energy_kwh: "1", site_uuid: app.cast.sites.turbine }, "site_uuid", /no such site/],
    ];
    for (const [form, field, message] of wrong) {
      const response = await add(form);
      assert.equal(response.status, 422, JSON.stringify(form));
      assert.match((await page(response)).error(field) ?? "", message, JSON.stringify(form));
    }
    assert.equal(await count(), before);
  });
});

describe("the form that edits a session", () => {
  it("writes what was changed alone, and says who did it", async () => {
    const { owner } = app.database;
    const id = await insertSession(owner, app.cast.alice, {
      session_start_utc: "2026-06-20T09:00:12.5Z",
      energy_kwh: 10,
      max_power: -3,
    });
    const fields = await editOf(id);
    const response = await alice().post(`/charging/${id}/edit`, { ...fields, energy_kwh: "11" });
    assert.equal(response.status, 303);
    const row = await stored(id);
    assert.deepEqual([row.energy_kwh, row.version], ["11", 2]);
    assert.equal(row.session_start_utc, "2026-06-20T09:00:12.5Z");
    const shown = await page(alice().get(`/charging/${id}`));
    assert.match(
      shown.text(".session-history"),
      /alice@example.org, in a form Energy: 10 kWh → 11/,
    );
  });

  it("refuses an end before the stored start", async () => {
    const start = "2026-06-20T09:00:00Z";
    const id = await insertSession(app.database.owner, app.cast.alice, {
      session_start_utc: start,
    });
    const fields = { ...await editOf(id), session_end_utc: "2026-06-20T12:00" };
    const response = await alice().post(`/charging/${id}/edit`, fields);
    assert.equal(response.status, 422);
    assert.match((await page(response)).error("session_end_utc")!, /must not be before/);
  });

  it("shows both values when somebody else saved first, and overwrites knowingly", async () => {
    const { owner } = app.database;
    const id = await insertSession(owner, app.cast.alice, { energy_kwh: 10, note: "old" });
    const mine = await editOf(id);
    await owner`
      update ev_charging_session set energy_kwh = 20, note = 'new' where session_id = ${id}`;
    const response = await alice().post(`/charging/${id}/edit`, { ...mine, energy_kwh: "11" });
    assert.equal(response.status, 409);
    const form = await page(response);
    assert.match(form.error("energy_kwh")!, /Now: 20/);
    assert.deepEqual([form.field("energy_kwh"), form.field("note")], ["11", "new"]);
    await alice().post(`/charging/${id}/edit`, plain(form));
    const row = await stored(id);
    assert.deepEqual([row.energy_kwh, row.note], ["11", "new"]);
  });
});

describe("several sessions, and the end of one", () => {
  it("are edited together where a field is chosen, also cleared", async () => {
    const { owner } = app.database;
    const network = await insertNetwork(owner, app.cast.alice, "Together", 0.5);
    const ids = await Promise.all(
      [1, 2].map((energy_kwh) =>
        insertSession(owner, app.cast.alice, {
          energy_kwh,
          location_name: "Old",
          charge_type: "AC",
        })
      ),
    );
    const form = { network_id: String(network), location_name: "clear", charge_type: "" };
    const list = "type=AC&page=2";
    const response = await alice().post("/charging/bulk", { ...form, session_ids: ids, list });
    assert.equal(response.status, 303);
    assert.equal(response.headers.get("location"), `/charging?${list}`);
    for (const id of ids) {
      const row = await stored(id);
      assert.deepEqual([row.network_id, row.location_name, row.charge_type], [network, null, "AC"]);
      assert.equal(Number(row.shown_cost), Number(row.energy_kwh) / 2);
    }
    const rows =
      await owner`select id from ev_charging_session where session_id = any(${ids}::uuid[])`;
    const ticked = rows.map(({ id }) => `number=${id}`).join("&");
    const hidden = (person: Person) =>
      as(app, person).get(`/charging/bulk?${ticked}&number=x&number=0`).then(page)
        .then((shown) =>
          shown.all('[name="session_ids"]').map((input) => input.attribute("value"))
        );
    assert.deepEqual((await hidden(app.cast.alice)).toSorted(), ids.toSorted());
    assert.deepEqual(await hidden(app.cast.charlie), []);
    const nothing = await alice().post("/charging/bulk", { session_ids: ids });
    assert.equal(nothing.status, 422);
    const none = await alice().post("/charging/bulk", { charge_type: "AC" });
    assert.match((await page(none)).text(), /No session was ticked/);
    const wrong = await alice().post("/charging/bulk", { session_ids: ids, cost: "x" });
    assert.match((await page(wrong)).error("cost")!, /number of 0 or more/);
  });

  it("goes after a page that says what it was", async () => {
    const id = await insertSession(app.database.owner, app.cast.alice, { energy_kwh: 3 });
    assert.match((await page(alice().get(`/charging/${id}/remove`))).text(), /3 kWh/);
    const list = new URLSearchParams({ list: "page=3&sort=\r\nX: y" });
    const removed = await alice().post(`/charging/${id}/remove?${list}`);
    assert.deepEqual([removed.status, removed.headers.get("location")], [303, "/charging?page=3"]);
    assert.equal((await alice().get(`/charging/${id}`)).status, 404);
    const { token } = app.cast.alice;
    assert.equal(
      (await withToken(app, token).get(`/api/v1/charging/sessions/${id}`)).status,
      404,
    );
  });
});
