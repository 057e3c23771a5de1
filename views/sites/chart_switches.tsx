import type { ChartQuestion } from "../../domain/forecasts/chart_question.ts";
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
  { value: "as-made-at", label: "As of a given time" },
  { value: "ahead", label: "Made some hours ahead" },
  { value: "day-ahead", label: `Day ahead, ${DEADLINE}` },
];

interface ChartSwitchesProps {
  path: string;
  day: SiteDay;
  state: FormState;
}

/**
 * Renders the form that chooses the forecast. It is a GET form, so that the address holds the
 * choice. The style sheet hides the fields of choices that are not selected.
 */
export function ChartSwitches({ path, day, state }: ChartSwitchesProps) {
  const wrong = { ...KEEP_ON_ERROR, "hx-status:422": "push:false" };
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
      {day.when !== "today" && <input type="hidden" name="day" value={day.day.toString()} />}
      <Select state={state} name="forecast" label="Forecast" options={OPTIONS} />
      <TextInput
        state={state}
        name="made"
        label={`As of (${day.zone} time)`}
        type="datetime-local"
      />
      <NumberInput state={state} name="ahead" label="At least" unit="hours ahead" />
      <BaselineSwitch state={state} />
      <button type="submit">Show</button>
    </form>
  );
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
