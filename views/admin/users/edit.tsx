import { type User, userName } from "../../../domain/users/user.ts";
import { Form } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { TextInput } from "../../ui/inputs.tsx";
import { userPath } from "./user_parts.tsx";

export function EditUserPage({ state, user }: { state: FormState; user: User }) {
  const url = userPath(user);
  return (
    <section class="narrow">
      <h1>
        E-mail of <bdi>{userName(user)}</bdi>
      </h1>
      <p>
        The user signs in with the new address from now on. Password, sessions and API tokens do not
        change.
      </p>
      <Form action={`${url}/edit`} state={state} submit="Save" cancel={url}>
        <TextInput state={state} name="email" label="E-mail" type="email" />
      </Form>
    </section>
  );
}
