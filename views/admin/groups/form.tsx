import { errorOf, type FormState, textOf } from "../../ui/form_state.ts";
import { type Group, groupName, SERVICE_LEVELS } from "../../../domain/groups/group.ts";
import { Form } from "../../ui/form.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { Breadcrumb } from "./breadcrumb.tsx";
import { pathOf } from "./urls.ts";

const LEVELS = SERVICE_LEVELS.map((word, level) => ({
  value: String(level),
  label: `${level}, ${word}`,
}));

export function NewGroupPage({ state, formKey }: { state: FormState; formKey: string }) {
  return (
    <section class="narrow">
      <Breadcrumb />
      <h1>New group</h1>
      <p>An ordinary group: its users see its sites and nothing else.</p>
      <Form
        action="/admin/groups"
        state={state}
        submit="Create group"
        cancel="/admin/groups"
        formKey={formKey}
      >
        <NameInput state={state} />
        <Select state={state} name="service_level" label="Service level" options={LEVELS} />
      </Form>
    </section>
  );
}

export function EditGroupPage({ group, state }: { group: Group; state: FormState }) {
  const path = pathOf(group);
  return (
    <section class="narrow">
      <Breadcrumb group={group} />
      <h1>Edit {groupName(group)}</h1>
      <Form action={`${path}/edit`} state={state} submit="Save" cancel={path}>
        <NameInput state={state} />
        <Select
          state={state}
          name="service_level"
          label="Service level"
          options={levelsFor(group.service_level, state)}
        />
      </Form>
    </section>
  );
}

function NameInput({ state }: { state: FormState }) {
  const isTaken = errorOf(state, "site_group_name") !== undefined;
  return (
    <TextInput
      state={state}
      name="site_group_name"
      label="Name"
      hint={isTaken ? undefined : "Each group has a name of its own."}
    />
  );
}

/** A level that other writers have stored is no choice here; it stays when nobody chooses. */
function levelsFor(level: number | null, state: FormState) {
  if (level !== null && level in SERVICE_LEVELS) return LEVELS;
  const chosen = LEVELS.some(({ value }) => value === textOf(state, "service_level"));
  const kept = { value: "", label: level === null ? "Leave it not set" : `Leave it at ${level}` };
  return chosen ? [...LEVELS, kept] : [kept, ...LEVELS];
}
