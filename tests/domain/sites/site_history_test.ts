import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import {
  changesOf,
  changeText,
  type HistoryEntry,
  wayText,
  whoText,
} from "../../../domain/sites/site_history.ts";

const ENTRY: HistoryEntry = {
  site_history_uuid: "c0ffee00-1111-4222-8333-444455556666",
  created_utc: "2026-06-21T08:07:00Z",
  operation_type: "UPDATE",
  site_data: { site_uuid: "1", tilt: 35, capacity_kw: 60, version: 2, latitude: null },
  before: { site_uuid: "1", tilt: 35, capacity_kw: 49.14, version: 1, latitude: "NaN" },
  who: "own",
  email: "bob@example.org",
  changed_through: "form",
  database_role: "sitecast_app",
  batch: null,
  outage: null,
};
const words = (entry: Partial<HistoryEntry>) => changesOf({ ...ENTRY, ...entry }).map(changeText);

describe("what a change changed", () => {
  it("is each column with another value, in words and units", () => {
    assert.deepEqual(words({}), [
      { label: "Capacity", before: "49.14 kW", after: "60 kW" },
      { label: "Latitude", before: "NaN°", after: "empty" },
    ]);
  });

  it("is every value of a creation and of a deletion", () => {
    const [capacity, tilt] = words({ operation_type: "INSERT" });
    assert.deepEqual(capacity, { label: "Capacity", before: "empty", after: "60 kW" });
    assert.deepEqual(tilt, { label: "Tilt", before: "empty", after: "35°" });
    const gone = words({ operation_type: "DELETE" });
    assert.deepEqual(gone[0], { label: "Capacity", before: "60 kW", after: "empty" });
  });

  it("is in words that people use, whatever the column", () => {
    const site_data = {
      orientation: 225,
      asset_type: "wind",
      active: false,
      later_column: 5,
      client_site_name: "Roof",
    };
    assert.deepEqual(
      words({ operation_type: "INSERT", site_data }).map(({ label, after }) => [label, after]),
      [
        ["Name", "Roof"],
        ["Type", "Wind"],
        ["Orientation", "225° (south-west)"],
        ["Active", "no"],
        ["later_column", "5"],
      ],
    );
  });
});

describe("who made a change", () => {
  it("is named as far as the viewer may know them", () => {
    assert.equal(whoText(ENTRY), "bob@example.org");
    assert.equal(whoText({ ...ENTRY, who: "admin", email: null }), "an administrator");
    assert.equal(whoText({ ...ENTRY, who: "other", email: null }), "somebody of another group");
    assert.equal(whoText({ ...ENTRY, who: null, email: null }), undefined);
  });

  it("came by a door of ours or straight into the database", () => {
    assert.equal(wayText(ENTRY), "in a form");
    assert.equal(wayText({ ...ENTRY, changed_through: "api" }), "through the API");
    assert.equal(wayText({ ...ENTRY, changed_through: "task" }), "by a task of the service");
    const sql = { ...ENTRY, changed_through: null, database_role: "modeller" };
    assert.equal(wayText(sql), "by SQL as role modeller");
    assert.equal(wayText({ ...sql, database_role: null }), "by SQL as role unknown");
  });
});
