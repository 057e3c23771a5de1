import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import { daylightFit, sunDay } from "../../../domain/imports/daylight_fit.ts";
import type { Import, PreviewDay } from "../../../domain/imports/import.ts";
import { DayPicture } from "../../../views/imports/day_picture.tsx";
import { daylightDoubt, daylightText } from "../../../views/imports/daylight_text.ts";
import { ImportPage } from "../../../views/imports/show.tsx";
import type { FormState } from "../../../views/ui/form_state.ts";
import { read } from "../../support/html.ts";
import {
  daysOfPower,
  importOf,
  LABEL_QUESTION,
  previewOf,
  previewSite,
  PROPOSAL,
  READING,
  SITE_UUID,
} from "../../support/import_fixtures.ts";

const BERLIN = { latitude: 52.5, longitude: 13.4 };
const ZONE = "Europe/Berlin";

/** Half hours of power from sunrise to sunset, later or earlier by some. */
function daysByTheSun(days: string[], late = 0): PreviewDay[] {
  return days.map((day) => {
    const { startMs, sun } = sunDay(day, ZONE, BERLIN);
    const at = (ms: number) => Math.round((ms - startMs) / 1_800_000) + late;
    const half_hours = Array.from(
      { length: 48 },
      (_, index) => index >= at(sun!.riseMs) && index < at(sun!.setMs) ? 2 : 0,
    );
    return { day, energy_kwh: 20, half_hours };
  });
}

const fitOf = (days: PreviewDay[]) =>
  daylightFit(days, { zone: ZONE, highestKw: 2, place: BERLIN })!;

describe("the days of a file under the sun", () => {
  const days = ["2026-03-27", "2026-03-28", "2026-03-30", "2026-06-21"];

  it("know that the sun rises and sets an hour later by the clock once summer time begins", () => {
    const clocks = ["2026-03-28", "2026-03-30"].map((day) => {
      const { startMs, sun } = sunDay(day, ZONE, BERLIN);
      return Math.round((sun!.riseMs - startMs) / 60_000);
    });
    // 5:51 and 6:47 in Berlin, by tables of the sun.
    assert.ok(Math.abs(clocks[0]! - 351) <= 2 && Math.abs(clocks[1]! - 407) <= 2, `${clocks}`);
  });

  it("raise no doubt where power begins and ends with the sun", () => {
    assert.equal(daylightDoubt(fitOf(daysByTheSun(days))), undefined);
    const text = daylightText(fitOf(daysByTheSun(days)));
    assert.match(text, /^Over 4 days, power begins on average/);
    assert.match(text, /middle of its energy lies (at|5 min (before|after)) the sun’s noon\.$/);
    assert.match(daylightText(fitOf(daysByTheSun(days, 1))), /(25|30|35) min after the sun’s noon/);
  });

  it("raise a doubt where a file is read an hour late or early", () => {
    for (const late of [2, -2]) {
      assert.match(daylightDoubt(fitOf(daysByTheSun(days, late)))!, /power while the sun is down/);
    }
  });

  it("raise a doubt where power is shifted within daylight", () => {
    const shifted = daysOfPower(1, { from: 20, to: 36 });
    assert.match(daylightDoubt(fitOf(shifted))!, /about \d+ min late between sunrise and sunset/);
  });

  it("raise no doubt where a file holds a part of a day alone", () => {
    const [day] = daysByTheSun(["2026-06-21"]);
    const half_hours = day!.half_hours!.map((kw, at) => at < 24 ? kw : null);
    const fit = fitOf([{ ...day!, half_hours }]);
    assert.equal(daylightDoubt(fit), undefined);
    assert.equal(daylightText(fit), "");
  });

  it("say nothing of days without power, and of a polar day", () => {
    const dark = daysOfPower(1, { highest: 0 });
    assert.equal(daylightFit(dark, { zone: ZONE, highestKw: 0, place: BERLIN }), null);
    const pole = { latitude: 78, longitude: 15 };
    assert.equal(
      daylightFit(
        daysOfPower(1).map((day) => ({ ...day, day: "2026-06-21" })),
        { zone: "Arctic/Longyearbyen", highestKw: 5, place: pole },
      ),
      null,
    );
  });
});

describe("the picture of the days", () => {
  const draw = (
    count: number,
    change = (day: PreviewDay) => day,
    place = BERLIN as typeof BERLIN | null,
  ) =>
    read(
      <DayPicture
        site={previewSite({ days: daysOfPower(count).map(change) })}
        place={place}
        description="In words."
      />,
    );

  it("draws a few days as bars with their energy, many as shades", () => {
    const few = draw(2);
    assert.deepEqual(few.texts(".energies text"), ["30 kWh", "30 kWh"]);
    assert.deepEqual(few.texts(".axis > text").slice(0, 2), ["Mon 5 Oct", "Tue 6 Oct"]);
    const many = draw(40);
    assert.ok(many.count("path.power") > 3 && !many.has(".energies"));
    assert.equal(few.text("title"), "Power by day and time of day");
    assert.equal(few.text("desc"), "In words.");
  });

  it("draws sunrise and sunset of each day and the hours without sun, of a place that is known", () => {
    const drawn = draw(3);
    assert.deepEqual(
      drawn.attributes("d", ".sun").map((d) => d!.split("M").length - 1),
      [3, 3],
    );
    assert.equal(drawn.attribute("d", ".night")!.split("Z").length - 1, 6);
    const without = draw(3, undefined, null);
    assert.ok(!without.has(".sun"));
  });

  it("tells a gap from no power", () => {
    const withGap = (day: PreviewDay) => ({
      ...day,
      half_hours: day.half_hours!.map((kw, at) => at === 20 ? null : kw),
    });
    assert.ok(!draw(20).has(".gap"));
    assert.ok(draw(20, withGap).has(".gap"));
  });
});

const state = (values = {}): FormState => ({ values, errors: [] });
const show = (file: Import, form = state()) =>
  read(
    <ImportPage
      file={file}
      state={form}
      sites={{ options: [{ value: SITE_UUID, label: "Roof" }], isCut: false }}
      drawn={null}
      places={new Map([[SITE_UUID, BERLIN]])}
    />,
  );

describe("the page of an import", () => {
  it("asks what is open with nothing chosen, and keeps it out of the rest of the form", () => {
    const page = show(importOf({ proposal: { ...PROPOSAL, questions: [LABEL_QUESTION] } }));
    assert.equal(page.text(".badge"), "Has a question");
    assert.equal(page.count('input[type="radio"][name="label"]'), 2);
    assert.ok(!page.has('[name="label"][checked]') && !page.has('select[name="label"]'));
    assert.ok(page.has('select[name="unit"]'));
    assert.ok(!page.has("details[open]"));
  });

  it("opens the rest of the form where something in it is wrong", () => {
    const errors = [{ field: "zone", message: "Not a time zone." }];
    assert.ok(show(importOf(), { values: {}, errors }).has("details[open] #zone[aria-invalid]"));
  });

  it("says by name what a file holds instead of generation", () => {
    const wrong_kind = { kind: "ev_charging" as const, text: "A log of car charging." };
    const page = show(importOf({ proposal: { ...PROPOSAL, reading: null, wrong_kind } }));
    assert.equal(page.text(".callout"), "A log of car charging.");
    assert.ok(!page.has("form"));
  });

  it("shows rows as sentences by the site's clock, with the offset when clocks change", () => {
    const page = show(importOf({ state: "checked", reading: READING, preview: previewOf() }));
    assert.deepEqual(page.texts(".rows li"), [
      "Line 2: 5 October 2026, 00:00–00:15 → 0 kW",
      "Line 3: 5 October 2026, 00:15–00:30 → 1.234 kW",
      "Line 289: 25 October 2026, 02:45–03:00 (UTC+1) → 0.5 kW",
    ]);
    assert.deepEqual(page.texts(".counts dd"), ["280", "6", "2", "3"]);
    assert.equal(page.text(".confirm button"), "Store 280 measurements");
    assert.match(page.text(".preview-site > p"), /89 kWh\. Highest power 5\.4 kW, 77 % of/);
  });

  it("warns of an unlikely highest power, and offers nothing to store where nothing is new", () => {
    const tooMuch = previewOf({
      sites: [previewSite({ highest_kw: 5400 })],
      counts: { new: 0, unchanged: 9, conflicting: 0, left_out: 0 },
    });
    const page = show(importOf({ state: "checked", reading: READING, preview: tooMuch }));
    assert.match(page.text(".preview-site .callout"), /more than the site can deliver/);
    assert.ok(!page.has(".confirm"));
    assert.match(page.text(), /There is nothing to store/);
  });

  it("follows the work by itself, and has a link where scripts are off", () => {
    const page = show(importOf({ state: "storing", done: 2000, total: 8760 }));
    assert.equal(page.attribute("hx-trigger", "#import-file"), "every 1s");
    assert.match(page.text(), /2,000 of 8,760 measurements/);
    assert.ok(page.has(".without-script a"));
    assert.ok(!show(importOf()).has("[hx-trigger]"));
  });

  it("links from the result to the days, to what was left out and to the undoing", () => {
    const result = { inserted: 280, unchanged: 6, conflicting: 2, replaced: 0 };
    const page = show(importOf({ state: "stored", preview: previewOf(), result, batch_id: 3 }));
    assert.match(page.text(), /280 measurements stored, 6 measurements there already, 2 /);
    assert.deepEqual(
      page.attributes("href", "#import-file a").map((href) => href!.split("/").at(-1)),
      [`${SITE_UUID}?start=2026-10-05&end=2026-10-07`, "left-out", "undo", "imports"],
    );
  });
});
