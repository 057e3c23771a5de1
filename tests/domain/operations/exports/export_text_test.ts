import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { type ExportLayout, PLAIN_LAYOUT } from "../../../../domain/operations/exports/export.ts";
import { exportWriter } from "../../../../domain/operations/exports/export_text.ts";
import { exportName } from "../../../../domain/operations/exports/export_name.ts";

const COLUMNS = ["name", "power_kw", "filled"];
const ROWS = [["=1+1", -0.5, true], ['a "b", c', 1234.5678901, null], ["x;y", 1e-9, false]];

function written(changes: Partial<ExportLayout>): string {
  const writer = exportWriter({ ...PLAIN_LAYOUT, ...changes }, COLUMNS);
  return writer.head() + writer.rows(ROWS.slice(0, 1)) + writer.rows(ROWS.slice(1)) + writer.tail();
}

describe("the text of an export", () => {
  it("is CSV with texts that no spreadsheet runs, and numbers as they are", () => {
    assert.equal(
      written({}),
      'name,power_kw,filled\n\'=1+1,-0.5,true\n"a ""b"", c",1234.56789,\nx;y,0,false\n',
    );
  });

  it("has the marks that were chosen, and a byte order mark for Excel", () => {
    const text = written({ format: "excel", delimiter: ";", decimal: "," });
    assert.equal(
      text,
      '\uFEFFname;power_kw;filled\n\'=1+1;-0,5;true\n"a ""b"", c";1234,56789;\n"x;y";0;false\n',
    );
    assert.ok(written({ delimiter: "\t" }).startsWith("name\tpower_kw\tfilled\n"));
  });

  it("is a list of objects in JSON, also without rows", () => {
    assert.deepEqual(
      JSON.parse(written({ format: "json" })).rows,
      ROWS.map(([name, power_kw, filled]) => ({ name, power_kw, filled })),
    );
    const none = exportWriter({ ...PLAIN_LAYOUT, format: "json" }, COLUMNS);
    assert.deepEqual(JSON.parse(none.head() + none.tail()), { rows: [] });
  });

  it("has no number that is none", () => {
    const writer = exportWriter(PLAIN_LAYOUT, COLUMNS);
    assert.equal(writer.rows([["a", NaN, null], ["b", Infinity, null]]), "a,,\nb,,\n");
  });
});

describe("the name of an export", () => {
  const day = (text: string) => Temporal.PlainDate.from(text);
  const question = {
    what: "forecast",
    sites: { filter: {} },
    range: { first: day("2026-11-01"), last: day("2026-11-30") },
    forecast: { choice: "day_ahead", conditions: {} },
    light: "day",
    layout: PLAIN_LAYOUT,
  } as const;
  const site = { site_uuid: "1".repeat(36), client_site_id: null, client_site_name: "Süd, Dach 2" };

  it("says whose it is, what it holds and of which days", () => {
    assert.equal(
      exportName(question, site),
      "sud-dach-2-forecast-day-ahead-2026-11-01-to-2026-11-30.csv",
    );
    const one = {
      ...question,
      what: "energy_days",
      range: { first: day("2026-11-01"), last: day("2026-11-01") },
    } as const;
    assert.equal(exportName(one, undefined), "sites-energy-days-2026-11-01.csv");
    const json = {
      ...question,
      what: "sites",
      layout: { ...PLAIN_LAYOUT, format: "json" },
    } as const;
    assert.equal(exportName(json, undefined), "sites.json");
  });
});
