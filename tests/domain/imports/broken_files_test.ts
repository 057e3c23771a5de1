import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { ReadPeriod } from "../../../domain/imports/read_rows.ts";
import { HOUR, milliseconds } from "../../../domain/time/time.ts";
import * as broken from "../../support/broken_files.ts";
import { expectedRows, type Sample, sampleBytes, SAMPLES } from "../../support/import_samples.ts";
import { knownSite, proposeText, readAs } from "../../support/proposals.ts";

const ZONES: Record<string, string> = {
  "09-home-assistant-history": "Europe/London",
  "10-many-sites-long": "Europe/London",
  "11-wind-scada": "Europe/London",
};

/** What has to be decided about the samples as they are. */
const QUESTIONS: Record<string, string[]> = {
  "05-octopus-export-meter": ["measures"],
  "08-green-button-net-meter": ["measures"],
  "10-many-sites-long": ["label"],
};

const siteOf = ({ name, reading, capacityKw }: Sample) =>
  knownSite(ZONES[name] ?? reading.zone, { capacity_kw: capacityKw, client_site_id: 2405 });

function partsOf({ name, linesAbove, reading }: Sample): broken.Parts {
  const text = new TextDecoder().decode(sampleBytes(name));
  return broken.partsOf(text, linesAbove, reading.header_lines, reading.delimiter);
}

/** Returns what is proposed for a text of a sample, and the fields that a person must decide beyond it. */
function proposed(sample: Sample, text: string) {
  const proposal = proposeText(text, siteOf(sample));
  const usual = QUESTIONS[sample.name] ?? [];
  const asked = proposal.questions.map(({ field }) => field).filter((one) => !usual.includes(one));
  return { proposal, asked };
}

/** Returns the mean power that the sample's expected rows have over a period; NaN where they do not cover it. */
function expectedKw(rows: ReturnType<typeof expectedRows>, period: ReadPeriod): number {
  let [energy, hours] = [0, 0];
  for (const row of rows) {
    if (row.client_site_id !== null && row.client_site_id !== period.site) continue;
    const start = Math.max(milliseconds(row.start_utc), period.startMs);
    const end = Math.min(milliseconds(row.end_utc), period.endMs);
    if (end <= start) continue;
    energy += row.generation_power_kw * (end - start) / HOUR;
    hours += (end - start) / HOUR;
  }
  return Math.abs(hours - (period.endMs - period.startMs) / HOUR) < 1e-6 ? energy / hours : NaN;
}

/** Asserts that each period that is read without another question is one of the sample. */
async function assertRightOrAsked(sample: Sample, text: string, least: number) {
  const { proposal, asked } = proposed(sample, text);
  if (proposal.wrong_kind) return assert.match(proposal.wrong_kind.text, /\.$/);
  if (asked.length > 0) {
    return proposal.questions.forEach(({ text }) => assert.match(text, /[?.]$/));
  }
  const { label } = sample.reading; // as a person decides it
  const reading = { ...proposal.reading!, label };
  const { periods, leftOut } = await readAs(text, { ...proposal, reading }, sample.capacityKw);
  const rows = expectedRows(sample.name);
  for (const period of periods) {
    const expected = expectedKw(rows, period);
    assert.ok(
      Math.abs(period.powerKw - expected) <= 0.0006,
      `line ${period.line}: ${period.powerKw} kW, expected ${expected}; ${
        JSON.stringify(proposal.reading)
      }`,
    );
  }
  for (const { message } of leftOut) assert.match(message, /\.$/);
  assert.ok(periods.length >= rows.length * least, `${periods.length} of ${rows.length} rows`);
}

const UNITS: Record<string, string> = { W: "mW", kW: "W", Wh: "mWh", kWh: "Wh" };

/** Ways in which files are broken, and the share of rows that are there nevertheless. */
const WAYS: [name: string, make: (parts: broken.Parts, sample: Sample) => string, least: number][] =
  [
    ["cut off within a line", broken.cutOff, 0.05],
    ["with the other decimal mark", broken.otherMark, 1],
    ["with its columns from right to left", broken.swapped, 1],
    ["with a header in French", broken.inFrench, 1],
    ["with a header in a language that is not known", broken.unknownNames, 1],
    ["with the value in another unit beside it", (parts, { reading }) => {
      const [column] = reading.value_columns;
      const name = parts.header[0]?.[column!] ?? "";
      const other = name.replace(/\(kwh\)$/i, "(Wh)").replace(reading.unit, UNITS[reading.unit]!);
      return broken.inTwoUnits(parts, column!, other);
    }, 1],
    ["with empty lines", broken.withEmptyLines, 1],
    ["with a second table below", broken.withTableBelow, 1],
    ["with quotes, and one that is not closed", broken.quoted, 0.8],
    ["with a line of a million letters", broken.withLongLine, 0.9],
  ];

describe("a sample that is broken", () => {
  for (const [name, make, least] of WAYS) {
    for (const sample of SAMPLES) {
      it(`${name} is read right, asked about or refused: ${sample.name}`, () =>
        assertRightOrAsked(sample, make(partsOf(sample), sample), least));
    }
  }
});

describe("a file over a change of clocks", () => {
  const london = knownSite("Europe/London");
  const lines = (day: string, hours: number[]) =>
    "Time,PV power (W)\n" + hours.flatMap((hour) =>
      [0, 15, 30, 45].map((minute) =>
        `${day} ${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")},${hour}`
      )
    ).join("\n") + "\n";
  const fields = (text: string) => proposeText(text, london).questions.map(({ field }) => field);

  it("asks for the zone where it has an hour that the site's clock skips", () => {
    const proposal = proposeText(lines("2026-03-29", [0, 1, 2, 3]), london);
    assert.deepEqual(proposal.questions.map(({ field }) => field), ["zone"]);
    assert.deepEqual(
      proposal.questions[0]!.choices.map(({ value }) => value),
      ["Europe/London", "UTC"],
    );
    assert.deepEqual(fields(lines("2026-03-29", [0, 2, 3])), []);
  });

  it("asks for the zone where it has an hour once that the site's clock shows twice", () => {
    assert.deepEqual(fields(lines("2026-10-25", [0, 1, 2, 3])), ["zone"]);
    assert.deepEqual(fields(lines("2026-10-25", [0, 1, 1, 2, 3])), []);
  });

  it("leaves out a single line of the skipped hour", async () => {
    const text = lines("2026-03-29", [0, 2, 3]) + "2026-03-29 01:30,5\n";
    const { leftOut } = await readAs(text, proposeText(text, london));
    assert.deepEqual(leftOut.map(({ reason }) => reason), ["skipped_hour"]);
    assert.match(leftOut[0]!.message, /2026-03-29 01:30/);
  });
});
