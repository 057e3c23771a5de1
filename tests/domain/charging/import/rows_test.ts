import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { FileRows, StoredSessions } from "../../../../domain/charging/import/duplicates.ts";
import { parseTarget } from "../../../../domain/charging/import/fields.ts";
import { judgeRow } from "../../../../domain/charging/import/judge_row.ts";
import { sessionIdOf } from "../../../../domain/charging/import/session_id.ts";
import { cellValue, type ReadingRules } from "../../../../domain/charging/import/values.ts";
import { rulesFor, UTC } from "../../../support/session_rules.ts";

describe("values of cells", () => {
  const NEW_YORK = { zone: "America/New_York" };
  const cases: [string, string, Partial<ReadingRules>, unknown][] = [
    ["session_start_utc", "2025-01-07", NEW_YORK, "2025-01-07T05:00:00Z"],
    ["session_start_utc", "2025-11-02 01:30", NEW_YORK, "2025-11-02T05:30:00Z"],
    ["session_start_utc", "2025-03-09 02:30", NEW_YORK, undefined],
    ["session_start_utc", "2025-01-07T10:00:00Z", {}, "2025-01-07T10:00:00Z"],
    ["session_start_utc", "1736244000", {}, undefined],
    ["session_start_utc", "01/07/2025", {}, undefined],
    ["session_start_utc", "07/01/2025 08:00", { dates: "dmy" }, "2025-01-07T08:00:00Z"],
    ["session_start_utc", "2025-13-01", {}, undefined],
    ["session_end_utc", "0001-01-01T00:00:00Z", {}, null],
    ["energy_kwh:kWh", " 7 ", {}, 7],
    ["energy_kwh:kWh", "inf", {}, undefined],
    ["energy_kwh:kWh", "NaN", {}, undefined],
    ["energy_kwh:kWh", "1e400", {}, undefined],
    ["energy_kwh:kWh", "1,234.5", {}, undefined],
    ["energy_kwh:kWh", "1,234.5", { numbers: "1,234.5" }, 1234.5],
    ["energy_kwh:kWh", "1.234,5", { numbers: "1.234,5" }, 1234.5],
    ["energy_kwh:Wh", "1500", {}, 1.5],
    ["miles_added:km", "16.09344", {}, 10],
    ["charge_duration_seconds:min", "abc", {}, undefined],
    ["charge_duration_seconds:min", "1.5", {}, 90],
    ["charge_duration_seconds:clock", "1:05:00", {}, 3900],
    ["charge_duration_seconds:clock", "1h5m0s", {}, 3900],
    ["charge_duration_seconds:ns", "2h58m0s", {}, 10_680],
    ["charge_duration_seconds:min", "2 hours", {}, undefined],
    ["charge_duration_seconds:ns", "3900000000000", {}, 3900],
    ["is_free", "True", {}, true],
    ["is_free", "0", {}, false],
    ["is_free", "maybe", {}, undefined],
    ["location_name", "nul\ufffd", {}, undefined],
    ["location_name", "'=1+1", {}, "=1+1"],
  ];
  for (const [key, text, change, value] of cases) {
    it(`reads ${text.trim()} as ${value} for ${key}`, () => {
      const read = cellValue(text, parseTarget(key)!, { ...UTC, ...change });
      assert.equal("value" in read ? read.value : undefined, value);
    });
  }

  it("says that the first of two equal local times is taken", () => {
    const target = parseTarget("session_start_utc")!;
    const read = cellValue("2025-11-02 01:30", target, { ...UTC, ...NEW_YORK });
    assert.match("remark" in read ? read.remark! : "", /first one is taken/);
  });
});

describe("a row of a file of sessions", () => {
  const HEADER = ["start_time", "end_time", "location_name", "energy_kwh", "charge_type"];
  const judged = (cells: string[], edits = {}) => judgeRow(cells, rulesFor(HEADER), edits);

  it("makes the numbers that LightningROD makes", () => {
    const key = { startMs: Date.UTC(2025, 0, 7, 10), place: "Home", energyKwh: 12.5 };
    assert.equal(sessionIdOf(key), "b35eeba5-a323-40c8-0e83-869ccf557541");
    assert.equal(
      sessionIdOf({ ...key, place: "home" }),
      "e33d95b1-c902-eabc-cadf-2b13d742b4c0",
    );
    assert.equal(
      sessionIdOf({ startMs: null, place: null, energyKwh: 5 }),
      "0e0f28cc-76da-5380-036d-c0456933bb0e",
    );
    assert.equal(
      sessionIdOf({ startMs: 1618330067500, place: null, energyKwh: 0.00001 }),
      "0f608f86-1577-8a42-7837-e73c4beea3c8",
    );
  });

  it("completes what the file lacks from the place", () => {
    const facts = (place: string, type = "") => {
      const row = judged(["2025-01-07T10:00Z", "", place, "5", type]);
      assert.ok("session" in row);
      const { charge_type, location_type, is_free, note } = row.session;
      return [charge_type ?? null, location_type, is_free, note ?? null];
    };
    assert.deepEqual(facts("HOME"), [null, "home", false, null]);
    assert.deepEqual(facts("work"), [null, "public", false, null]);
    assert.deepEqual(facts("Work"), ["AC", "work", true, null]);
    assert.deepEqual(facts("Home", "AC Level 3"), [
      null,
      "home",
      false,
      "Type of charging: AC Level 3",
    ]);
  });

  it("says what is wrong, and at which field", () => {
    const field = (cells: string[]) => {
      const row = judged(cells);
      return "fault" in row ? row.fault.field : undefined;
    };
    assert.equal(field(["", "", "Home", "", ""]), "");
    assert.equal(field(["2025-01-07", "2025-01-06", "", "", ""]), "session_end_utc");
    assert.equal(field(["2025-01-07", "", "", "-3", ""]), "energy_kwh");
    assert.equal(field(["2025-01-07", "", "", "5", "AC", "more"]), "");
    assert.equal(field(["2025-01-07", "", "x".repeat(300), "5"]), "location_name");
    assert.equal(field(["2025-01-07"]), undefined);
  });

  it("reads what a person typed instead of the cell", () => {
    const row = judged(["2025-01-07", "", "", "abc", ""], { energy_kwh: "7" });
    assert.equal("session" in row && row.session.energy_kwh, 7);
  });
});

describe("duplicates of sessions", () => {
  const START = Date.UTC(2025, 4, 1, 10);
  const MINUTE = 60_000;
  const base = { startMs: START, place: "Home" as string | null, energyKwh: 20 as number | null };
  const stored = (change = {}) => {
    const session = { ...base, ...change };
    return new StoredSessions([{ ...session, session_id: sessionIdOf(session) }]);
  };
  const cases: [name: string, row: object, status: string, storedChange?: object][] = [
    ["the same row", {}, "exact"],
    ["start +60:00", { startMs: START + 60 * MINUTE }, "near"],
    ["start −60:00", { startMs: START - 60 * MINUTE }, "near"],
    ["start +60:01", { startMs: START + 60 * MINUTE + 1000 }, "new"],
    ["energy 22.0, 10 % more", { energyKwh: 22 }, "near"],
    ["energy 22.01", { energyKwh: 22.01 }, "new"],
    ["energy 18.0, 10 % less", { energyKwh: 18 }, "near"],
    ["energy 17.99", { energyKwh: 17.99 }, "new"],
    ["another case of the place", { place: "home" }, "near"],
    ["another place", { place: "Work" }, "new"],
    ["energy missing in the file", { energyKwh: null, startMs: START + 5 * MINUTE }, "new"],
    [
      "energy missing in both",
      { energyKwh: null, startMs: START + 5 * MINUTE },
      "near",
      { energyKwh: null },
    ],
    ["no place in both", { place: null, startMs: START + 5 * MINUTE }, "near", { place: null }],
    ["no place in the file", { place: null }, "new"],
  ];
  for (const [name, change, status, storedChange] of cases) {
    it(`calls ${name} ${status}`, () => {
      const row = { ...base, ...change };
      const match = stored(storedChange).match({ ...row, session_id: sessionIdOf(row) }, false);
      assert.equal(match.status, status);
    });
  }

  it("finds equal and near rows within a file", () => {
    const rows = new FileRows();
    const match = (row: number, change = {}) => {
      const session = { ...base, ...change };
      return rows.match({ ...session, session_id: sessionIdOf(session), row });
    };
    assert.deepEqual(match(1), { status: "new" });
    assert.deepEqual(match(2, { startMs: START + 5 * MINUTE }), { status: "near", row: 1 });
    assert.deepEqual(match(3), { status: "exact", row: 1 });
    assert.deepEqual(match(4, { startMs: START + 62 * MINUTE }), { status: "new" });
  });

  it("sees that a row is a stored one by the clock of another zone", () => {
    const row = { ...base, startMs: START + 4 * 60 * MINUTE };
    assert.equal(stored().isShifted({ ...row, session_id: sessionIdOf(row) }), true);
    assert.equal(
      stored().isShifted({ ...row, startMs: START + 15 * 60 * MINUTE, session_id: "" }),
      false,
    );
  });
});
