import type { Question } from "../reading.ts";
import type { TimeColumns } from "../recognise/time_columns.ts";
import type { ForecastColumns } from "./forecast_columns.ts";
import type { HorizonUnit } from "./horizon_unit.ts";

/** Returns what a file of forecasts does not say: its power among several, its model, its horizons. */
export function forecastQuestions(
  { powers, run, horizon, model }: ForecastColumns,
  { unit, isSure }: HorizonUnit,
  { time }: TimeColumns,
): Question[] {
  const isNeeded = run.length === 0 || time[0] === run[0];
  return [
    ...(powers.length > 1 ? [askPower(powers)] : []),
    ...(horizon && isNeeded && !isSure ? [askUnit(horizon.name, unit)] : []),
    ...(model === null ? [ASK_MODEL] : []),
  ];
}

const ASK_MODEL: Question = {
  field: "model_name",
  text: "Which model made these forecasts? No column names it.",
  choices: [],
};

const askPower = (powers: { index: number; name: string }[]): Question => ({
  field: "value_columns",
  text: "Which column is the power that is forecast?",
  choices: powers.map(({ index, name }) => ({ value: String(index), text: name })),
});

function askUnit(name: string, likely: HorizonUnit["unit"]): Question {
  const choices = [{ value: "minutes", text: "Minutes" }, { value: "hours", text: "Hours" }];
  return {
    field: "horizon_unit",
    text: `Is “${name}” counted in minutes or in hours?`,
    choices: likely === "minutes" ? choices : choices.toReversed(),
  };
}
