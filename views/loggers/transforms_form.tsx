import type { ChartVariable } from "../../domain/loggers/chart_line.ts";
import {
  ROW_KINDS,
  type RowKind,
  rowsOf,
  type TransformRow,
} from "../../domain/loggers/transform_rows.ts";
import { variableLabel } from "../../domain/loggers/variable_label.ts";
import { type ChartQuery, chartUrl } from "./chart_url.ts";

/** What was typed into the form of a variable and is wrong. */
export interface WrongTransforms {
  variable_id: string;
  rows: TransformRow[];
  message: string;
}

interface TransformsProps {
  logger: { site_uuid: string; logger_uuid: string };
  query: ChartQuery;
  variables: readonly ChartVariable[];
  wrong?: WrongTransforms;
}

/** Shows a form for each variable that says how its values are drawn. */
export function TransformForms({ variables, wrong, ...props }: TransformsProps) {
  if (variables.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="transforms-heading">
      <h2 id="transforms-heading">Transforms</h2>
      <p class="hint">
        They change what is drawn, one after the other. Stored values stay as they are.
      </p>
      {variables.map((variable) => (
        <VariableForm
          {...props}
          variable={variable}
          wrong={wrong?.variable_id === variable.variable_id ? wrong : undefined}
        />
      ))}
    </section>
  );
}

const KIND_NAMES: Record<RowKind, string> = {
  none: "Nothing",
  multiply: "Multiply by",
  shift: "Take away",
  "shift-time": "Move to earlier by (seconds)",
  average: "Average of (values)",
};

interface FormProps extends Omit<TransformsProps, "variables"> {
  variable: ChartVariable;
}

function VariableForm({ logger, query, variable, wrong }: FormProps) {
  const { variable_id, transforms } = variable;
  const rows = wrong?.rows ?? [...rowsOf(transforms), { kind: "none", amount: "" }];
  const label = variableLabel(variable);
  return (
    <details open={wrong !== undefined} id={`transforms-${variable_id}`}>
      <summary>
        <bdi>{label}</bdi>
        {transforms.length > 0 && `: ${transformsText(rowsOf(transforms))}`}
      </summary>
      <form
        class="switches transforms"
        method="post"
        action={chartUrl(logger, query, "/transforms")}
        aria-label={`Transforms of ${label}`}
        novalidate
        autocomplete="off"
      >
        <input type="hidden" name="variable_id" value={variable_id} />
        {wrong && <p class="error" role="alert">{wrong.message}</p>}
        {rows.map((row, at) => (
          <Row row={row} id={`${variable_id}-${at}`} number={at + 1} isWrong={!!wrong} />
        ))}
        <button type="submit">Save</button>
      </form>
    </details>
  );
}

interface RowProps {
  row: TransformRow;
  id: string;
  number: number;
  isWrong: boolean;
}

function Row({ row, id, number, isWrong }: RowProps) {
  return (
    <div class="field">
      <label for={`kind-${id}`}>Step {number}</label>
      <select id={`kind-${id}`} name="kind">
        {ROW_KINDS.map((kind) => (
          <option value={kind} selected={kind === row.kind}>{KIND_NAMES[kind]}</option>
        ))}
      </select>
      <label class="visually-hidden" for={`amount-${id}`}>Number of step {number}</label>
      <input
        id={`amount-${id}`}
        name="amount"
        type="text"
        inputmode="decimal"
        value={row.amount}
        aria-invalid={isWrong ? "true" : undefined}
      />
    </div>
  );
}

/** Returns `multiply by 1000, average of (values) 5`. */
function transformsText(rows: readonly TransformRow[]): string {
  return rows.map(({ kind, amount }) => `${KIND_NAMES[kind as RowKind].toLowerCase()} ${amount}`)
    .join(", ");
}
