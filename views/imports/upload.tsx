import { type FormState, textOf } from "../ui/form_state.ts";
import { FormError } from "../ui/field.tsx";
import { Select } from "../ui/inputs.tsx";
import { type SiteChoice, SiteField } from "./site_field.tsx";

export interface UploadProps {
  state: FormState;
  sites: SiteChoice;
  /** Names of remembered readings. */
  readings: string[];
}

/** Renders the form that sends files. What they hold is shown before anything is stored. */
export function UploadForm({ state, sites, readings }: UploadProps) {
  const isGeneral = ({ field }: { field: string }) =>
    field === "" || (field === "reading" && readings.length === 0);
  const general = state.errors.filter(isGeneral);
  const fileError = state.errors.find(({ field }) => field === "file")?.message;
  return (
    <form class="form" method="post" action="/imports" enctype="multipart/form-data" novalidate>
      {general.map(({ message }) => <FormError message={message} />)}
      <SiteField
        state={state}
        sites={sites}
        none="Named in the file, or decided later"
        hint="A file of several sites names them in a column, by client’s number or name."
      />
      <Select
        state={state}
        name="kind"
        label="What they hold"
        options={[
          { value: "", label: "Found out from the file" },
          { value: "generation", label: "Measurements" },
          { value: "forecasts", label: "Forecasts" },
        ]}
      />
      {readings.length > 0 && (
        <Select
          state={state}
          name="reading"
          label="How it is read"
          hint="Files of the same shape are read as before by themselves."
          options={[
            { value: "", label: "Found out from the file" },
            ...readings.map((name) => ({ value: name, label: name })),
          ]}
        />
      )}
      <div class="field">
        <label for="file">Files</label>
        <input
          id="file"
          name="file"
          type="file"
          multiple
          accept=".csv,.txt,.tsv,.gz,.zip,text/csv"
          aria-invalid={fileError ? "true" : undefined}
          aria-describedby={fileError ? "file-error file-hint" : "file-hint"}
        />
        {fileError && <p class="error" id="file-error">{fileError}</p>}
        <p class="hint" id="file-hint">
          CSV as your portal, inverter or meter gives it: up to 200 MB or 2,000,000 lines, also as
          gzip or as zip of one file.
        </p>
      </div>
      <p class="actions">
        <progress hidden max={1} value={0} aria-label="How much was sent" />
        <button class="primary" type="submit">Send and look</button>
        {textOf(state, "site_uuid") !== "" && (
          <a class="button" href={`/sites/${textOf(state, "site_uuid")}`}>Cancel</a>
        )}
      </p>
    </form>
  );
}
