import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import type { RuleKind } from "../../domain/loggers/rules.ts";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { Checkbox, NumberInput, Select, TextInput } from "../ui/inputs.tsx";
import { isolated } from "../ui/isolated.ts";
import { LoggerFrame } from "./logger_frame.tsx";
import { loggerUrl } from "./urls.ts";

interface RuleFormPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  /** Names and units of the logger's variables. */
  variables: { name: string; unit: string | null }[];
  state: FormState;
  /** The rule that is edited; undefined for a new one. */
  ruleUuid?: string;
  formKey?: string;
}

const KINDS: Record<RuleKind, string> = {
  above: "is above the threshold",
  below: "is below the threshold",
  rate: "changes faster than the threshold, per minute",
  silent: "is silent: nothing arrives",
};

/** Shows the form of a new rule or of one that is edited. */
export function RuleFormPage(props: RuleFormPageProps) {
  const { logger, now, variables, state, ruleUuid, formKey } = props;
  const rules = loggerUrl(logger, "/rules");
  return (
    <LoggerFrame logger={logger} now={now} here="/rules">
      <section class="narrow">
        <h2>{ruleUuid ? "Edit a rule" : "Add a rule"}</h2>
        <Form
          action={`${rules}/${ruleUuid ?? "new"}`}
          state={state}
          submit="Save"
          cancel={rules}
          formKey={formKey}
        >
          <Select
            state={state}
            name="variable"
            label="Variable"
            options={[
              { value: "", label: "The whole logger (only for silence)" },
              ...variables.map(({ name, unit }) => ({
                value: name,
                label: isolated(unit ? `${name} (${unit})` : name),
              })),
            ]}
          />
          <Select
            state={state}
            name="kind"
            label="Raise an alarm when it"
            options={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
          />
          <NumberInput
            state={state}
            name="threshold"
            label="Threshold"
            hint="In the unit of the variable; not used for silence."
            optional
          />
          <NumberInput
            state={state}
            name="hysteresis"
            label="Hysteresis"
            hint="How far back from the threshold it must come before the alarm ends."
            optional
          />
          <NumberInput
            state={state}
            name="for_seconds"
            label="For at least"
            unit="seconds"
            hint="How long it must last before the alarm is raised; empty is at once."
            optional
          />
          <NumberInput
            state={state}
            name="severity"
            label="Severity"
            hint="1 unless you say otherwise; more is worse."
            optional
          />
          <TextInput state={state} name="name" label="Name" optional />
          <Checkbox state={state} name="is_active" label="Watch with this rule" />
        </Form>
      </section>
    </LoggerFrame>
  );
}
