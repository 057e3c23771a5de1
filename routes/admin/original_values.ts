/**
 * Forms of admins send the version of what they show, and what each fact was when they were opened
 * (`was_…`), so that a save after somebody else's is refused and says what changed.
 */
import type { FormState, Posted } from "../../views/ui/form_state.ts";

/** What a form shows of the thing that it changes. */
export interface Fact {
  /** Name of the field, or of a fact that has none. */
  name: string;
  label: string;
  /** As the field holds it. */
  value: string;
  /** As people read it. */
  text: string;
}

/** Returns the values of a form that shows these facts of a version. */
export function shownValues(facts: Fact[], version: number): Posted {
  const held = facts.flatMap(({ name, value }) => [[name, value], [`was_${name}`, value]]);
  return { ...Object.fromEntries(held), version: String(version) };
}

interface Meanwhile {
  /** What it is: a "user". */
  what: string;
  facts: Fact[];
  version: number;
  /** Names of the fields that the form has. */
  fields: string[];
}

/**
 * Returns the form after somebody else changed the thing meanwhile. What was typed stays, untouched
 * fields get the new values, and an error at its field names each fact that changed. The form has the new
 * version: saving it again overwrites knowingly.
 */
export function conflictForm(
  posted: Posted,
  { what, facts, version, fields }: Meanwhile,
): FormState {
  const values = shownValues(facts, version);
  for (const name of fields) {
    const [typed, was] = [posted[name], posted[`was_${name}`]];
    if (typed !== undefined && tidy(typed) !== tidy(was)) values[name] = typed;
  }
  const changed = facts.filter(({ name, value }) => {
    const was = posted[`was_${name}`];
    return typeof was === "string" && tidy(was) !== tidy(value);
  });
  return {
    values,
    errors: [{ field: "", message: summary(what, changed) }, ...now(changed, fields)],
  };
}

function summary(what: string, changed: Fact[]): string {
  const labels = changed.map(({ label }) => label).join(", ");
  return `This ${what} was changed meanwhile, and nothing of yours is saved yet. ` +
    `What you entered is still here${labels && `; others changed: ${labels}`}. ` +
    "Look through the page and send it again.";
}

/** Returns the present value of each fact, at its field where it has one. */
const now = (changed: Fact[], fields: string[]) =>
  changed.map(({ name, label, text }) =>
    fields.includes(name)
      ? { field: name, message: `Now: ${text}.` }
      : { field: "", message: `${label} now: ${text}.` }
  );

const tidy = (value: unknown) => typeof value === "string" ? value.trim() : "";
