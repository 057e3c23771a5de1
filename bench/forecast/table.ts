import type { Score } from "./score.ts";

const kw = (value: number) => value.toFixed(2);
const ratio = (value: number) => value.toFixed(3);
const percent = (value: number) => `${(100 * value).toFixed(1)}%`;

const COLUMNS: [string, (score: Score) => string][] = [
  ["hours", (score) => `${score.horizon_hours}`],
  ["rows", (score) => `${score.rows}`],
  ["ours", (score) => kw(score.ours)],
  ["yesterday", (score) => kw(score.yesterday)],
  ["persisted", (score) => kw(score.persisted)],
  ["mean", (score) => kw(score.mean)],
  ["mix", (score) => `${kw(score.mix)} (${score.mix_share.toFixed(2)})`],
  ["(median)", (score) => kw(score.median)],
  ["ratio", (score) => ratio(score.ratio)],
  ["1st half", (score) => ratio(score.ratio_first_half)],
  ["2nd half", (score) => ratio(score.ratio_second_half)],
  ["P10-P90", (score) => percent(score.inside)],
  ["below", (score) => percent(score.below)],
  ["above", (score) => percent(score.above)],
  ["sun up", (score) => percent(score.inside_sun_up)],
  ["pinball", (score) => ratio(score.pinball)],
  ["references", (score) => ratio(score.pinball_references)],
];

/** Formats the scores as the lines of a table. */
export function table(scores: Score[]): string[] {
  const cells = [
    COLUMNS.map(([name]) => name),
    ...scores.map((score) => COLUMNS.map(([, text]) => text(score))),
  ];
  const widths = COLUMNS.map((_, at) => Math.max(...cells.map((line) => line[at]!.length)));
  return [
    "Mean absolute error in kW over daylight; ratio: ours by the best reference (yesterday, persisted, mean, mix).",
    "P10-P90: of these rows; sun up: of all quarter hours with the sun above the horizon.",
    ...cells.map((line) => line.map((text, at) => text.padStart(widths[at]!)).join("  ")),
  ];
}
