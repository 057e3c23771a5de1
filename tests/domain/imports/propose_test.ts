import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { headerStart } from "../../../domain/imports/recognise/table.ts";
import { utcText } from "../../../domain/time/time.ts";
import { expectedRows, sampleBytes, SAMPLES } from "../../support/import_samples.ts";
import { knownSite, proposeBytes, proposeText, readAs } from "../../support/proposals.ts";

const ZONES: Record<string, string> = {
  "09-home-assistant-history": "Europe/London",
  "10-many-sites-long": "Europe/London",
  "11-wind-scada": "Europe/London",
};

/** What the samples cannot say by themselves. */
const QUESTIONS: Record<string, string[]> = {
  "05-octopus-export-meter": ["measures"],
  "08-green-button-net-meter": ["measures"],
  "10-many-sites-long": ["label"],
};

/** Returns what is proposed for a sample: one file is of three sites, the others of the chosen one. */
function proposed(name: string, zone: string, capacity_kw: number) {
  const site = knownSite(zone, { capacity_kw });
  const many = [2405, 2408, 2411].map((number) => ({
    ...site,
    site_uuid: String(number),
    client_site_id: number,
  }));
  const facts = name.startsWith("10") ? { sites: many, site: null } : { sites: [site], site };
  return proposeBytes(sampleBytes(name), { ...facts, remembered: [] });
}

describe("the reading that is proposed for a sample", () => {
  for (const { name, reading, linesAbove, capacityKw } of SAMPLES) {
    it(`is right, and asks what nobody can see: ${name}`, async () => {
      const { head, proposal } = proposed(name, ZONES[name] ?? reading.zone, capacityKw);
      assert.equal(proposal.wrong_kind, null);
      assert.deepEqual(proposal.questions.map(({ field }) => field), QUESTIONS[name] ?? []);
      assert.equal(proposal.lines_above, linesAbove);
      assert.equal(headerStart(head).lines, linesAbove);

      const { periods } = await readAs(head, proposal, capacityKw);
      const expected = expectedRows(name);
      assert.deepEqual(
        periods.map(({ site, startMs, endMs }) => [utcText(startMs), utcText(endMs), site]),
        expected.map((row) => [row.start_utc, row.end_utc, row.client_site_id]),
      );
      for (const [i, { powerKw }] of periods.entries()) {
        const kw = expected[i]!.generation_power_kw;
        assert.ok(Math.abs(powerKw - kw) <= 0.0005, `row ${i + 1}: ${powerKw}, expected ${kw}`);
      }
    });
  }

  it("is none for a log of charging vehicles", () => {
    const { proposal } = proposed("12-ev-charging-log", "Europe/London", 7);
    assert.equal(proposal.reading, null);
    assert.equal(proposal.wrong_kind?.kind, "ev_charging");
    assert.match(proposal.wrong_kind!.text, /charging/);
  });

  it("asks about an export meter whose file leaves out the zeros of the night", () => {
    const energies = [0.05, 0.4, 0.9, 1.2, 0.8, 0.3, 0.02];
    const hour = (i: number) => `2026-06-03T${String(7 + i * 2).padStart(2, "0")}:00:00Z`;
    const meter = (of: number[]) =>
      " Consumption (kwh), Start\n" + of.map((kwh, i) => `${kwh}, ${hour(i)}`).join("\n");
    const site = knownSite("Europe/London");
    const { questions } = proposeText(meter(energies), site);
    assert.equal(questions[0]?.field, "measures");
    const home = proposeText(meter(energies.map((kwh) => kwh + 0.3)), site);
    assert.equal(home.wrong_kind?.kind, "consumption");
  });

  it("keeps nothing of the lines above the header", () => {
    const { proposal } = proposed("08-green-button-net-meter", "America/Los_Angeles", 7);
    assert.doesNotMatch(JSON.stringify(proposal), /CUSTOMER|EXAMPLE WAY|0000000000/);
  });
});

describe("a remembered reading", () => {
  const site = knownSite("Europe/London", { capacity_kw: 12 });
  const text = "ss_id,datetime_GMT,generation_Wh\n" +
    ["04:30,0.0", "05:00,20.5", "05:30,98.8", "06:00,80.0"]
      .map((row) => `2405,2026-06-03 ${row}`).join("\n");

  it("takes the place of the proposal and its questions", () => {
    const first = proposeText(text, site);
    assert.deepEqual(first.questions.map(({ field }) => field), ["label"]);
    const reading = { ...first.reading!, label: "end" as const };
    const known = { name: "Portal", shape_key: first.shape_key, reading };
    const second = proposeText(text, site, { remembered: [known] });
    assert.deepEqual(second.questions, []);
    assert.equal(second.reading!.label, "end");
    assert.match(second.reasons.join(), /Portal/);
  });

  it("is not taken where the dates of this file are written in another order", () => {
    const days = (date: string) =>
      `Time,Power (W)\n${date} 12:00,5\n${date} 12:15,6\n${date} 12:30,7`;
    const first = proposeText(days("13/02/2026"), site);
    const known = { name: "Portal", shape_key: first.shape_key, reading: first.reading! };
    const second = proposeText(days("02/13/2026"), site, { remembered: [known] });
    assert.equal(second.reading!.time.form, "mdy");
    assert.match(second.reasons.join(), /does not fit/);
  });
});
