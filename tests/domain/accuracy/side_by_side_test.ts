import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { ReliabilityDay } from "../../../domain/accuracy/reliability.ts";
import { type ModelPair, sideBySide } from "../../../domain/accuracy/side_by_side.ts";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import { WEATHER_NAME } from "../../../domain/forecasts/own_models.ts";
import {
  againstText,
  sideBySideSentences,
  sideName,
} from "../../../views/accuracy/side_by_side_words.ts";

const TODAY = Temporal.PlainDate.from("2026-11-20");
const dayBefore = (count: number) => TODAY.subtract({ days: count });
/** Energies that days produced: none is like the day before. */
const producedOn = (at: number) => 100 + 40 * (at % 3);

/** The last days, the newest of which is yesterday. */
const lastDays = (count: number): ReliabilityDay[] =>
  Array.from({ length: count }, (_, i) => count - i).map((at) => ({
    day: dayBefore(at),
    producedKwh: producedOn(at),
    outage: null,
    expected: null,
    isInside: null,
    yesterdayKwh: producedOn(at + 1),
    knownKwh: null,
    clearSkyKwh: null,
  }));

/** A model that is so far off, up and down in turn, on the last `count` days and the next. */
const model = (model_name: string, offKwh: number, spreadKwh: number, count = 60): ModelPair[] =>
  Array.from({ length: count + 2 }, (_, i) => count - i).map((at) => ({
    model_name,
    day: `${dayBefore(at)}`,
    forecastKwh: producedOn(at + 3) + (at % 2 === 0 ? offKwh : -offKwh),
    belowKwh: spreadKwh,
    aboveKwh: spreadKwh,
    potentialKwh: 300,
    measuredKwh: at < 1 ? null : producedOn(at),
  }));

const BASELINE = model(BASELINE_MODEL.name, 20, 30);
const said = (of: ReturnType<typeof sideBySide>) =>
  sideBySideSentences(of!, TODAY).map((sentence) =>
    sentence.map((part) => typeof part === "string" ? part : part.figure).join("")
      .replaceAll("\u00a0", " ")
  );

describe("models side by side", () => {
  it("say how much less the better one erred, day by day, and how much surer tomorrow is", () => {
    const compared = sideBySide(
      [...BASELINE, ...model(WEATHER_NAME, 10, 30)],
      lastDays(30),
      TODAY,
    )!;
    assert.equal(compared.days, 30);
    assert.equal(`${compared.nextDay}`, "2026-11-21");
    const [weather, baseline, yesterday] = compared.sides;
    assert.ok(Math.abs(baseline!.maeKwh! - 20) < 1, `${baseline!.maeKwh}`);
    assert.ok(Math.abs(weather!.maeKwh! - 10) < 1, `${weather!.maeKwh}`);
    assert.ok(Math.abs(yesterday!.maeKwh! - 160 / 3) < 1, `${yesterday!.maeKwh}`);
    assert.ok(weather!.againstBaseline!.isReal);
    const [certain, erred, ...rest] = said(compared);
    assert.match(certain!, /^Weather makes tomorrow’s energy (4|5)\d % more certain\.$/);
    assert.match(erred!, /^Over 30 days the forecast with weather erred (49|50|51) % less than /);
    assert.deepEqual(rest, []);
    assert.deepEqual(compared.sides.map((side) => sideName(side, compared)), [
      "With weather",
      "Without weather",
      "As yesterday",
    ]);
  });

  it("say that there is no clear difference where single days make it", () => {
    const lucky = BASELINE.map((pair, at) => ({
      ...pair,
      model_name: WEATHER_NAME,
      forecastKwh: at === 50 ? pair.forecastKwh + 60 : pair.forecastKwh,
    }));
    const compared = sideBySide([...BASELINE, ...lucky], lastDays(30), TODAY)!;
    const { skill, isReal } = compared.sides[0]!.againstBaseline!;
    assert.deepEqual([isReal, Math.abs(skill) > 0.02], [false, true]);
    assert.match(said(compared).at(-1)!, /no clear difference/);
    assert.equal(againstText(compared.sides[0]!), "no clear difference");
  });

  it("compare from 14 days on, and not a model that has stopped", () => {
    const young = (count: number) => [...BASELINE, ...model("pvnet", 1, 5, count)];
    const few = sideBySide(young(13), lastDays(30), TODAY)!;
    assert.deepEqual(
      few.sides.map(({ model_name, maeKwh }) => [model_name, maeKwh]),
      [[BASELINE_MODEL.name, null], ["pvnet", null]],
    );
    assert.deepEqual(said(few), []);
    const enough = sideBySide(young(14), lastDays(30), TODAY)!;
    assert.equal(enough.days, 14);
    assert.match(said(enough)[0]!, /^Over 14 days pvnet erred \d+ % less than the baseline\.$/);
    const gone = model("gone", 1, 5).slice(0, -4);
    assert.equal(sideBySide([...BASELINE, ...gone], lastDays(30), TODAY), undefined);
  });
});
