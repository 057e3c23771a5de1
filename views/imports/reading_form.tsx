import type { Import } from "../../domain/imports/import.ts";
import type { Proposal } from "../../domain/imports/reading.ts";
import { openQuestions } from "../../domain/imports/questions.ts";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { fieldOf, Questions } from "./questions.tsx";
import { ReadingFields } from "./reading_fields.tsx";
import { readingText } from "./reading_options.ts";
import { type SiteChoice, SiteField } from "./site_field.tsx";
import { importPath } from "./urls.ts";

export interface ReadingFormProps {
  file: Import;
  state: FormState;
  sites: SiteChoice;
}

/** Asks what the file leaves open, and shows how the rest of it is read, to be changed. */
export function ReadingForm({ file, state, sites }: ReadingFormProps) {
  const { proposal } = file;
  if (!proposal) return null;
  const reading = file.reading ?? proposal.reading;
  const questions = openQuestions(file);
  const left = new Set(questions.map(fieldOf));
  const isNew = file.state === "proposed";
  const fields = (
    <>
      {reading && isNew && <p>{readingText(reading, proposal.columns)}</p>}
      <Reasons {...proposal} />
      {!left.has("site_uuid") && <SiteField state={state} sites={sites} none="Named in the file" />}
      <ReadingFields state={state} columns={proposal.columns} left={left} kind={file.kind} />
    </>
  );
  return (
    <Form
      action={`${importPath(file)}/reading`}
      state={state}
      submit={isNew ? "Continue to the preview" : "Read it again"}
    >
      <Questions state={state} questions={questions} sites={sites} />
      {isNew
        ? (
          <details class="panel how-read" open={state.errors.some(({ field }) => !left.has(field))}>
            <summary>How it is read</summary>
            {fields}
          </details>
        )
        : <div class="how-read">{fields}</div>}
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
