import type { GroupName } from "../../../domain/groups/group.ts";
import { Form } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { Select, TextInput } from "../../ui/inputs.tsx";
import { groupOptions } from "./group_options.ts";

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
        The next page shows a link with which the new user chooses a password: pass it on. Users of
        an admin group can administer everything.
      </p>
      <Form
        action="/admin/users"
        state={state}
        formKey={formKey}
        submit="Add user"
        cancel="/admin/users"
      >
        <TextInput state={state} name="email" label="E-mail" type="email" />
        <div class="fields">
          <Select
            state={state}
            name="site_group_uuid"
            label="Group"
            options={groupOptions(groups, "None: create a new one")}
          />
          <TextInput
            state={state}
            name="new_group"
            label="Name of a new group"
            optional
            hint="Creates an ordinary group without sites. Add sites to it afterwards."
          />
        </div>
      </Form>
    </section>
  );
}
