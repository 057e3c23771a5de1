import type { FormState } from "../../ui/form_state.ts";
import { Form } from "../../ui/form.tsx";
import { Select, TextInput } from "../../ui/inputs.tsx";

export function NewTokenPage({ state, formKey }: { state: FormState; formKey: string }) {
  return (
    <section class="narrow">
      <h1>New API token</h1>
      <p>A token is like a password for scripts: it may do what you may do, within its limits.</p>
      <Form
        action="/account/tokens"
        state={state}
        submit="Make token"
        cancel="/account/tokens"
        formKey={formKey}
      >
        <TextInput
          state={state}
          name="name"
          label="Name"
          hint="What will use it, such as: nightly export"
        />
        <div class="fields">
          <Select
            state={state}
            name="scope"
            label="It may"
            options={[
              { value: "read", label: "Read" },
              { value: "write", label: "Read and write" },
            ]}
          />
          <Select
            state={state}
            name="expiry"
            label="It works for"
            options={[
              { value: "30", label: "30 days" },
              { value: "90", label: "90 days" },
              { value: "365", label: "365 days" },
              { value: "never", label: "Until it is revoked" },
            ]}
          />
        </div>
      </Form>
    </section>
  );
}

/** The one page that ever shows the secret. */
export function TokenMadePage(props: { name: string; secret: string; url: string }) {
  return (
    <section class="narrow">
      <h1>Token made: {props.name}</h1>
      <p class="callout warn">
        Copy it now: it is shown only this once, and not kept here. Whoever has it may do all that
        it allows.
      </p>
      <code class="secret" id="token-secret">{props.secret}</code>
      <p>Try it:</p>
      <pre
        class="secret"
        id="token-curl"
        tabindex={0}
        aria-label="A command to try it"
      >{`curl -H "Authorization: Bearer ${props.secret}" ${props.url}`}</pre>
      <p class="actions">
        <a class="button" href="/account/tokens">I have copied it</a>
      </p>
    </section>
  );
}

/** The form arrived a second time. */
export function TokenExistsPage() {
  return (
    <section class="narrow">
      <h1>This token exists already</h1>
      <p>
        The form was sent before and has made its token. The secret was shown then and cannot be
        shown again: if you have not copied it, revoke that token and make a new one.
      </p>
      <p class="actions">
        <a class="button" href="/account/tokens">My API tokens</a>
        <a class="button" href="/account/tokens/new">New token</a>
      </p>
    </section>
  );
}
