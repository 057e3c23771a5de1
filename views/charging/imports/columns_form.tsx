import { IMPORT_FIELDS, type ImportField } from "../../../domain/charging/import/fields.ts";
import type { SessionImport } from "../../../domain/charging/import/import.ts";
import { columnField } from "../../../domain/charging/import/plan.ts";
import { Form } from "../../ui/form.tsx";
import { errorOf, type FormState, textOf } from "../../ui/form_state.ts";
import { type Option, Select, TextInput } from "../../ui/inputs.tsx";
import { importPath } from "./urls.ts";

const UNIT_NAMES: Record<string, string> = {
  s: "seconds",
  min: "minutes",
  h: "hours",
  ns: "nanoseconds",
  clock: "h:mm:ss",
  mi: "miles",
};

function optionsOf({ field, label, units }: ImportField): Option[] {
  if (!units) return [{ value: field, label }];
  const inUnits = Object.keys(units).map((unit) => ({
    value: `${field}:${unit}`,
    label: `${label}, in ${UNIT_NAMES[unit] ?? unit}`,
  }));
  return field.endsWith("_seconds")
    ? [{ value: `${field}:?`, label: `${label}: choose its unit` }, ...inUnits]
    : inUnits;
}

const OPTIONS: Option[] = [
  { value: "", label: "Leave it out" },
  ...IMPORT_FIELDS.flatMap(optionsOf),
];

export interface ColumnsFormProps {
  file: SessionImport;
  state: FormState;
  /** Cells of some of the first rows. */
  samples: string[][];
  zones: string[];
}

/** Renders the choice of what each column holds, and how times and numbers are written. */
export function ColumnsForm({ file, state, samples, zones }: ColumnsFormProps) {
  return (
    <Form action={`${importPath(file)}/columns`} state={state} submit="Go on">
      <p>
        {file.format ? `This is a file of ${file.format}. ` : ""}
        A column that is left out is not stored.
      </p>
      <ColumnTable header={file.header} state={state} samples={samples} />
      <div class="fields">
        <TextInput
          state={state}
          name="zone"
          label="Time zone"
          list="zones"
          hint={file.proposal.hasOffsets
            ? "Each time in this file has an offset of its own, which counts."
            : "Of times without an offset of their own, like Europe/London."}
        />
        <datalist id="zones">{zones.map((zone) => <option value={zone} />)}</datalist>
        <Select state={state} name="dates" label="Dates are written" options={DATES} />
        <Select state={state} name="numbers" label="Numbers are written" options={NUMBERS} />
        <TextInput
          state={state}
          name="currency"
          label="Currency"
          hint="Of costs whose row names none, like EUR."
          optional
        />
      </div>
    </Form>
  );
}

const DATES: Option[] = [
  { value: "", label: "Please choose" },
  { value: "ymd", label: "Year first: 2026-05-31" },
  { value: "dmy", label: "Day first: 31/05/2026" },
  { value: "mdy", label: "Month first: 05/31/2026" },
];
const NUMBERS: Option[] = [
  { value: "", label: "Please choose" },
  { value: "1234.5", label: "With a point: 1234.5" },
  { value: "1234,5", label: "With a comma: 1234,5" },
  { value: "1,234.5", label: "With a point, thousands apart: 1,234.5" },
  { value: "1.234,5", label: "With a comma, thousands apart: 1.234,5" },
];

interface ColumnTableProps {
  header: string[];
  state: FormState;
  samples: string[][];
}

function ColumnTable({ header, state, samples }: ColumnTableProps) {
  return (
    <table class="list import-columns">
      <caption class="visually-hidden">Columns of the file</caption>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">First values</th>
          <th scope="col">Holds</th>
        </tr>
      </thead>
      <tbody>
        {header.map((name, i) => (
          <tr>
            <th scope="row">
              <bdi>{name || `Column ${i + 1}`}</bdi>
            </th>
            <td class="sample" data-label="First values">
              <bdi class="muted">{sampleText(samples, i)}</bdi>
            </td>
            <td data-label="Holds">
              <ColumnSelect state={state} index={i} name={name} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const sampleText = (samples: string[][], column: number) =>
  [...new Set(samples.map((cells) => cells[column]?.slice(0, 40) ?? ""))].filter(Boolean)
    .slice(0, 2).join(" · ") || "empty";

function ColumnSelect({ state, index, name }: { state: FormState; index: number; name: string }) {
  const field = columnField(index);
  const error = errorOf(state, field);
  const chosen = textOf(state, field);
  return (
    <>
      <select
        id={field}
        name={field}
        aria-label={`What ${name || `column ${index + 1}`} holds`}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? `${field}-error` : undefined}
      >
        {OPTIONS.map(({ value, label }) => (
          <option value={value} selected={value === chosen}>{label}</option>
        ))}
      </select>
      {error && <p class="error" id={`${field}-error`}>{error}</p>}
    </>
  );
}
