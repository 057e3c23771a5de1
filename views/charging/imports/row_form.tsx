import type { ImportRow, SessionImport } from "../../../domain/charging/import/import.ts";
import { type ColumnTarget, targetKey } from "../../../domain/charging/import/fields.ts";
import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import { Form } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { TextInput } from "../../ui/inputs.tsx";
import { importPath } from "./urls.ts";

export interface RowFormProps {
  file: SessionImport;
  row: ImportRow;
  targets: ColumnTarget[];
  state: FormState;
}

/** Shows the cells of a row, to be corrected. They are read as the file is. */
export function RowPageForm({ file, row, targets, state }: RowFormProps) {
  const path = importPath(file);
  return (
    <section class="narrow">
      <Breadcrumb
        trail={[["Import charging sessions", "/charging/imports"], [
          file.file_name,
          path,
        ]]}
      />
      <h1>Row {row.row_number}</h1>
      <Form
        action={`${path}/rows/${row.row_number}`}
        state={state}
        submit="Save this row"
        cancel={path}
      >
        <p class="muted">
          Write times and numbers as in the file. The file itself stays as it is.
        </p>
        {targets.map((target) => (
          <TextInput
            state={state}
            name={target.field.field}
            label={target.field.label}
            unit={unitOf(target)}
          />
        ))}
      </Form>
    </section>
  );
}

function unitOf(target: ColumnTarget): string | undefined {
  const unit = targetKey(target).split(":")[1];
  return unit === "clock" ? "h:mm:ss" : unit;
}
