import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "@std/testing/bdd";
import { FileRows, StoredSessions } from "../../../domain/charging/import/duplicates.ts";
import { parseTarget } from "../../../domain/charging/import/fields.ts";
import { knownFormat } from "../../../domain/charging/import/formats.ts";
import { guessPlan } from "../../../domain/charging/import/guess_plan.ts";
import { comparedOf, judgeRow, type RowRules } from "../../../domain/charging/import/judge_row.ts";
import { targetsOf } from "../../../domain/charging/import/plan.ts";
import { proposeColumns } from "../../../domain/charging/import/propose_columns.ts";
import { readTable } from "../../../domain/charging/import/read_table.ts";
import type { FileRow } from "../../../domain/charging/import/table.ts";
import { sessionIdOf } from "../../../domain/charging/import/session_id.ts";
import { cellValue, type ReadingRules } from "../../../domain/charging/import/values.ts";
import { CSV_COLUMNS } from "../../../domain/charging/session_csv.ts";
import { AppError } from "../../../domain/errors.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const UTC: ReadingRules = { zone: "UTC", dates: "ymd", numbers: "1234.5" };

async function rowsOf(data: Uint8Array, mostRows?: number): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const batch of readTable(data, mostRows).rows()) rows.push(...batch);
  return rows;
}

function rulesFor(header: string[], change: Partial<RowRules> = {}): RowRules {
  const { targets } = targetsOf(header, {
    columns: proposeColumns(header).map((one) => one ?? ""),
  });
  return { ...UTC, currency: "", targets, ...change };
}

describe("columns of a file of sessions", () => {
  const cases: [header: string, target: string | null][] = [
    ["Session Start", "session_start_utc"],
    ["Start", null],
    ["Start Time", "session_start_utc"],
    ["Date", null],
    ["End Time", "session_end_utc"],
    ["Duration", "charge_duration_seconds:?"],
    ["duration_minutes", "charge_duration_seconds:min"],
    ["charge_duration_seconds", "charge_duration_seconds:s"],
    ["Energy", null],
    ["Energy (kWh)", "energy_kwh:kWh"],
    ["Energy (Wh)", null],
    ["kWh", "energy_kwh:kWh"],
    ["evse max kwh", null],
    ["Cost", "cost"],
    ["Total Cost", "cost"],
    ["Cost Total", "cost"],
    ["Price", null],
    ["Network", "network_name"],
    ["Network Name", "network_name"],
    ["Charger Type", "charge_type"],
    ["Miles", "miles_added:mi"],
    ["distance_added", "miles_added:km"],
    ["Range Added (mi)", null],
    ["SOC Start", "start_soc"],
    ["start_soc_percent", "start_soc"],
    ["Location", null],
    ["location name", "location_name"],
    ["Address", "address"],
    ["Lat", "latitude"],
    ["Longitude", "longitude"],
    ["VIN", "device_id"],
    ["Free", "is_free"],
    ["is_free", "is_free"],
    ["Is Complete", "is_complete"],
    ["Avg Power (kW)", "charging_kw:kW"],
    ["Max kW", null],
    ["Notes", null],
    ["note", "note"],
    ["location_id", null],
    ["Name", "location_name"],
    ["Source", null],
    ["EVSE kW avg", "evse_kw:kW"],
    ["EVSE Max", "evse_max_power_kw:kW"],
    ["Price per kWh", null],
    ["Efficiency (mi/kWh)", null],
  ];
  for (const [header, target] of cases) {
    it(`proposes ${target ?? "nothing"} for ${header}`, () => {
      assert.deepEqual(proposeColumns([header]), [target]);
    });
  }

  it("proposes all columns of the older sample of LightningROD but those that hold nothing", () => {
    const header =
      "session_id,device_id,location_id,location_name,charger_type,session_type,charging_speed_category,start_time,end_time,duration_minutes,energy_consumed_kwh,average_power_kw,max_power,min_power,start_soc_percent,end_soc_percent,soc_gain_percent,efficiency_miles_per_kwh,miles_added,cost_total,cost_without_overrides,cost_per_kwh,cost_per_mile,cost_tier,temperature_avg_f,charging_voltage,charging_amperage,data_source,is_complete,confidence_score,power_consistency_score,algorithm_version,recorded_at,session_notes,import_batch,source_file,odometer_start_miles,actual_efficiency_mi_per_kwh,estimated_miles_added,latitude,longitude,ll_ford_source,ll_charge_network,ll_evcc_status,ll_plug_in_time,ll_plug_out_time,ll_total_plugged_in_time,ll_charge_coords,ll_energy_transfer_begin,ll_energy_transfer_end,ll_energy_transfer_total_time,ll_tags,ll_notes"
        .split(",");
    const columns = proposeColumns(header);
    const { errors } = targetsOf(header, { columns: columns.map((one) => one ?? "") });
    assert.deepEqual(errors, []);
    assert.equal(knownFormat(header), "LightningROD (its older sample)");
    assert.deepEqual(
      header.filter((_, i) => columns[i] !== null),
      [
        "session_id",
        "device_id",
        "location_name",
        "charger_type",
        "start_time",
        "end_time",
        "duration_minutes",
        "energy_consumed_kwh",
        "average_power_kw",
        "max_power",
        "min_power",
        "start_soc_percent",
        "end_soc_percent",
        "miles_added",
        "cost_total",
        "cost_without_overrides",
        "charging_voltage",
        "charging_amperage",
        "is_complete",
        "recorded_at",
        "session_notes",
        "latitude",
        "longitude",
      ],
    );
  });

  it("proposes what Sitecast writes itself", () => {
    assert.equal(knownFormat(CSV_COLUMNS), "Sitecast");
    const columns = proposeColumns(CSV_COLUMNS);
    const { errors } = targetsOf(CSV_COLUMNS, { columns: columns.map((one) => one ?? "") });
    assert.deepEqual(errors, []);
    assert.deepEqual(CSV_COLUMNS.filter((_, i) => columns[i] === null), [
      "location_id",
      "cost_source",
      "source_system",
      "site_name",
      "vehicle_name",
      "shown_cost",
      "shown_cost_source",
      "sun_energy",
      "sun_known",
    ]);
  });

  it("refuses two columns for one field, an open unit, and neither start nor energy", () => {
    const fields = (header: string[]) => rulesErrors(header).map(({ field }) => field);
    assert.deepEqual(fields(["Start Time", "Cost", "Total Cost"]), ["column_2"]);
    assert.deepEqual(fields(["Start Time", "Duration"]), ["column_1"]);
    assert.deepEqual(fields(["Cost"]), [""]);
  });

  it("knows the CSV and the JSON of evcc, also in German", () => {
    const german = ["Startzeit", "Endzeit", "Ladepunkt", "Kennung", "Fahrzeug", "Energie (kWh)"];
    assert.equal(knownFormat(german), "evcc");
    const json = ["created", "finished", "loadpoint", "vehicle", "chargedEnergy", "chargeDuration"];
    assert.deepEqual(proposeColumns([...json, "price", "solarPercentage"]).slice(4), [
      "energy_kwh:kWh",
      "charge_duration_seconds:ns",
      "cost",
      null,
    ]);
  });
});

const rulesErrors = (header: string[]) =>
  targetsOf(header, { columns: proposeColumns(header).map((one) => one ?? "") }).errors;

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

describe("files of sessions", () => {
  it("reads the sample of LightningROD", async () => {
    const data = await readFile(
      new URL("../../fixtures/charging/ev_charging_sample.csv", import.meta.url),
    );
    const { header } = readTable(data);
    const rows = await rowsOf(data);
    const plan = guessPlan({ header, isJson: false }, rows.map(({ cells }) => cells), {
      zones: [],
      currency: "",
    });
    assert.deepEqual([plan.dates, plan.numbers, plan.hasOffsets], ["ymd", "1234.5", true]);
    const sessions = rows.map(({ cells }) => {
      const row = judgeRow(cells, rulesFor(header));
      assert.ok("session" in row, "fault" in row ? row.fault.message : "");
      return row.session;
    });
    const sum = (of: (session: typeof sessions[number]) => number) =>
      sessions.reduce((all, session) => all + of(session), 0).toFixed(2);
    assert.equal(sessions.length, 80);
    assert.equal(sum(({ energy_kwh }) => energy_kwh!), "1710.20");
    assert.equal(sum(({ cost }) => cost!), "405.26");
    assert.equal(sessions.filter(({ is_complete }) => is_complete === false).length, 2);
    const matches = new FileRows();
    const statuses = sessions.map((session, row) =>
      matches.match({ ...comparedOf(session), session_id: session.session_id, row }).status
    );
    assert.deepEqual([...new Set(statuses)], ["new"]);
  });

  it("reads other delimiters, line ends and encodings", async () => {
    const cells = async (data: Uint8Array) => (await rowsOf(data)).map((row) => row.cells);
    const expected = [["2025-01-01", "Café", "5,5"]];
    const text = "start;location name;kWh\r\n2025-01-01;Café;5,5\r\n";
    assert.deepEqual(await cells(bytes(text)), expected);
    assert.deepEqual(await cells(bytes(`\ufeff${text}`)), expected);
    assert.deepEqual(
      await cells(Uint8Array.from(text, (letter) => letter.charCodeAt(0))),
      expected,
    );
    assert.deepEqual(await cells(bytes(text.replaceAll(";", "\t"))), expected);
    assert.deepEqual(await cells(bytes('kWh,location name\n5,"Main St, ""A"""\n')), [
      ["5", 'Main St, "A"'],
    ]);
  });

  it("refuses what is no list of sessions with a sentence", async () => {
    const refused = async (data: Uint8Array, mostRows?: number) => {
      try {
        await rowsOf(data, mostRows);
      } catch (error) {
        if (error instanceof AppError) return error.message;
        throw error;
      }
    };
    assert.match((await refused(bytes("")))!, /empty/);
    assert.match((await refused(bytes("\n\n")))!, /empty/);
    assert.match((await refused(bytes("kWh,cost\n")))!, /no rows/);
    assert.match((await refused(bytes("PK\u0003\u0004 …")))!, /ZIP/);
    assert.match((await refused(bytes("kWh\n1\n2\n3\n"), 2))!, /more than 2 rows/);
    assert.match((await refused(bytes('[{"created":')))!, /cut off/);
    assert.match((await refused(bytes("a\0\0\0\0\0b\n1\n")))!, /not a text file/);
  });

  it("keeps rows that cannot be read, with the reason", async () => {
    const faults = async (text: string) => (await rowsOf(bytes(text))).map(({ fault }) => fault);
    const [long, fine] = await faults(`kWh,note\n1,${"x".repeat(2_000_000)}\n2,b\n`);
    assert.match(long!, /64 KB/);
    assert.equal(fine, undefined);
    assert.match((await faults("kWh,note\n1,a\n2")).at(-1)!, /ends within/);
    assert.match((await faults('kWh,note\n1,"a\n')).at(-1)!, /quotation mark/);
  });

  it("reads the JSON of evcc", async () => {
    const json = JSON.stringify([{
      created: "2026-05-01T10:00:00+02:00",
      finished: "2026-05-01T12:00:00+02:00",
      loadpoint: "Garage",
      vehicle: "ID.3",
      chargedEnergy: 12.5,
      chargeDuration: 3_600_000_000_000,
      price: null,
    }]);
    const { header, isJson } = readTable(bytes(json));
    const [row] = await rowsOf(bytes(json));
    const judged = judgeRow(row!.cells, rulesFor(header));
    assert.ok(isJson && "session" in judged);
    const { session_start_utc, charge_duration_seconds, device_id, cost } = judged.session;
    assert.deepEqual([session_start_utc, charge_duration_seconds, device_id, cost ?? null], [
      "2026-05-01T08:00:00Z",
      3600,
      "ID.3",
      null,
    ]);
  });
});
