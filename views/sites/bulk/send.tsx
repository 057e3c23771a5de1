import { Breadcrumb } from "../../ui/breadcrumb.tsx";
import { errorOf, type FormState, textOf } from "../../ui/form_state.ts";

/** Shows the form that takes a list of sites as a file. */
export function SendSitesPage({ state }: { state: FormState }) {
  const errors = state.errors.map(({ message }) => message);
  return (
    <section class="narrow">
      <Breadcrumb trail={[["Sites", "/sites"]]} />
      <h1>Add or change many sites</h1>
      <div class="prose">
        <p>
          <a href="/sites/list.csv?active=all" download>Download your sites as CSV</a>, change cells
          or add rows in a spreadsheet, save it as CSV, and send it back here. You see what would
          change before anything is stored.
        </p>
        <ul>
          <li>
            A row with a <code>site_uuid</code>{" "}
            changes that site, where a cell differs; rows that say the same change nothing.
          </li>
          <li>
            A row without one is a new site: it needs at least <code>client_site_name</code>,{" "}
            <code>capacity_kw</code>, <code>latitude</code> and <code>longitude</code>.
          </li>
          <li>Sites and columns that the file lacks stay as they are: nothing is deleted.</li>
        </ul>
      </div>
      <form class="form" method="post" action="/sites/bulk" enctype="multipart/form-data">
        {errors.length > 0 && (
          <div class="callout bad" role="alert" tabindex={-1}>
            <ul>{errors.map((message) => <li>{message}</li>)}</ul>
          </div>
        )}
        <div class="field">
          <label for="file">CSV file</label>
          <input
            id="file"
            name="file"
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            aria-invalid={errorOf(state, "file") ? "true" : undefined}
            aria-describedby="file-hint"
          />
          <p class="hint" id="file-hint">Up to 5,000 sites and 10 MB.</p>
        </div>
        <div class="field">
          <label for="text">
            Or paste its rows <span class="muted">(with the header)</span>
          </label>
          <textarea id="text" name="text" rows={4}>{textOf(state, "text")}</textarea>
        </div>
        <p class="actions">
          <button class="primary" type="submit">Check the list</button>
          <a class="button" href="/sites">Cancel</a>
        </p>
      </form>
    </section>
  );
}
