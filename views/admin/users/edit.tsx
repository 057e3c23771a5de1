import { type User, userName } from "../../../domain/users/user.ts";
import { Form } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { TextInput } from "../../ui/inputs.tsx";
import { OriginalValues } from "../../ui/original_values.tsx";
import { userPath } from "./user_parts.tsx";

interface EditUserPageProps {
  state: FormState;
  user: User;
  /** Somebody else saved first: the message at a field shows what is stored, and is no error. */
  isConflict: boolean;
}

export function EditUserPage({ state, user, isConflict }: EditUserPageProps) {
  const url = userPath(user);
  const errors = state.errors.filter(({ field }) => !isConflict || field === "");
  return (
    <section class="narrow">
      <h1>
        E-mail of <bdi>{userName(user)}</bdi>
      </h1>
      <p>
        The user signs in with the new address from now on. Password, sessions and API tokens do not
        change.
      </p>
      <Form action={`${url}/edit`} state={{ ...state, errors }} submit="Save" cancel={url}>
        <TextInput state={state} name="email" label="E-mail" type="email" />
        <OriginalValues state={state} />
      </Form>
    </section>
  );
}
