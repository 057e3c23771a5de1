import {
  type ChartQuestion,
  comparedChoice,
  DAY_AHEAD_HOUR,
  type ForecastChoice,
  madeAt,
} from "../../domain/forecasts/chart_question.ts";
import { ownLineName } from "../../domain/forecasts/own_models.ts";
import { date } from "../ui/day_text.ts";
import { offset } from "../ui/time.tsx";

/** The deadline of day-ahead forecasts, in words. */
export const DEADLINE = `by ${DAY_AHEAD_HOUR}:00 local time the day before`;

/** Names the forecast shown: `the forecast made at least 6 hours ahead`; undefined for the newest. */
export function shownText(question: ForecastChoice, zone: string): string | undefined {
  switch (question.forecast) {
    case "newest":
      return undefined;
    case "as-made-at":
      return `the forecast as it was made by ${madeText(question.made)}` +
        changeText(question.made, zone);
    case "ahead":
      return `the forecast made at least ${hoursText(question.ahead)} ahead`;
    case "day-ahead":
      return `the forecast made ${DEADLINE}`;
    case "model":
      return `the newest forecast of the model ${question.model}`;
  }
}

/** Names a forecast in a word or two, as its line is called: `Day-ahead`, `6 h ahead`. */
export function lineName(question: ForecastChoice): string {
  switch (question.forecast) {
    case "newest":
      return "Newest";
    case "as-made-at":
      return `As of ${timeText(question.made)}`;
    case "ahead":
      return `${question.ahead} h ahead`;
    case "day-ahead":
      return "Day-ahead";
    case "model":
      return ownLineName(question.model) ?? shortened(question.model);
  }
}

/** Names the chosen forecast and the one that it is compared with. */
export function lineNames(question: ChartQuestion) {
  const compared = comparedChoice(question);
  const isPlain = question.forecast === "newest" && !question.compare;
  return {
    forecast: isPlain ? "Forecast" : lineName(question),
    compared: compared ? lineName(compared) : "",
  };
}

const MOST_LETTERS = 16;

/** Shortens a long name to both its ends, as either may distinguish it. */
function shortened(name: string): string {
  const letters = [...name];
  if (letters.length <= MOST_LETTERS) return name;
  return `${letters.slice(0, 7).join("")}…${letters.slice(-8).join("")}`;
}

/** Explains why there is no such forecast. */
export function missingText(question: ForecastChoice): string {
  switch (question.forecast) {
    case "newest":
      return "No forecast was made for this day.";
    case "as-made-at":
      return `No forecast for this day had been stored by ${madeText(question.made)}. ${LATER}`;
    case "ahead":
      return `No forecast for this day was made at least ${hoursText(question.ahead)} ahead, ` +
        "by the horizons that are stored with the values.";
    case "model":
      return `The model ${question.model} made no forecast for this day.`;
    case "day-ahead":
      return `No forecast for this day had been stored ${DEADLINE}. ${LATER}`;
  }
}

const LATER = "Forecasts stored later do not count, even if their issue time is earlier.";

/** Returns a time as `06:00 on 20 November 2026`. */
function madeText(made: Temporal.PlainDateTime): string {
  return `${timeText(made)} on ${date(made)}`;
}

/** Explains which instant is used for a time that clocks skip or show twice. */
function changeText(made: Temporal.PlainDateTime, zone: string): string {
  const { instant, change } = madeAt(made, zone);
  if (change === null) return "";
  const used = timeText(instant.toZonedDateTimeISO(zone).toPlainDateTime());
  return change === "skipped"
    ? ` (the clocks skipped ${timeText(made)}; ${used} is used)`
    : ` (clocks show this time twice; the first is used, ${
      offset(instant.epochMilliseconds, zone)
    })`;
}

function timeText(time: Temporal.PlainDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: "minute" });
}

function hoursText(hours: number): string {
  return `${hours} ${hours === 1 ? "hour" : "hours"}`;
}
