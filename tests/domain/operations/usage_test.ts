import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { usageDays } from "../../../domain/operations/usage.ts";

const TODAY = Temporal.PlainDate.from("2026-06-21");
const days = (from?: string, to?: string) => usageDays({ from, to }, TODAY);

describe("the days of a question on usage", () => {
  it("are the last seven where nothing else is asked for", () => {
    const week = { data: { from: "2026-06-15", to: "2026-06-21" } };
    assert.deepEqual(days(), week);
    assert.deepEqual(days("", ""), week);
  });

  it("are those from the first to the last, also a single one", () => {
    assert.deepEqual(days("2026-01-01", "2026-01-01").data, {
      from: "2026-01-01",
      to: "2026-01-01",
    });
    assert.deepEqual(days("2024-02-29", "2024-03-01").data, {
      from: "2024-02-29",
      to: "2024-03-01",
    });
  });

  it("run to today without a last one, and are a week without a first", () => {
    assert.deepEqual(days("2026-03-01").data, { from: "2026-03-01", to: "2026-06-21" });
    assert.deepEqual(days(undefined, "2026-03-01").data, { from: "2026-02-23", to: "2026-03-01" });
  });

  it("are at most 366", () => {
    assert.ok(days("2025-06-21", "2026-06-21").data);
    assert.deepEqual(days("2025-06-20", "2026-06-21").fields, [
      { field: "to", message: "Ask for at most 366 days at once." },
    ]);
  });

  it("are refused in reverse", () => {
    const reversed = [{ field: "to", message: "The last day must not be before the first." }];
    assert.deepEqual(days("2026-06-22", "2026-06-21").fields, reversed);
    assert.deepEqual(days("2026-06-22").fields, reversed);
  });

  it("are refused at the field that is no day", () => {
    const noDay = (field: string) => [{ field, message: "Write a day like 2026-11-21." }];
    for (const text of ["someday", "2026-02-29", "2026-6-1", "21.06.2026", "1899-01-01", "'"]) {
      assert.deepEqual(days(text, "2026-06-21").fields, noDay("from"), text);
      assert.deepEqual(days("2026-06-21", text).fields, noDay("to"), text);
    }
    assert.deepEqual(days(undefined, "9999-99-99").fields, noDay("to"));
  });
});
