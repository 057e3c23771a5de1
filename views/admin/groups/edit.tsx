import { type Group, groupName, SERVICE_LEVELS } from "../../../domain/groups/group.ts";
import { Form } from "../../ui/form.tsx";
import { type FormState, textOf } from "../../ui/form_state.ts";
import { Select } from "../../ui/inputs.tsx";
import { OriginalValues } from "../../ui/original_values.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { LEVELS, NameInput } from "./group_fields.tsx";
import { pathOf } from "./urls.ts";

interface EditGroupPageProps {
  group: Group;
  state: FormState;
  /** Somebody else saved first: messages at fields show what is stored, and are no errors. */
  isConflict: boolean;
}

export function EditGroupPage({ group, state, isConflict }: EditGroupPageProps) {
  const path = pathOf(group);
  const errors = state.errors.filter(({ field }) => !isConflict || field === "");
  return (
    <section class="narrow">
      <Breadcrumb group={group} />
      <h1>
        Edit <bdi>{groupName(group)}</bdi>
      </h1>
      <Form action={`${path}/edit`} state={{ ...state, errors }} submit="Save" cancel={path}>
        <NameInput state={state} />
        <Select
          state={state}
          name="service_level"
          label="Service level"
          options={levelsFor(group.service_level, state)}
        />
        <OriginalValues state={state} />
      </Form>
    </section>
  );
}

/** Returns the levels to choose from. A stored level that is none of them can be kept as it is. */
function levelsFor(level: number | null, state: FormState) {
  if (level !== null && level in SERVICE_LEVELS) return LEVELS;
  const chosen = LEVELS.some(({ value }) => value === textOf(state, "service_level"));
  const kept = { value: "", label: level === null ? "Leave it unset" : `Leave it at ${level}` };
  return chosen ? [...LEVELS, kept] : [kept, ...LEVELS];
}
