import type { FormState } from "../../ui/form_state.ts";
import { errorOf } from "../../ui/form_state.ts";
import { FormError } from "../../ui/field.tsx";

/** Renders the form that sends a file of sessions. */
export function UploadForm({ state }: { state: FormState }) {
  const error = errorOf(state, "file");
  const general = errorOf(state, "");
  return (
    <form
      class="form"
      method="post"
      action="/charging/imports"
      enctype="multipart/form-data"
      novalidate
    >
      <FormError message={general} />
      <div class="field">
        <label for="file">File</label>
        <input
          id="file"
          name="file"
          type="file"
          accept=".csv,.txt,.tsv,.json,text/csv,application/json"
          aria-invalid={error ? "true" : undefined}
          aria-describedby={error ? "file-error file-hint" : "file-hint"}
        />
        {error && <p class="error" id="file-error">{error}</p>}
        <p class="hint" id="file-hint">
          CSV of any charging app, or the CSV or JSON of evcc and LightningROD: up to 10 MB or
          50,000 rows.
        </p>
      </div>
      <p class="actions">
        <button class="primary" type="submit">Send and look</button>
        <a class="button" href="/charging/imports/template.csv">Template to fill in</a>
      </p>
    </form>
  );
}
