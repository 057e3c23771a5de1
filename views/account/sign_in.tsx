import type { FieldError } from "../../domain/errors.ts";
import { CarriedFields, type CarriedProps } from "./carried_fields.tsx";
import { Field, FormError } from "../ui/field.tsx";

export interface SignInPageProps extends CarriedProps {
  email?: string;
  error?: string;
  fields?: FieldError[];
}

export function SignInPage({ email, next, error, fields = [], kept }: SignInPageProps) {
  const errorOf = (name: string) => fields.find(({ field }) => field === name)?.message;
  return (
    <section class="card">
      <h1>Sign in</h1>
      <FormError message={error} />
      <form method="post" action="/sign-in">
        <Field
          name="email"
          label="E-mail"
          type="email"
          value={email}
          autocomplete="username"
          error={errorOf("email")}
          autofocus={!email}
        />
        <Field
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
          error={errorOf("password")}
          autofocus={Boolean(email)}
        />
        <CarriedFields next={next} kept={kept} />
        <button class="primary" type="submit">Sign in</button>
      </form>
      <p class="hint">
        No account, or password forgotten? Ask whoever runs this service for a link to set one.
      </p>
    </section>
  );
}
