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
  ["hour", (score) => kw(score.hour)],
  ["mean", (score) => kw(score.mean)],
  ["median", (score) => kw(score.median)],
  ["best mix", (score) => `${kw(score.mix)} ${mixText(score)}`],
  ["ratio", (score) => ratio(score.ratio)],
  ["90 %", (score) => score.ratio_interval.map(ratio).join("-")],
  ["1st half", (score) => ratio(score.ratio_first_half)],
  ["2nd half", (score) => ratio(score.ratio_second_half)],
  ["P10-P90", (score) => percent(score.inside)],
  ["below", (score) => percent(score.below)],
  ["above", (score) => percent(score.above)],
  ["sun up", (score) => percent(score.inside_sun_up)],
  ["pinball", (score) => ratio(score.pinball)],
  ["30 days", (score) => ratio(score.pinball_30_days)],
  ["references", (score) => ratio(score.pinball_references)],
];

const mixText = ({ mix_of: { lasting, usual, share } }: Score) =>
  `(${share.toFixed(2)} ${lasting} + ${usual})`;

/** Formats the scores as the lines of a table. */
export function table(scores: Score[]): string[] {
  const cells = [
    COLUMNS.map(([name]) => name),
    ...scores.map((score) => COLUMNS.map(([, text]) => text(score))),
  ];
  const widths = COLUMNS.map((_, at) => Math.max(...cells.map((line) => line[at]!.length)));
  return [
    "Mean absolute error in kW over daylight; ratio: ours by the best reference (yesterday, the last",
    "index persisted, that of the last hour, mean and median of the hour in 30 days, their best mix in",
    "hindsight), with its 90 % interval by days.",
    "P10-P90: of these rows; sun up: of all quarter hours with the sun above the horizon.",
    ...cells.map((line) => line.map((text, at) => text.padStart(widths[at]!)).join("  ")),
  ];
}
