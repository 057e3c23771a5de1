import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import type { LoggerVariable } from "../../domain/loggers/logger_variable.ts";
import { FEED_UNITS } from "../../domain/loggers/mapping.ts";
import { variableLabel } from "../../domain/loggers/variable_label.ts";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { Select, TextInput } from "../ui/inputs.tsx";
import { LoggerFrame } from "./logger_frame.tsx";
import { RecountPanel, type ShownRecount } from "./recount_panel.tsx";
import { loggerUrl } from "./urls.ts";

export interface VariableFormProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  variable: LoggerVariable;
  state: FormState;
  recount?: ShownRecount;
}

const FEEDS = [
  { value: "nothing", label: "Nothing" },
  { value: "generation", label: "Generation of the site" },
  { value: "consumption", label: "Consumption of the site" },
  { value: "charger", label: "Power of the charger" },
];

/** Shows the form of a variable: what it is called, and what it feeds. */
export function VariableFormPage({ logger, now, variable, state, recount }: VariableFormProps) {
  const all = loggerUrl(logger, "/variables");
  return (
    <LoggerFrame logger={logger} now={now} here="/variables">
      <section class="narrow">
        <h2>
          <bdi>{variableLabel(variable)}</bdi>
        </h2>
        <p class="muted">
          <bdi>{variable.name}</bdi>
        </p>
        {recount && <RecountPanel recount={recount} zone={logger.zone} />}
        <Form
          action={`${all}/${variable.variable_id}`}
          state={state}
          submit="Save"
          second={{ name: "preview", label: "Preview" }}
          cancel={all}
        >
          <TextInput state={state} name="label" label="Label" optional />
          <TextInput state={state} name="unit" label="Unit" optional />
          <Select state={state} name="feeds" label="Feeds" options={FEEDS} />
          <Select
            state={state}
            name="feed_unit"
            label="Is measured in"
            hint="W, kW and MW: a power. Wh, kWh and MWh: a counter that only rises."
            options={[
              { value: "", label: "Choose a unit" },
              ...FEED_UNITS.map((unit) => ({ value: unit, label: unit })),
            ]}
          />
          <ChargerSelect state={state} />
          <FromFields state={state} zone={logger.zone} />
        </Form>
      </section>
    </LoggerFrame>
  );
}

/** Asks whether a consumption includes the charger. */
export function ChargerSelect({ state }: { state: FormState }) {
  return (
    <Select
      state={state}
      name="includes_charger"
      label="Does the consumption include the charger?"
      hint={"The sun of charging is what the house leaves of generation. Where the consumption includes " +
        "the charger, what is charged is taken off it first."}
      options={[
        { value: "", label: "Only asked of consumption" },
        { value: "yes", label: "Yes, what is charged is part of it" },
        { value: "no", label: "No, the charger is measured apart" },
      ]}
    />
  );
}

/** Asks how far back is counted again. */
export function FromFields({ state, zone }: { state: FormState; zone: string }) {
  return (
    <>
      <Select
        state={state}
        name="from"
        label="Count"
        hint={"What is before that stays as it was counted. Of a variable that feeds nothing any more " +
          "what is after it goes, unless other variables still feed the site."}
        options={[
          { value: "all", label: "All readings again" },
          { value: "now", label: "From now on" },
          { value: "day", label: "Again from the begin of a day" },
        ]}
      />
      <TextInput
        state={state}
        name="day"
        type="date"
        label="Day"
        hint={`Begins at midnight in ${zone}.`}
        optional
      />
    </>
  );
}
