import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
import { ownLineName } from "../../domain/forecasts/own_models.ts";
import { blankForm, errorOf, type FormState, textOf } from "../ui/form_state.ts";
import type { SiteDay } from "../../domain/forecasts/site_day.ts";
import { NumberInput, Select, TextInput } from "../ui/inputs.tsx";
import { KEEP_ON_ERROR } from "../ui/htmx.ts";
import { DEADLINE } from "./question_words.ts";

/** Which forecast the chart shows, and the state of the form that chooses it. */
export interface ShownForecast {
  question: ChartQuestion;
  state: FormState;
}

export const NEWEST: ShownForecast = { question: { forecast: "newest" }, state: blankForm() };

const OPTIONS = [
  { value: "newest", label: "Newest for each time" },
  { value: "day-ahead", label: `Day ahead, ${DEADLINE}` },
  { value: "as-made-at", label: "As of a given time" },
  { value: "ahead", label: "Made some hours ahead" },
];
const NONE = { value: "none", label: "Nothing" };

interface ChartSwitchesProps {
  path: string;
  day: SiteDay;
  state: FormState;
  /** Names of the models that have runs for the site. */
  models?: readonly string[];
  /** The parameters of the address that say which days are shown. */
  kept: Record<string, string>;
}

/**
 * Renders the form that chooses the forecast, and another one to lay over it. It is a GET form, so
 * that the address holds the choice. The style sheet hides the fields of choices that are not
 * selected.
 */
export function ChartSwitches(
  { path, day, state, kept, models = [] }: ChartSwitchesProps,
) {
  const wrong = { ...KEEP_ON_ERROR, "hx-status:422": "push:false" };
  const chart = ["hide", "pause"].filter((name) => textOf(state, name) !== "");
  const hasBaseline = !day.forecastIsBaseline || textOf(state, "baseline") !== "";
  return (
    <form
      class="switches"
      method="get"
      action={path}
      aria-label="Forecast on the chart"
      autocomplete="off"
      novalidate
      hx-get={path}
      hx-target="#site-day"
      hx-swap="outerMorph"
      hx-push-url="true"
      {...wrong}
    >
      {Object.entries(kept).map(([name, value]) => (
        <input
          type="hidden"
          name={name}
          value={value}
        />
      ))}
      {chart.map((name) => <input type="hidden" name={name} value={textOf(state, name)} />)}
      <Choice state={state} day={day} models={models} prefix="" />
      <Choice state={state} day={day} models={models} prefix="compare_" />
      {hasBaseline && <BaselineSwitch state={state} />}
      <button type="submit">Show</button>
    </form>
  );
}

interface ChoiceProps {
  state: FormState;
  day: SiteDay;
  models: readonly string[];
  prefix: "" | "compare_";
}

/** Shows the list of forecasts, and the fields of those that need more. */
function Choice({ state, day, models, prefix }: ChoiceProps) {
  const isOwn = prefix === "";
  const name = isOwn ? "forecast" : "compare";
  const options = [
    ...isOwn ? OPTIONS : [NONE, ...OPTIONS],
    ...modelOptions(models, textOf(state, name)),
  ];
  return (
    <>
      <Select
        state={state}
        name={name}
        label={isOwn ? "Forecast" : "Compare with"}
        options={options}
      />
      <TextInput
        state={state}
        name={`${prefix}made`}
        label={`${isOwn ? "As of" : "Made by"} (${day.zone} time)`}
        type="datetime-local"
      />
      <NumberInput
        state={state}
        name={`${prefix}ahead`}
        label={isOwn ? "At least" : "Made earlier by"}
        unit={isOwn ? "hours ahead" : "hours or more"}
      />
    </>
  );
}

/** Returns a choice for each model; of the chosen one, too, if it has no runs. */
function modelOptions(models: readonly string[], chosen: string) {
  const values = models.map((model) => `model:${model}`);
  const all = chosen.startsWith("model:") ? [...values, chosen] : values;
  return [...new Set(all)].map((value) => {
    const model = value.slice("model:".length);
    return { value, label: ownLineName(model) ?? `Model ${model}` };
  });
}

function BaselineSwitch({ state }: { state: FormState }) {
  const error = errorOf(state, "baseline");
  return (
    <div class="field check">
      <label>
        <input
          type="checkbox"
          id="baseline"
          name="baseline"
          value="yes"
          checked={textOf(state, "baseline") === "yes"}
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error ? "baseline-error" : undefined}
        />{" "}
        <span>Show the baseline</span>
      </label>
      {error && <p class="error" id="baseline-error">{error}</p>}
    </div>
  );
}
