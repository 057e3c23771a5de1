import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { errorOf } from "../../../views/ui/form_state.ts";
import type { Site } from "../../../domain/sites/site.ts";
import { conflictForm, editForm, isStored, parseEdit } from "../../../routes/sites/edit_form.ts";
import { BARE_SITE } from "../../support/site_day.ts";

const SITE: Site = {
  ...BARE_SITE,
  client_site_name: "Roof",
  latitude: 999,
  longitude: NaN,
  capacity_kw: 4,
  note: "one\ntwo",
  version: 7,
};
const typed = (values: object, site = SITE) => ({ ...editForm(site).values, ...values });

describe("the form that edits a site", () => {
  it("wants nothing when nobody typed, whatever other writers have stored", () => {
    assert.deepEqual(parseEdit(typed({})).data, { changes: {}, version: 7 });
    assert.deepEqual(parseEdit(typed({ note: "one\r\ntwo" })).data!.changes, {});
  });

  it("wants what was typed and nothing else, and NULL where a field was emptied", () => {
    const { data } = parseEdit(typed({ tilt: "12,5", note: "" }));
    assert.deepEqual(data!.changes, { tilt: 12.5, note: null });
  });

  it("refuses what was typed and is wrong, and emptied fields that a site needs", () => {
    const { fields } = parseEdit(typed({ latitude: "998", tilt: "steep", capacity_kw: " " }));
    assert.deepEqual(fields!.map(({ field }) => field), ["latitude", "tilt", "capacity_kw"]);
    assert.deepEqual(
      parseEdit(typed({ client_site_name: ["a", "b"] })).fields!.map(({ field }) => field),
      ["client_site_name"],
    );
  });

  it("takes fields without what was shown for typed ones", () => {
    assert.deepEqual(parseEdit({ tilt: "5" }).data, { changes: { tilt: 5 }, version: undefined });
  });
});

describe("the boxes of the form that edits a site", () => {
  const hybrid: Site = { ...SITE, has_battery: true };

  it("count as changed when they are ticked, and when a browser no longer sends them", () => {
    assert.deepEqual(parseEdit(typed({}, hybrid)).data!.changes, {});
    const { has_battery: _, ...unticked } = typed({}, hybrid);
    assert.deepEqual(parseEdit(unticked).data!.changes, { has_battery: false });
    assert.deepEqual(parseEdit(typed({ is_tracked: "on" })).data!.changes, { is_tracked: true });
  });

  it("stay as they are where a script sends other fields alone", () => {
    assert.deepEqual(parseEdit({ tilt: "5" }).data!.changes, { tilt: 5 });
  });
});

describe("the form after a change by somebody else", () => {
  const now: Site = { ...SITE, capacity_kw: 60, region: "South", tilt: 10, version: 8 };

  it("keeps what was typed, takes over the rest, and says what the values are now", () => {
    const state = conflictForm(typed({ capacity_kw: "5", tilt: "20" }), now, []);
    const { capacity_kw, was_capacity_kw, region, version } = state.values;
    assert.deepEqual([capacity_kw, was_capacity_kw, region, version], ["5", "60", "South", "8"]);
    assert.equal(errorOf(state, "capacity_kw"), "Now: 60 kW.");
    assert.equal(errorOf(state, "region"), "Now: South.");
    assert.equal(errorOf(state, "latitude"), undefined);
    assert.deepEqual(parseEdit(state.values).data, {
      changes: { capacity_kw: 5, tilt: 20 },
      version: 8,
    });
  });

  it("is not needed when both wanted the same", () => {
    assert.ok(isStored(now, { capacity_kw: 60, tilt: 10 }));
    assert.ok(!isStored(now, { capacity_kw: 60, tilt: 11 }));
  });
});
