/** A form that was posted after its session had ended: its address, and its fields in order. */
export interface KeptForm {
  path: string;
  fields: [name: string, text: string][];
}

const HIDDEN = new Set(["form_key", "version"]);

/**
 * Shows, after signing in again, the form that could not be sent. A person has to send it: it is
 * never sent by itself.
 */
export function KeptFormPage({ path, fields }: KeptForm) {
  const shown = fields.filter(([name, text]) => !HIDDEN.has(name) && text !== "");
  return (
    <section class="narrow">
      <h1>You are signed in again</h1>
      <p>The form that you filled in before was not sent. These are its values:</p>
      <dl class="kept">
        {shown.map(([name, text]) => (
          <>
            <dt>{name.replaceAll("_", " ")}</dt>
            <dd>{text}</dd>
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
