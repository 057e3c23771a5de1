import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { Reading } from "../../../domain/imports/reading.ts";
import { parseReading, readingValues } from "../../../routes/imports/reading_form.ts";
import { READING } from "../../support/import_fixtures.ts";

const READINGS: Record<string, Reading> = {
  "a German file": READING,
  "tabs and spaces": { ...READING, delimiter: "\t", thousands: " " },
  "no thousands mark": { ...READING, delimiter: "|", decimal: ".", thousands: "" },
  "date and time in two columns, several inverters": {
    ...READING,
    time: { columns: [0, 3], form: "ymd" },
    value_columns: [1, 2],
    inverter_column: 0,
    site_column: 3,
  },
  "an end that is the last minute": {
    ...READING,
    end_time: { columns: [0, 1], form: "dmy" },
    is_end_inclusive: true,
    step_minutes: 0.5,
  },
};

describe("the form that says how a file is read", () => {
  for (const [name, reading] of Object.entries(READINGS)) {
    it(`gives back what it shows: ${name}`, () => {
      assert.deepEqual(parseReading(readingValues(reading)), { data: reading });
    });
  }

  it("names the field of each error, once", () => {
    const posted = {
      ...readingValues(READING),
      time_column: "",
      time_form: "",
      end_column: "1",
      value_columns: [],
      step_minutes: "0",
      header_lines: "some",
      label: "",
      zone: "Mars/North",
    };
    const fields = parseReading(posted).fields?.map(({ field }) => field);
    assert.deepEqual(fields?.sort(), [
      "header_lines",
      "label",
      "step_minutes",
      "time_column",
      "time_form",
      "value_columns",
    ]);
    const wrongZone = parseReading({ ...readingValues(READING), zone: "Mars/North" });
    assert.deepEqual(wrongZone.fields?.map(({ field }) => field), ["zone"]);
  });

  it("takes a decimal comma, and nothing for granted that was not sent", () => {
    const posted = { ...readingValues(READING), step_minutes: "7,5" };
    assert.equal(parseReading(posted).data?.step_minutes, 7.5);
    assert.ok(parseReading({}).fields!.length > 8);
  });
});
