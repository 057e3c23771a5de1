import type { Difference, Side, SideBySide } from "../../domain/accuracy/side_by_side.ts";
import { BASELINE_MODEL } from "../../domain/forecasts/baseline_forecast.ts";
import { BLEND_NAME, WEATHER_NAME } from "../../domain/forecasts/own_models.ts";
import { modelLabel } from "./by_model.ts";
import { percent, type Phrase, skillText } from "./words.ts";

/** A range that is narrower or wider by less is as wide. */
const LEAST_CERTAINTY = 0.03;

/** Says what the comparison amounts to, in sentences; none where nothing is sure. */
export function sideBySideSentences(of: SideBySide, today: Temporal.PlainDate): Phrase[][] {
  const weather = of.sides.find(({ model_name }) => model_name === WEATHER_NAME);
  const others = of.sides.filter(({ model_name }) =>
    model_name !== null && model_name !== WEATHER_NAME
  );
  return [
    ...certaintySentence(of, today),
    ...weather?.againstBaseline ? [weatherSentence(weather.againstBaseline)] : [],
    ...others.flatMap(otherSentence),
  ];
}

function certaintySentence(
  { certainty, nextDay }: SideBySide,
  today: Temporal.PlainDate,
): Phrase[][] {
  if (certainty === null || !nextDay || Math.abs(certainty) < LEAST_CERTAINTY) return [];
  const figure = `${percent(Math.abs(certainty))} ${certainty > 0 ? "more" : "less"} certain`;
  return [[`Weather makes ${dayName(nextDay, today)}’s energy `, { figure }, "."]];
}

/** Returns `tomorrow` or `today`. */
export const dayName = (day: Temporal.PlainDate, today: Temporal.PlainDate) =>
  day.equals(today) ? "today" : "tomorrow";

function weatherSentence({ days, skill, isReal }: Difference): Phrase[] {
  if (!isReal) {
    return [`Over ${days} days there was no clear difference between it with weather and without.`];
  }
  const figure = erred(skill);
  return [`Over ${days} days the forecast with weather erred `, { figure }, " than without."];
}

function otherSentence({ model_name, againstBaseline }: Side): Phrase[][] {
  if (!againstBaseline?.isReal) return [];
  const { days, skill } = againstBaseline;
  const name = model_name === BLEND_NAME ? "the blend" : modelLabel(model_name);
  return [[`Over ${days} days ${name} erred `, { figure: erred(skill) }, " than the baseline."]];
}

const erred = (skill: number) => `${percent(Math.abs(skill))} ${skill > 0 ? "less" : "more"}`;

/** Returns the name of a side's row; the baseline is the one without weather where one has it. */
export function sideName({ model_name }: Side, { sides }: SideBySide): string {
  const hasWeather = sides.some((side) => side.model_name === WEATHER_NAME);
  if (model_name === null) return "As yesterday";
  if (model_name === WEATHER_NAME) return "With weather";
  if (model_name === BLEND_NAME) return "Blend of two models";
  if (model_name === BASELINE_MODEL.name) return hasWeather ? "Without weather" : "Baseline";
  return modelLabel(model_name);
}

/** Returns `12 % better`; `no clear difference` where chance would explain it. */
export function againstText({ model_name, againstBaseline }: Side): string {
  if (model_name === BASELINE_MODEL.name) return "–";
  if (!againstBaseline) return "too few days";
  return againstBaseline.isReal ? skillText(againstBaseline.skill) : "no clear difference";
}
