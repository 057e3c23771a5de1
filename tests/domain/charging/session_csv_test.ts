import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { filterPeriod } from "../../../domain/charging/filter_period.ts";
import { proposeColumns } from "../../../domain/charging/import/propose_columns.ts";
import { localMoment, onClock } from "../../../domain/charging/local_moment.ts";
import { parse } from "csv-parse/sync";
import { parseTarget } from "../../../domain/charging/import/fields.ts";
import { cellValue } from "../../../domain/charging/import/values.ts";
import { CSV_COLUMNS, csvLines, type CsvRow } from "../../../domain/charging/session_csv.ts";
import { NO_FILTER } from "../../../domain/charging/session_list.ts";

describe("a file of sessions", () => {
  it("is read back by an import, each field from one column", () => {
    const targets = proposeColumns([...CSV_COLUMNS]);
    const fields = targets.flatMap((target) => target?.split(":")[0] ?? []);
    assert.deepEqual(fields.length, new Set(fields).size);
    const leftOut = CSV_COLUMNS.filter((_, at) => targets[at] === null);
    assert.deepEqual(leftOut, [
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
    assert.ok(targets.every((target) => !target?.endsWith(":?")));
  });

  it("has words that look like formulas disarmed, and an import reads what they were", () => {
    const place = parseTarget("location_name")!;
    const rules = { dates: "ymd", numbers: "1234.5", zone: "UTC" } as const;
    for (const text of ["=cmd()", "@home", "-1", "'=x", "Home"]) {
      const row = Object.fromEntries(CSV_COLUMNS.map((name) => [name, null]));
      const lines = csvLines([{ ...row, location_name: text } as CsvRow]);
      const [cells] = parse(lines) as string[][];
      const cell = cells![CSV_COLUMNS.indexOf("location_name")]!;
      assert.ok(!/^[=@-]/.test(cell), cell);
      assert.deepEqual(cellValue(cell, place, rules), { value: text });
    }
  });
});

describe("a time on the clock of a zone", () => {
  it("is refused where clocks skip it, and needs a choice where they show it twice", () => {
    const zone = "Europe/London";
    assert.deepEqual(localMoment("2026-03-29T01:30", zone), { problem: "skipped" });
    assert.deepEqual(localMoment("2026-10-25T01:30", zone), { problem: "twice" });
    assert.deepEqual(localMoment("2026-02-30T01:30", zone), { problem: "not a time" });
    for (const utc of ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-06-21T08:00:12.5Z"]) {
      const { text, which } = onClock(Temporal.Instant.from(utc), zone);
      assert.equal(localMoment(text, zone, which).instant!.toString(), utc);
    }
  });
});

describe("the period of a filter", () => {
  const shown = { now: Temporal.Instant.from("2026-03-30T08:00:00Z"), zone: "Europe/London" };
  const of = (filter: object) => {
    const { start, end } = filterPeriod({ ...NO_FILTER, ...filter }, shown);
    return [start?.toString(), end?.toString()];
  };

  it("is of local days, also of 23 hours, and else counts back from now", () => {
    assert.deepEqual(of({ from: "2026-03-29", to: "2026-03-29" }), [
      "2026-03-29T00:00:00Z",
      "2026-03-29T23:00:00Z",
    ]);
    assert.deepEqual(of({ range: "7d", to: "2026-03-29" }), [undefined, "2026-03-29T23:00:00Z"]);
    assert.deepEqual(of({ range: "7d" }), ["2026-03-23T08:00:00Z", undefined]);
    assert.deepEqual(of({ range: "ytd" }), ["2026-01-01T00:00:00Z", undefined]);
    assert.deepEqual(of({}), [undefined, undefined]);
  });
});
