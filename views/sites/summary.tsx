import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { isFresh, type SiteDay } from "../../domain/forecasts/site_day.ts";
import { type ForecastPeriod } from "../../domain/forecasts/day_periods.ts";
import { isCovered } from "../../domain/forecasts/energy/forecast_energy.ts";
import { digitsWith, energy, figure, percentage, power, sharedPrefix } from "../ui/numbers.ts";
import { clock } from "../ui/time.tsx";
import { coverText, TYPICAL } from "./energies.tsx";
import { shownText } from "./question_words.ts";

/** A piece of a sentence: plain text, or a figure that is emphasised. */
type Phrase = string | { figure: string };
/** The same before the unit is chosen that all figures of a sentence share. */
type Draft = string | { kw: number } | { kwh: number } | { band: [number, number]; ofKw: number };
type Clause = Draft[];

/** Totals of which less than this share of the time is covered are marked as incomplete. */
const COMPLETE = 0.99;

interface SummaryProps {
  day: SiteDay;
  question?: ChartQuestion;
  /** True where the expected energy is a typical value and not a forecast. */
  isTypical?: boolean;
}

/** Describes the day in one or two sentences, and names the forecast unless it is the newest. */
export function Summary(props: SummaryProps) {
  return (
    <p class="summary">
      {phrases(props).map((part) => typeof part === "string" ? part : <b>{part.figure}</b>)}
    </p>
  );
}

/** Returns the same sentences as plain text. */
export function summaryText(props: SummaryProps): string {
  return phrases(props)
    .map((part) => typeof part === "string" ? part : part.figure).join("");
}

function phrases({ day, question, isTypical = false }: SummaryProps): Phrase[] {
  const shown = question && shownText(question, day.zone);
  if (!shown) return sentences(day, isTypical, "no forecast was made");
  const text = sentences(day, isTypical, "there is no such forecast");
  return day.forecast.length > 0 ? [...text, ` This is ${shown}.`] : text;
}

function sentences(day: SiteDay, isTypical: boolean, none: string): Phrase[] {
  if (day.forecast.length === 0 && day.generation.length === 0) return [NOTHING[day.when]];
  if (day.when === "past") return sentence([producedThen(day), forecastThen(day, none)]);
  const now = sentence([current(day)]);
  const rest = day.days > 1 ? [soFar(day)] : [peak(day), soFar(day), expected(day, isTypical)];
  return [...now, now.length ? " " : "", ...sentence(rest)];
}

const NOTHING = {
  past: "Nothing was measured and nothing was forecast on this day.",
  today: "Nothing is measured and nothing is forecast today.",
  future: "Nothing is forecast for this day yet.",
};

function sentence(clauses: Clause[]): Phrase[] {
  const filled = clauses.filter((clause) => clause.length > 0);
  if (filled.length === 0) return [];
  const drafts = filled.flatMap((clause, index) => index === 0 ? clause : ["; ", ...clause]);
  return [...inOneUnit(drafts), "."];
}

/** Writes the powers of a sentence in one unit, and its energies in one. */
function inOneUnit(drafts: Draft[]): Phrase[] {
  const all = drafts.filter((draft) => typeof draft !== "string");
  const powers = all.flatMap((draft) => "kw" in draft ? [draft.kw] : []);
  const energies = all.flatMap((draft) => "kwh" in draft ? [draft.kwh] : []);
  return drafts.map((draft) => {
    if (typeof draft === "string") return draft;
    if ("kwh" in draft) return { figure: energy(draft.kwh, energies) };
    if ("kw" in draft) return { figure: power(draft.kw, powers) };
    const shared = sharedPrefix(powers);
    const scale = { ...shared, digits: digitsWith(draft.ofKw, shared) };
    const [low, high] = draft.band.map((kw) => figure(kw, scale));
    return `, likely ${low} to ${high}`;
  });
}

function current({ current }: SiteDay): Clause {
  return current ? ["Now ", { kw: current.powerKw }, ` ${current.source}`] : [];
}

function peak(day: SiteDay): Clause {
  if (day.forecastPeak && isCovered(day.covered.expected)) {
    return forecastPeak("Peak ", day.forecastPeak, day.zone);
  }
  const highest = day.generationPeak;
  if (!highest || highest.powerKw <= 0) return [];
  return [
    "Highest ",
    { kw: highest.powerKw },
    ` at ${clock(highest.startMs, day.zone)}`,
  ];
}

function forecastPeak(word: string, peak: ForecastPeriod, zone: string): Clause {
  const { powerKw, p10Kw, p90Kw, startMs } = peak;
  if (powerKw <= 0) return ["No power is forecast"];
  const likely: Clause = p10Kw === null || p90Kw === null
    ? []
    : [{ band: [p10Kw, p90Kw], ofKw: powerKw }];
  return [word, { kw: powerKw }, ` at ${clock(startMs, zone)}`, ...likely];
}

function soFar(day: SiteDay): Clause {
  return day.producedKwh === null || day.nowMs === null
    ? []
    : [{ kwh: day.producedKwh }, ` ${untilText(day)}`];
}

/** Returns `224 kWh so far`, or until when it was measured; null unless the day is today. */
export function soFarText(day: SiteDay): string | null {
  if (day.producedKwh === null || day.nowMs === null) return null;
  return `${energy(day.producedKwh)} ${untilText(day)}`;
}

function untilText({ covered, measuredUntilMs, nowMs, zone }: SiteDay): string {
  const until = measuredUntilMs === null || nowMs === null || isFresh(measuredUntilMs, nowMs)
    ? "so far"
    : `until ${clock(measuredUntilMs, zone)}`;
  return `${until}${inBrackets(measuredShare(covered.produced))}`;
}

function expected(day: SiteDay, isTypical: boolean): Clause {
  const { expectedKwh, covered } = day;
  if (expectedKwh === null) return [];
  if (!isCovered(covered.expected)) return [coverText(day)];
  const typical = isTypical ? `, ${TYPICAL}` : "";
  return [{ kwh: expectedKwh }, ` expected${knownShare(covered.expected)}${typical}`];
}

function producedThen({ producedKwh, covered }: SiteDay): Clause {
  if (producedKwh === null) return ["Nothing was measured"];
  return ["Produced ", { kwh: producedKwh }, inBrackets(measuredShare(covered.produced))];
}

function forecastThen(day: SiteDay, none: string): Clause {
  const { forecastKwh, forecastPeak: peak, covered, zone } = day;
  if (forecastKwh === null || !peak) return [none];
  if (!isCovered(covered.forecast)) return [coverText(day)];
  const share = knownShare(covered.forecast);
  const total: Clause = [{ kwh: forecastKwh }, ` were forecast${share}`];
  return peak.powerKw > 0 ? [...total, ...forecastPeak(", peak ", peak, zone)] : total;
}

/** Says of how much of the time a total was measured; nothing where that is all of it. */
export function measuredShare(share: number): string {
  return share < COMPLETE ? `measured ${percentage(share)} of the time` : "";
}

function inBrackets(text: string): string {
  return text === "" ? "" : ` (${text})`;
}

function knownShare(share: number): string {
  return share < COMPLETE ? ` (for ${percentage(share)} of the day)` : "";
}
