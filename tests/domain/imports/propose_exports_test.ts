import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { Proposal } from "../../../domain/imports/reading.ts";
import { findEncoding } from "../../../domain/imports/recognise/encoding.ts";
import { HOUR, utcText } from "../../../domain/time/time.ts";
import { exported, moments } from "../../support/exports.ts";
import { OF_INVERTERS } from "../../support/inverter_exports.ts";
import { OTHER_FILES } from "../../support/other_files.ts";
import { knownSite, proposeBytes, proposeText, readAs } from "../../support/proposals.ts";
import { OF_LANGUAGES } from "../../support/written_exports.ts";
import { WRITTEN_TIMES } from "../../support/written_times.ts";

const Q = moments(15);
const site = knownSite("Europe/Berlin", { capacity_kw: 6 });

/** Returns what is proposed in a line: columns, shape, unit, how times are written, label, step, zone, questions. */
function summary({ reading, columns, questions, wrong_kind }: Proposal): string {
  if (!reading) return `refused: ${wrong_kind!.kind}`;
  const { value_columns, shape, unit, time, end_time, label, step_minutes, zone } = reading;
  return [
    value_columns.map((index) => columns[index]!.name).join(" + "),
    `${shape} ${unit}`,
    `${time.form} ${end_time ? "start and end" : label} ${step_minutes} ${zone}`,
    ...questions.map(({ field }) => `${field}?`),
  ].join(" | ");
}

describe("the reading that is proposed for an export", () => {
  for (const [name, text, expected] of [...OF_INVERTERS, ...OF_LANGUAGES]) {
    it(`is right: ${name}`, () => assert.equal(summary(proposeText(text, site)), expected));
  }

  for (const [name, text, proposed, first] of WRITTEN_TIMES) {
    it(`reads times that are written as ${name}`, async () => {
      const proposal = proposeText(text, site);
      const [, , times, ...questions] = summary(proposal).split(" | ");
      assert.equal([times, ...questions].join(" "), proposed);
      const { periods, leftOut } = await readAs(text, proposal, 6);
      const last = periods.at(-1)!;
      assert.deepEqual([periods.length, leftOut], [96, []]);
      assert.deepEqual([utcText(periods[0]!.startMs), last.endMs - periods[0]!.startMs], [
        first,
        24 * HOUR,
      ]);
    });
  }

  it("is refused by name where it is none of generation", () => {
    for (const [name, text, kind] of OTHER_FILES) {
      const { wrong_kind } = proposeText(text, site);
      assert.equal(wrong_kind?.kind, kind, name);
      assert.match(wrong_kind!.text, /\.$/, name);
    }
  });

  it("adds up the inverters that a column names, and takes the sites that one names", () => {
    const text = exported(
      "site_name;Inverter;Time;Power (kW)",
      [...Q, ...Q],
      (m) => `Barn;${m.index % 2};${m.ymd} ${m.clock};${m.power.toFixed(2)}`,
    );
    const sites = [site, knownSite("Europe/Berlin", { site_uuid: "2", name: "Barn" })];
    const { reading, questions } = proposeText(text, null, { sites });
    assert.equal(reading!.site_column, 0);
    assert.equal(reading!.inverter_column, 1);
    assert.deepEqual(questions.map(({ field }) => field), ["label"]);
  });

  it("asks for the site alone where neither it nor the zone is known: the site decides the zone", () => {
    const sites = [site, knownSite("Europe/London", { site_uuid: "2", name: "Barn" })];
    const text = exported(
      "Time;PV power (kW)",
      Q,
      (m) => `${m.ymd} ${m.clock};${m.power.toFixed(2)}`,
    );
    const { questions } = proposeText(text, null, { sites });
    assert.deepEqual(questions.map(({ field }) => field), ["site"]);
  });
});

describe("the encoding of a file", () => {
  const text = exported(
    "Zeit;Vergütung;Erzeugung für Süd [W]",
    Q,
    (m) => `${m.ymd} ${m.clock};0;${Math.round(m.power * 3000)}`,
  );
  const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  const wide = Uint8Array.from([...text].flatMap((letter) => [letter.charCodeAt(0), 0]));
  const facts = { sites: [site], site, remembered: [] };

  it("is found by its mark, its zeros or its faults", () => {
    const utf8 = new TextEncoder().encode(text);
    const turned = wide.map((_, at) => wide[at ^ 1]!);
    assert.equal(findEncoding(utf8), "utf-8");
    assert.equal(findEncoding(utf8.subarray(0, text.indexOf("ü") + 1)), "utf-8"); // cut in a letter
    assert.equal(findEncoding(latin), "windows-1252");
    assert.equal(findEncoding(wide), "utf-16le");
    assert.equal(findEncoding(turned), "utf-16be");
    assert.equal(findEncoding(Uint8Array.of(0xff, 0xfe, 0x41, 0x04)), "utf-16le");
  });

  it("does not change what is proposed", () => {
    for (const bytes of [latin, wide]) {
      const { proposal } = proposeBytes(bytes, facts);
      const expected = "Erzeugung für Süd [W] | power W | ymd start 15 Europe/Berlin | label?";
      assert.equal(summary(proposal), expected);
    }
  });
});
