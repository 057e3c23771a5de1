import type { Comparison, ReliabilitySummary } from "../../domain/accuracy/reliability_summary.ts";
import type { ReliabilityDay } from "../../domain/accuracy/reliability.ts";
import { dayAndMonth } from "../ui/day_text.ts";
import { energy } from "../ui/numbers.ts";
import { percent, type Phrase, skillText } from "./words.ts";

/** Days below which a comparison says more about the weather than about the forecast. */
const LEAST_COMPARED = 5;

export const NOTHING_TO_COMPARE =
  "Nothing can be compared yet: that needs a day that was forecast at 9:00 of the day before, and measured.";

/**
 * Says how reliable day-ahead energies were: `22 of 30 days were within the range; typically 40 kWh
 * off, 12 % better than “as yesterday”.` Empty without a compared day.
 */
export function reliabilitySentence(summary: ReliabilitySummary): Phrase[] {
  const { compared, ranged, inside, maeKwh, yesterday } = summary;
  if (maeKwh === null) return [];
  const off: Phrase[] = ["ypically ", { figure: energy(maeKwh) }, " off"];
  const within: Phrase[] = ranged > 0
    ? [{ figure: `${inside} of ${ranged}` }, ` ${daysText(ranged)} within the range; t`, ...off]
    : ["T", ...off, ` over ${compared} ${compared === 1 ? "day" : "days"}`];
  return [...within, ...against(yesterday), "."];
}

const daysText = (days: number) => days === 1 ? "day was" : "days were";

function against(yesterday: Comparison | null): Phrase[] {
  if (!yesterday || yesterday.skill === null || yesterday.days < LEAST_COMPARED) return [];
  const text = skillText(yesterday.skill);
  return text === "the same"
    ? [", ", { figure: "no better" }, " than “as yesterday”"]
    : [", ", { figure: text }, " than “as yesterday”"];
}

/** Says what the sentence leaves out: days that cannot be compared, and a range that is missing. */
export function reliabilityHints(summary: ReliabilitySummary): string[] {
  const { days, compared, ranged, yesterday } = summary;
  const left = days - compared;
  return [
    ...ranged > 0 ? ["About 8 of 10 days should be within the range."] : [],
    ...ranged === 0 && compared > 0
      ? ["There is no range yet: it is learned from 10 compared days."]
      : [],
    ...left > 0
      ? [
        `${left} of the last ${days} days cannot be compared: not enough measured, not forecast, or an outage marked.`,
      ]
      : [],
    ...compared > 0 && (yesterday?.days ?? 0) < LEAST_COMPARED
      ? [`“As yesterday” is compared from ${LEAST_COMPARED} days on.`]
      : [],
  ];
}

/** Describes a day: `21 November: 123 kWh produced, 130 kWh expected (110 to 150), within it`. */
export function dayDescription(
  { day, producedKwh, expected, isInside, outage }: ReliabilityDay,
): string {
  const { meanKwh, p10Kwh, p90Kwh } = expected ?? { meanKwh: null, p10Kwh: null, p90Kwh: null };
  const all = [producedKwh, meanKwh, p10Kwh, p90Kwh].filter((kwh) => kwh !== null);
  const produced = producedKwh === null
    ? outage ? "not measured" : "not measured enough"
    : `${energy(producedKwh, all)} produced`;
  const name = outage ? `${dayAndMonth(day)}, ${outage} marked` : dayAndMonth(day);
  if (meanKwh === null) return `${name}: ${produced}, nothing was forecast`;
  const range = p10Kwh === null || p90Kwh === null
    ? ""
    : `, likely ${energy(p10Kwh, all)} to ${energy(p90Kwh, all)}`;
  const verdict = isInside === null
    ? ""
    : isInside
    ? ": within the range"
    : `: ${outside(producedKwh!, p90Kwh!)}`;
  return `${name}: ${produced}, ${energy(meanKwh, all)} expected${range}${verdict}`;
}

const outside = (kwh: number, p90Kwh: number) =>
  kwh > p90Kwh ? "above the range" : "below the range";

/** Says how much better than a reference the forecast was; nothing about too few days. */
export function comparisonText({ skill, days }: Comparison): string {
  if (days < LEAST_COMPARED) return "too few days";
  return skillText(skill);
}

/** Returns a share of an average day, ` (14 %)`; nothing where it is not known. */
export const shareText = (share: number | null) => share === null ? "" : ` (${percent(share)})`;
