import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "@std/testing/bdd";
import { FileRows } from "../../../../domain/charging/import/duplicates.ts";
import { guessPlan } from "../../../../domain/charging/import/guess_plan.ts";
import { comparedOf, judgeRow } from "../../../../domain/charging/import/judge_row.ts";
import { readTable } from "../../../../domain/charging/import/read_table.ts";
import type { FileRow } from "../../../../domain/charging/import/table.ts";
import { AppError } from "../../../../domain/errors.ts";
import { rulesFor } from "../../../support/session_rules.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

async function rowsOf(data: Uint8Array, mostRows?: number): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const batch of readTable(data, mostRows).rows()) rows.push(...batch);
  return rows;
}

describe("files of sessions", () => {
  it("reads the sample of LightningROD", async () => {
    const data = await readFile(
      new URL("../../../fixtures/charging/ev_charging_sample.csv", import.meta.url),
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

  it("asks for no zone where the file has no times", () => {
    const zoneOf = (text: string) => {
      const [header, ...rows] = text.split("\n").map((line) => line.split(","));
      const known = { zones: [], currency: "" };
      return guessPlan({ header: header!, isJson: false }, rows, known).zone;
    };
    assert.equal(zoneOf("Energy (kWh),Cost\n5,1.2\n6,1.4"), "UTC");
    assert.equal(zoneOf("Date,Energy (kWh)\n2026-05-01 10:00,5"), "");
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
    assert.deepEqual(await faults("kWh,note\n1,a\n2\n3"), [undefined, undefined, undefined]);
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
