import type { Import } from "../../domain/imports/import.ts";
import type { Proposal } from "../../domain/imports/reading.ts";
import { openQuestions } from "../../domain/imports/questions.ts";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { type Option, Select } from "../ui/inputs.tsx";
import { fieldOf, Questions } from "./questions.tsx";
import { ReadingFields } from "./reading_fields.tsx";
import { readingText } from "./reading_options.ts";
import { importPath } from "./urls.ts";

export interface ReadingFormProps {
  file: Import;
  state: FormState;
  sites: Option[];
}

/** Asks what the file leaves open, and shows how the rest of it is read, to be changed. */
export function ReadingForm({ file, state, sites }: ReadingFormProps) {
  const { proposal } = file;
  if (!proposal) return null;
  const reading = file.reading ?? proposal.reading;
  const questions = openQuestions(file);
  const left = new Set(questions.map(fieldOf));
  const isWrong = state.errors.some(({ field }) => !left.has(field));
  return (
    <Form
      action={`${importPath(file)}/reading`}
      state={state}
      submit={file.state === "proposed" ? "Continue to the preview" : "Read it again"}
      cancel={file.state === "proposed" ? undefined : importPath(file)}
    >
      <Questions state={state} questions={questions} sites={sites} />
      <details class="panel reading" open={isWrong || file.state !== "proposed"}>
        <summary>How it is read</summary>
        {reading && <p>{readingText(reading, proposal.columns)}</p>}
        <Reasons {...proposal} />
        {!left.has("site_uuid") && (
          <Select
            state={state}
            name="site_uuid"
            label="Site"
            options={[{ value: "", label: "Named in the file" }, ...sites]}
          />
        )}
        <ReadingFields state={state} columns={proposal.columns} left={left} />
      </details>
    </Form>
  );
}

function Reasons({ reasons, lines_above }: Proposal) {
  const lines = lines_above === 1 ? "line" : "lines";
  const above = lines_above > 0 &&
    `${lines_above} ${lines} above the header ${
      lines_above === 1 ? "was" : "were"
    } neither kept nor shown.`;
  return (
    <ul>
      {above && <li>{above}</li>}
      {reasons.map((reason) => <li>{reason}</li>)}
    </ul>
  );
}
