import assert from "node:assert/strict";
import { describe, it } from "@std/testing/bdd";
import type { Accuracy } from "../../../domain/accuracy/accuracy.ts";
import { BASELINE_MODEL } from "../../../domain/forecasts/baseline_forecast.ts";
import { byModel, modelLabel } from "../../../views/accuracy/by_model.ts";
import {
  aheadText,
  bias,
  biasShare,
  percent,
  sentence,
  shownModelText,
  skillText,
} from "../../../views/accuracy/words.ts";
import { DayColumns } from "../../../views/accuracy/day_columns.tsx";
import { PeriodText } from "../../../views/accuracy/daylight.tsx";
import { read } from "../../support/html.ts";
import { HorizonChart, type HorizonLine } from "../../../views/charts/horizon_chart.tsx";

function accuracy(given: Partial<Accuracy> = {}): Accuracy {
  return {
    model_name: "pvnet",
    horizon_hours: 6,
    pairs: 100,
    mae_kw: 4.1,
    rmse_kw: 6,
    bias_kw: 0,
    mae_share: 0.0834,
    rmse_share: 0.12,
    bias_share: 0,
    pinball_kw: 1.4,
    crps_kw: 3.1,
    pinball_share: 0.028,
    crps_share: 0.063,
    band_pairs: 0,
    inside_share: null,
    skill: 0.18,
    baseline_mae_kw: 5,
    ...given,
  };
}

const baseline = (given: Partial<Accuracy> = {}) =>
  accuracy({
    model_name: BASELINE_MODEL.name,
    mae_kw: 5,
    mae_share: 0.1017,
    skill: null,
    baseline_mae_kw: null,
    ...given,
  });

const said = (rows: Accuracy[], light: "daylight" | "day" = "day", shown?: string | null) =>
  sentence(rows, light, shown)
    .map((part) => typeof part === "string" ? part : part.figure).join("").replaceAll(
      "\u00a0",
      " ",
    );

describe("how good a forecast is, in words", () => {
  it("has its error, its share of the capacity, and the baseline's", () => {
    assert.equal(
      said([accuracy(), baseline()]),
      "In the last 30 days the forecast made about 6 hours ahead was off by 4.1 kW on average, " +
        "8 % of capacity; the simple baseline by 5.0 kW.",
    );
    assert.match(said([accuracy()], "daylight"), /on average in daylight, 8 %/);
  });

  it("leaves out what is not known", () => {
    assert.equal(
      said([accuracy({ mae_share: null, skill: null, baseline_mae_kw: null })]),
      "In the last 30 days the forecast made about 6 hours ahead was off by 4.1 kW on average.",
    );
  });

  it("is about the baseline where that is all there is, without a comparison", () => {
    assert.equal(
      said([baseline()]),
      "In the last 30 days the simple baseline, made about 6 hours ahead, was off by 5.0 kW on " +
        "average, 10 % of capacity.",
    );
  });

  it("is about the forecast that is shown, with its name where there are others", () => {
    const other = accuracy({ model_name: "other", mae_kw: 1, pairs: 900 });
    const rows = [other, accuracy(), baseline()];
    assert.match(said(rows, "day", "pvnet"), /days the forecast of pvnet made about 6 .* 4\.1 kW/);
    assert.match(said(rows), /the forecast of other made about 6 hours ahead was off by 1\.0 kW/);
    assert.match(said(rows, "day", BASELINE_MODEL.name), /the simple baseline, made .* 5\.0 kW/);
    const unnamed = [other, accuracy({ model_name: null, mae_kw: 2 })];
    assert.match(
      said(unnamed, "day", null),
      /the forecast that names no model, made about 6 hours ahead, was off by 2\.0 kW/,
    );
    assert.match(said([accuracy(), baseline()], "day", "pvnet"), /days the forecast made about/);
    assert.match(said([accuracy()], "day", "new"), /days the forecast of pvnet made about/);
  });

  it("leaves to a note what it does not say of the forecast that is shown", () => {
    const rows = [accuracy(), baseline()];
    assert.equal(shownModelText(rows, "pvnet"), undefined);
    assert.equal(shownModelText(rows, undefined), undefined);
    assert.equal(shownModelText([], "pvnet"), undefined);
    assert.equal(shownModelText(rows, "new"), "The forecast shown, of new, has no numbers yet.");
    assert.equal(shownModelText(rows, null), "The forecast shown has no numbers yet.");
    const ours = "The forecast shown is the simple baseline.";
    assert.equal(shownModelText([baseline()], BASELINE_MODEL.name), ours);
  });

  it("is about the model with most values, at six hours ahead or what is nearest in kind", () => {
    const few = accuracy({ model_name: "few", mae_kw: 1, pairs: 9 });
    assert.match(said([few, baseline({ pairs: 900 }), accuracy()]), /4\.1 kW/);
    const others = [48, 0, 24].map((horizon_hours) => accuracy({ horizon_hours }));
    assert.match(said(others), /made about 24 hours ahead/);
    assert.match(said(others.slice(0, 2)), /made less than half an hour ahead/);
    assert.match(said(others.slice(0, 1)), /made 42 hours ahead or more/);
  });

  it("is nothing without pairs", () => {
    assert.equal(said([]), "");
    assert.equal(said([accuracy({ pairs: 0, mae_kw: null })]), "");
  });
});

describe("the words of accuracy", () => {
  it("round to what can be read, with a real minus and none before zero", () => {
    const shares = [0, 0.004, -0.004, 0.0096, 0.5, -0.083, 1.5, -0.00001];
    assert.deepEqual(
      shares.map((share) => percent(share).replace("\u00a0", " ")),
      ["0 %", "0.4 %", "−0.4 %", "1 %", "50 %", "−8 %", "150 %", "0 %"],
    );
  });

  it("give a bias its direction, and zero none", () => {
    assert.deepEqual([1.2, -1.2, 0, 0.001, -0.001].map(bias), [
      "+1.2 kW",
      "−1.2 kW",
      "0 kW",
      "0.00 kW",
      "0.00 kW",
    ]);
    assert.deepEqual([0.05, -0.05, 0].map(biasShare), ["+5\u00a0%", "−5\u00a0%", "0\u00a0%"]);
  });

  it("say better and worse", () => {
    assert.deepEqual([0.18, -0.05, 0, 0.0001, null].map(skillText), [
      "18\u00a0% better",
      "5\u00a0% worse",
      "the same",
      "the same",
      "–",
    ]);
  });

  it("call one hour an hour", () => {
    assert.deepEqual([1, 3].map(aheadText), ["about 1 hour ahead", "about 3 hours ahead"]);
  });

  it("write the year once where it is the same", () => {
    const period = (from: string, to: string) =>
      String(
        <PeriodText
          period={{ from: Temporal.PlainDate.from(from), to: Temporal.PlainDate.from(to) }}
        />,
      );
    assert.match(period("2026-05-22", "2026-06-20"), /^22 May to 20 June 2026, /);
    assert.match(period("2025-12-10", "2026-01-08"), /^10 December 2025 to 8 January 2026, /);
  });
});

describe("the column of a day", () => {
  it("says what was marked, which is not compared, and else how it was", () => {
    const rest = { isInside: null, yesterdayKwh: null, knownKwh: null, clearSkyKwh: null };
    const day = Temporal.PlainDate.from("2026-11-21");
    const expected = { meanKwh: 130, p10Kwh: null, p90Kwh: null };
    const days = [
      { ...rest, day, producedKwh: 0, expected, outage: "curtailment" as const },
      { ...rest, day: day.add({ days: 1 }), producedKwh: null, expected, outage: null },
    ];
    const columns = read(<DayColumns siteUuid="1" days={days} />);
    assert.deepEqual(columns.texts("li.out"), ["21 ✕"]);
    assert.deepEqual(columns.attributes("title", "a"), [
      "21 November, curtailment marked: 0 kWh produced, 130 kWh expected",
      "22 November: not measured enough, 130 kWh expected",
    ]);
  });
});

describe("models", () => {
  it("come by their values, the baseline last, rows by horizon", () => {
    const rows = [
      baseline({ pairs: 900 }),
      accuracy({ horizon_hours: 24 }),
      accuracy({ horizon_hours: 1 }),
      accuracy({ model_name: null, pairs: 300 }),
      accuracy({ model_name: "none", pairs: 0, mae_kw: null }),
    ];
    assert.deepEqual(
      byModel(rows).map(({ name, pairs, rows }) => [name, pairs, rows.length]),
      [[null, 300, 1], ["pvnet", 200, 2], [BASELINE_MODEL.name, 900, 1]],
    );
    assert.deepEqual(byModel(rows)[1]!.rows.map(({ horizon_hours }) => horizon_hours), [1, 24]);
  });

  it("without a name say so", () => {
    assert.deepEqual([null, " ", "pvnet"].map(modelLabel), [
      "(no model named)",
      "(no model named)",
      "pvnet",
    ]);
  });
});

describe("the chart of errors by horizon", () => {
  const draw = (...lines: HorizonLine[]) =>
    read(<HorizonChart lines={lines} description="In words." />);
  const line = (label: string, points: [number, number][], isBaseline = false): HorizonLine => ({
    label,
    isBaseline,
    points: points.map(([horizonHours, kw]) => ({ horizonHours, kw })),
  });

  it("has a mark for each error, and a gap where there is none", () => {
    const chart = draw(line("pvnet", [[0, 1], [1, 2], [6, 4]]));
    assert.equal(chart.count("circle"), 3);
    assert.equal(chart.attribute("d", "path")!.match(/M/g)!.length, 2);
    assert.ok(chart.has('[role="img"]'));
  });

  it("keeps the names of lines that end at one place apart", () => {
    const lines = ["a", "b", "c"].map((label) => line(label, [[48, 3]]));
    const chart = draw(...lines, line("baseline", [[48, 3]], true));
    const tops = chart.attributes("y", ".label").map((y) => parseFloat(y!)).sort((a, b) => a - b);
    assert.equal(tops.length, 4);
    tops.slice(1).forEach((top, index) => assert.ok(top - tops[index]! >= 5.9, tops.join(" ")));
  });

  it("keeps both ends of a long name", () => {
    const chart = draw(line("pvnet_intraday", [[0, 1]]), line("pvnet_day_ahead", [[0, 2]]));
    assert.deepEqual(chart.texts(".label").sort(), ["pvnet…_ahead", "pvnet…traday"]);
  });

  it("writes names as text, and draws an error of nothing", () => {
    const chart = draw(line("<img>", [[0, 0]]));
    assert.equal(chart.text(".label"), "<img>");
    assert.equal(chart.has("img"), false);
    assert.doesNotMatch(chart.source, /NaN|Infinity|undefined/);
  });
});
