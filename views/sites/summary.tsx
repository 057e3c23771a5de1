import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { isFresh, type SiteDay } from "../../domain/forecasts/site_day.ts";
import { type ForecastPeriod } from "../../domain/forecasts/day_periods.ts";
import { energy, figure, percentage, power, scaleFor } from "../ui/numbers.ts";
import { clock } from "../ui/time.tsx";
import { shownText } from "./question_words.ts";

/** A piece of a sentence: plain text, or a figure that is emphasised. */
type Phrase = string | { figure: string };
type Clause = Phrase[];

/** Totals of which less than this share of the time is covered are marked as incomplete. */
const COMPLETE = 0.99;

/** Describes the day in one or two sentences, and names the forecast unless it is the newest. */
export function Summary(props: { day: SiteDay; question?: ChartQuestion }) {
  return (
    <p class="summary">
      {phrases(props).map((part) => typeof part === "string" ? part : <b>{part.figure}</b>)}
    </p>
  );
}

/** Returns the same sentences as plain text. */
export function summaryText(day: SiteDay, question?: ChartQuestion): string {
  return phrases({ day, question })
    .map((part) => typeof part === "string" ? part : part.figure).join("");
}

function phrases({ day, question }: { day: SiteDay; question?: ChartQuestion }): Phrase[] {
  const shown = question && shownText(question, day.zone);
  if (!shown) return sentences(day, "no forecast was made");
  const text = sentences(day, "there is no such forecast");
  return day.forecast.length > 0 ? [...text, ` This is ${shown}.`] : text;
}

function sentences(day: SiteDay, none: string): Phrase[] {
  if (day.forecast.length === 0 && day.generation.length === 0) return [NOTHING[day.when]];
  if (day.when === "past") return sentence([producedThen(day), forecastThen(day, none)]);
  const now = sentence([current(day)]);
  return [...now, now.length ? " " : "", ...sentence([peak(day), soFar(day), expected(day)])];
}

const NOTHING = {
  past: "Nothing was measured and nothing was forecast on this day.",
  today: "Nothing is measured and nothing is forecast today.",
  future: "Nothing is forecast for this day yet.",
};

function sentence(clauses: Clause[]): Phrase[] {
  const filled = clauses.filter((clause) => clause.length > 0);
  if (filled.length === 0) return [];
  return [...filled.flatMap((clause, index) => index === 0 ? clause : ["; ", ...clause]), "."];
}

function current({ current }: SiteDay): Clause {
  return current ? ["Now ", { figure: power(current.powerKw) }, ` ${current.source}`] : [];
}

function peak(day: SiteDay): Clause {
  if (day.forecastPeak) return forecastPeak("Peak ", day.forecastPeak, day.zone);
  const highest = day.generationPeak;
  if (!highest || highest.powerKw <= 0) return [];
  return [
    "Highest ",
    { figure: power(highest.powerKw) },
    ` at ${clock(highest.startMs, day.zone)}`,
  ];
}

function forecastPeak(word: string, peak: ForecastPeriod, zone: string): Clause {
  const { powerKw, p10Kw, p90Kw, startMs } = peak;
  if (powerKw <= 0) return ["No power is forecast"];
  const scale = scaleFor(Math.max(powerKw, p90Kw ?? 0));
  const likely = p10Kw === null || p90Kw === null
    ? ""
    : `, likely ${figure(p10Kw, scale)} to ${figure(p90Kw, scale)}`;
  const value = `${figure(powerKw, scale)} ${scale.prefix}W`;
  return [word, { figure: value }, ` at ${clock(startMs, zone)}${likely}`];
}

function soFar({ producedKwh, covered, measuredUntilMs, nowMs, zone }: SiteDay): Clause {
  if (producedKwh === null || measuredUntilMs === null || nowMs === null) return [];
  const until = isFresh(measuredUntilMs, nowMs)
    ? "so far"
    : `until ${clock(measuredUntilMs, zone)}`;
  return [{ figure: energy(producedKwh) }, ` ${until}${measuredShare(covered.produced)}`];
}

function expected({ expectedKwh, covered }: SiteDay): Clause {
  if (expectedKwh === null) return [];
  return [{ figure: energy(expectedKwh) }, ` expected${knownShare(covered.expected)}`];
}

function producedThen({ producedKwh, covered }: SiteDay): Clause {
  if (producedKwh === null) return ["Nothing was measured"];
  return ["Produced ", { figure: energy(producedKwh) }, measuredShare(covered.produced)];
}

function forecastThen(day: SiteDay, none: string): Clause {
  const { forecastKwh, forecastPeak: peak, covered, zone } = day;
  if (forecastKwh === null || !peak) return [none];
  const share = knownShare(covered.forecast);
  const total: Clause = [{ figure: energy(forecastKwh) }, ` were forecast${share}`];
  return peak.powerKw > 0 ? [...total, ...forecastPeak(", peak ", peak, zone)] : total;
}

function measuredShare(share: number): string {
  return share < COMPLETE ? ` (measured ${percentage(share)} of the time)` : "";
}

function knownShare(share: number): string {
  return share < COMPLETE ? ` (for ${percentage(share)} of the day)` : "";
}
