import type { Question } from "../../domain/imports/reading.ts";
import { errorOf, type FormState, textOf } from "../ui/form_state.ts";
import { TextInput } from "../ui/inputs.tsx";
import { type SiteChoice, SiteField } from "./site_field.tsx";

/** The names of the form's fields where they differ from those of a reading. */
const FIELDS: Partial<Record<Question["field"], string>> = {
  time: "time_form",
  end_time: "end_column",
  site: "site_uuid",
};

/** Returns the name of the field that a question is about. */
export function fieldOf({ field }: Pick<Question, "field">): string {
  return FIELDS[field] ?? field;
}

interface QuestionsProps {
  state: FormState;
  questions: readonly Question[];
  sites: SiteChoice;
}

/** Renders what the file does not say by itself, each with the reason, nothing chosen in advance. */
export function Questions({ state, questions, sites }: QuestionsProps) {
  return (
    <>
      {questions.map((question) => {
        if (question.field === "site") {
          return (
            <SiteField state={state} sites={sites} none="Choose a site" hint={question.text} />
          );
        }
        return question.choices.length === 0
          ? <TextInput state={state} name={fieldOf(question)} label={question.text} />
          : <RadioQuestion state={state} question={question} />;
      })}
    </>
  );
}

function RadioQuestion({ state, question }: { state: FormState; question: Question }) {
  const name = fieldOf(question);
  const error = errorOf(state, name);
  const chosen = textOf(state, name);
  return (
    <fieldset
      class="field checks question"
      id={name}
      tabindex={-1}
      aria-describedby={error ? `${name}-error` : undefined}
    >
      <legend>{question.text}</legend>
      {error && <p class="error" id={`${name}-error`}>{error}</p>}
      {question.choices.map(({ value, text }) => (
        <label>
          <input type="radio" name={name} value={value} checked={value === chosen} />{" "}
          <span>{text}</span>
        </label>
      ))}
    </fieldset>
  );
}
