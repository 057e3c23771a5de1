import type { FormState } from "../../ui/form_state.ts";
import { type GroupName, groupName } from "../../../domain/groups/group.ts";
import { type User, userName } from "../../../domain/users/user.ts";
import { Form } from "../../ui/form.tsx";
import { type Option, Select, TextInput } from "../../ui/inputs.tsx";

/** Groups to choose from: admin groups say so. */
export function groupOptions(groups: GroupName[], none: string): Option[] {
  return [
    { value: "", label: none },
    ...groups.map((group) => ({
      value: group.site_group_uuid,
      label: group.is_admin ? `${groupName(group)} (admin group)` : groupName(group),
    })),
  ];
}

interface NewUserProps {
  state: FormState;
  formKey: string;
  groups: GroupName[];
}

export function NewUserPage({ state, formKey, groups }: NewUserProps) {
  return (
    <section class="narrow">
      <h1>New user</h1>
      <p>
        You get a link to hand over, with which they choose a password. Users of an admin group
        administer everything.
      </p>
      <Form
        action="/admin/users"
        state={state}
        formKey={formKey}
        submit="Make user"
        cancel="/admin/users"
      >
        <TextInput state={state} name="email" label="E-mail" type="email" />
        <div class="fields">
          <Select
            state={state}
            name="site_group_uuid"
            label="Group"
            options={groupOptions(groups, "None: make a new one")}
          />
          <TextInput
            state={state}
            name="new_group"
            label="Name of a new group"
            optional
            hint="An ordinary group without sites: add some to it afterwards."
          />
        </div>
      </Form>
    </section>
  );
}

export function EditUserPage({ state, user }: { state: FormState; user: User }) {
  const url = `/admin/users/${user.user_uuid}`;
  return (
    <section class="narrow">
      <h1>E-mail of {userName(user)}</h1>
      <p>They sign in with the new address from now on. Password, sessions and tokens stay.</p>
      <Form action={`${url}/edit`} state={state} submit="Save" cancel={url}>
        <TextInput state={state} name="email" label="E-mail" type="email" />
      </Form>
    </section>
  );
}
