import { fieldLabel } from "./field_labels.ts";

/** A form that was posted and had to wait for the password: its address, and its fields in order. */
export interface KeptForm {
  path: string;
  fields: [name: string, text: string][];
}

const HIDDEN = new Set(["form_key", "sealed", "version"]);

/**
 * Shows, once the password was given, the form that could not be sent. A person has to send it: it
 * is never sent by itself.
 */
export function KeptFormPage(
  { path, fields, title = "You are signed in again" }: KeptForm & { title?: string },
) {
  const shown = fields.filter(([name, text]) => !HIDDEN.has(name) && text !== "");
  return (
    <section class="narrow">
      <h1>{title}</h1>
      <p>The form that you filled in before was not sent. These are its values:</p>
      <dl class="kept">
        {shown.map(([name, text]) => (
          <>
            <dt>{fieldLabel(name)}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </>
        ))}
      </dl>
      <form method="post" action={path}>
        {fields.map(([name, text]) => <input type="hidden" name={name} value={text} />)}
        <p class="actions">
          <button type="submit">Send it now</button>
          <a class="button" href="/sites">Go to your sites</a>
        </p>
      </form>
    </section>
  );
}
