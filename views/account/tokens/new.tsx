import { type FormState, textsOf } from "../../ui/form_state.ts";
import { Form } from "../../ui/form.tsx";
import { Checkbox, Checkboxes, type Option, Select, TextInput } from "../../ui/inputs.tsx";

interface NewTokenProps {
  state: FormState;
  formKey: string;
  /** The sites that the token can be limited to, by name. */
  sites: Option[];
  /** Whether there are more sites than those. */
  hasMoreSites: boolean;
}

export function NewTokenPage({ state, formKey, sites, hasMoreSites }: NewTokenProps) {
  return (
    <section class="narrow">
      <h1>New API token</h1>
      <p>A token is like a password for scripts: they can do what you can do, within its limits.</p>
      <Form
        action="/account/tokens"
        state={state}
        submit="Create token"
        cancel="/account/tokens"
        formKey={formKey}
      >
        <TextInput
          state={state}
          name="name"
          label="Name"
          hint="What will use it, for example: nightly export"
        />
        <div class="fields">
          <Select
            state={state}
            name="scope"
            label="Access"
            options={[
              { value: "read", label: "Read" },
              { value: "write", label: "Read and write" },
              { value: "generation", label: "Write generation only" },
            ]}
          />
          <Select
            state={state}
            name="expiry"
            label="Valid for"
            options={[
              { value: "30", label: "30 days" },
              { value: "90", label: "90 days" },
              { value: "365", label: "365 days" },
              { value: "never", label: "Until it is revoked" },
            ]}
          />
        </div>
        <Checkbox
          state={state}
          name="may_rotate"
          label="May rotate"
          hint={"The script may replace it by a new token of the same kind before it ends. " +
            "Whoever gets hold of it can do that, too."}
        />
        {sites.length > 0 && (
          <details class="more" open={textsOf(state, "site_uuids").length > 0}>
            <summary>Limit it to some sites</summary>
            <Checkboxes
              state={state}
              name="site_uuids"
              label="Only these sites"
              hint={"With none chosen the token sees all sites that you see, and later ones." +
                (hasMoreSites ? " These are the first of your sites." : "")}
              options={sites}
            />
          </details>
        )}
      </Form>
    </section>
  );
}

/** Shows the secret of a new token; no other page ever does. */
export function TokenMadePage(props: { name: string; secret: string; url: string }) {
  return (
    <section class="narrow">
      <h1>Token created: {props.name}</h1>
      <p class="callout warn">
        Copy the token now: it is shown only once and cannot be shown again. Anyone who has it can
        do everything that it allows.
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

/** Explains, when the form arrives a second time, why the secret is not shown again. */
export function TokenExistsPage() {
  return (
    <section class="narrow">
      <h1>This token exists already</h1>
      <p>
        This form was already sent, and its token was created then. The secret was shown at that
        time and cannot be shown again: if you did not copy it, revoke the token and create a new
        one.
      </p>
      <p class="actions">
        <a class="button" href="/account/tokens">My API tokens</a>
        <a class="button" href="/account/tokens/new">New token</a>
      </p>
    </section>
  );
}
