import type { RequestLimits } from "../../../domain/account/request_limits.ts";
import { type User, userName } from "../../../domain/users/user.ts";
import { Form } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { NumberInput } from "../../ui/inputs.tsx";
import { userPath } from "./user_parts.tsx";

export interface UserLimitsProps {
  user: User;
  state: FormState;
  /** What everybody's tokens may send. */
  usual: RequestLimits;
}

export function UserLimitsPage({ user, state, usual }: UserLimitsProps) {
  const url = userPath(user);
  return (
    <section class="narrow">
      <h1>
        Limits of requests of <bdi>{userName(user)}</bdi>
      </h1>
      <p>
        How many requests each API token of this user, and all JWTs of this user together, may send
        in a minute. An empty field means as many as everybody's.
      </p>
      <Form action={`${url}/limits`} state={state} submit="Save" cancel={url}>
        <NumberInput
          state={state}
          name="reads_per_minute"
          label="Reading requests a minute"
          hint={`Everybody: ${usual.readsPerMinute}`}
        />
        <NumberInput
          state={state}
          name="writes_per_minute"
          label="Writing requests a minute"
          hint={`Everybody: ${usual.writesPerMinute}`}
        />
      </Form>
    </section>
  );
}
