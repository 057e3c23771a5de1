import type { FramedLogger } from "../../domain/loggers/framed_logger.ts";
import type { LoggerVariable } from "../../domain/loggers/logger_variable.ts";
import { type Mapping, mappingText } from "../../domain/loggers/mapping.ts";
import { type Preset, PRESET_LABELS } from "../../domain/loggers/presets.ts";
import { seriesName } from "../../domain/loggers/series.ts";
import { variableLabel, variableUnit } from "../../domain/loggers/variable_label.ts";
import { counted } from "../../domain/plural.ts";
import { momentText } from "../../domain/time/moment_text.ts";
import { EmptyState } from "../ui/empty_state.tsx";
import { Form } from "../ui/form.tsx";
import { blankForm } from "../ui/form_state.ts";
import { Select } from "../ui/inputs.tsx";
import { isolated } from "../ui/isolated.ts";
import { LoggerFrame } from "./logger_frame.tsx";
import { loggerUrl } from "./urls.ts";
import { valueText } from "./value_text.ts";

export interface VariablesPageProps {
  logger: FramedLogger;
  now: Temporal.Instant;
  variables: LoggerVariable[];
  presets: Preset[];
  /** Minutes of the periods of the site; undefined before something feeds it. */
  minutes: number | undefined;
  conflicts: { start_utc: string; end_utc: string; periods: number }[];
}

/** Lists the variables of a logger with what each feeds. */
export function VariablesPage(props: VariablesPageProps) {
  const { logger, now, variables, presets, minutes, conflicts } = props;
  return (
    <LoggerFrame logger={logger} now={now} here="/variables">
      <section aria-labelledby="variables">
        <h2 id="variables">Variables</h2>
        <Presets logger={logger} presets={presets} />
        {variables.length === 0
          ? (
            <EmptyState title="No variables yet">
              <p>Each variable appears here when its first reading arrives.</p>
            </EmptyState>
          )
          : <VariablesTable logger={logger} variables={variables} />}
      </section>
      {conflicts.length > 0 && <Conflicts logger={logger} conflicts={conflicts} />}
      {minutes !== undefined && <Periods logger={logger} minutes={minutes} />}
    </LoggerFrame>
  );
}

function Presets({ logger, presets }: Pick<VariablesPageProps, "logger" | "presets">) {
  if (presets.length === 0) return null;
  return (
    <p class="actions">
      {presets.map((preset) => (
        <a class="button" href={loggerUrl(logger, `/variables/preset?preset=${preset}`)}>
          Choose what feeds the site as {PRESET_LABELS[preset]} sends it
        </a>
      ))}
    </p>
  );
}

function VariablesTable({ logger, variables }: Pick<VariablesPageProps, "logger" | "variables">) {
  const mapped = new Map(
    variables.filter(({ feeds }) => feeds !== "nothing")
      .map((variable) => [seriesName(variable.name), variable]),
  );
  return (
    <table class="list">
      <caption class="visually-hidden">Variables of {isolated(logger.name)}, by name</caption>
      <thead>
        <tr>
          <th scope="col">Variable</th>
          <th scope="col">Last value</th>
          <th scope="col">Feeds</th>
          <th scope="col">
            <span class="visually-hidden">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {feedingFirst(variables).map((variable) => (
          <tr>
            <th scope="row">
              <bdi>{variableLabel(variable)}</bdi>
              <NameBeside variable={variable} />
            </th>
            <td data-label="Last value">
              {variable.last_value === null
                ? "none"
                : valueText(variable.last_value, unitOf(variable))}
            </td>
            <td data-label="Feeds">
              {feedsText(variable, mapped.get(seriesName(variable.name)))}
            </td>
            <td class="wide">
              <div class="row-actions">
                <a
                  class="button"
                  href={loggerUrl(logger, `/variables/${variable.variable_id}`)}
                  aria-label={`Change ${isolated(variableLabel(variable))}`}
                >
                  Change
                </a>
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const feedingFirst = (variables: readonly LoggerVariable[]) =>
  variables.toSorted((a, b) => Number(a.feeds === "nothing") - Number(b.feeds === "nothing"));

/** Shows the name that a device sends, where the label is another. */
function NameBeside({ variable }: { variable: LoggerVariable }) {
  const { name } = variable;
  if (variableLabel(variable).toLowerCase() === name.toLowerCase()) return null;
  return (
    <small>
      <bdi>{name}</bdi>
    </small>
  );
}

const unitOf = ({ name, unit, feed_unit }: LoggerVariable) =>
  variableUnit({ name, unit: unit ?? feed_unit });

function feedsText(variable: LoggerVariable, mapped: LoggerVariable | undefined): string {
  if (variable.feeds !== "nothing" || !mapped) return mappingText(variable as Mapping);
  return `${mappingText(mapped as Mapping)}, as one series with ${mapped.name}`;
}

function Conflicts({ logger, conflicts }: Pick<VariablesPageProps, "logger" | "conflicts">) {
  const text = (utc: string) => momentText(Temporal.Instant.from(utc), logger.zone);
  return (
    <section aria-labelledby="conflicts">
      <h2 id="conflicts">Not written</h2>
      <p>
        For these times a measurement of the site is stored that came another way. It stays, and
        what the loggers measured is not written.
      </p>
      <ul>
        {conflicts.map(({ start_utc, end_utc, periods }) => (
          <li>
            {text(start_utc)} to {text(end_utc)}: {counted(periods, "period")}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Periods({ logger, minutes }: { logger: FramedLogger; minutes: number }) {
  return (
    <section class="narrow" aria-labelledby="periods">
      <h2 id="periods">Periods of the site</h2>
      <Form
        action={loggerUrl(logger, "/variables/period")}
        state={blankForm({ period_minutes: String(minutes) })}
        submit="Save the period"
      >
        <Select
          state={blankForm({ period_minutes: String(minutes) })}
          name="period_minutes"
          label="Minutes of a period"
          hint={"Holds for all loggers of the site. Another length counts all that they have readings of " +
            "again. What a logger counted stays when it is deleted; undo its batch to take it away."}
          options={["5", "10", "15", "30"].map((value) => ({ value, label: value }))}
        />
      </Form>
    </section>
  );
}
