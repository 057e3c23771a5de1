import type { SessionImport } from "../../../domain/charging/import/import.ts";
import { counted } from "../../../domain/plural.ts";
import { Form } from "../../ui/form.tsx";
import { errorOf, type FormState, textOf } from "../../ui/form_state.ts";
import type { Option } from "../../ui/inputs.tsx";
import { importPath } from "./urls.ts";

export interface PlacesFormProps {
  file: SessionImport;
  state: FormState;
  sites: Option[];
  locations: Option[];
}

/** Names that a form lists; the rarer ones become new locations, or those of the same name. */
export const MOST_PLACES = 200;

export const placeField = (index: number) => `place_${index}`;

/** Renders the choice of where the places are that a file names. */
export function PlacesForm({ file, state, sites, locations }: PlacesFormProps) {
  const shown = file.places.slice(0, MOST_PLACES);
  return (
    <Form action={`${importPath(file)}/places`} state={state} submit="Compare the rows">
      <p>
        Each name counts for all of its rows. A session at one of your sites can be compared with
        what the site generated. New locations are marked to be reviewed.
      </p>
      <table class="list import-columns">
        <caption class="visually-hidden">Places in the file</caption>
        <thead>
          <tr>
            <th scope="col">Name in the file</th>
            <th scope="col">Rows</th>
            <th scope="col">Is</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ name, rows }, i) => (
            <tr>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              <td data-label="Rows">{counted(rows, "row")}</td>
              <td data-label="Is">
                <PlaceSelect {...{ state, sites, locations, name, index: i }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {file.places.length > shown.length && (
        <p>
          {counted(file.places.length - shown.length, "rarer name")}{" "}
          become the location of the same name, or a new one.
        </p>
      )}
    </Form>
  );
}

interface PlaceSelectProps extends Omit<PlacesFormProps, "file"> {
  name: string;
  index: number;
}

function PlaceSelect({ state, sites, locations, name, index }: PlaceSelectProps) {
  const field = placeField(index);
  const error = errorOf(state, field);
  const chosen = textOf(state, field);
  const option = ({ value, label }: Option) => (
    <option value={value} selected={value === chosen}>{label}</option>
  );
  return (
    <>
      <select
        id={field}
        name={field}
        aria-label={`Where ${name} is`}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? `${field}-error` : undefined}
      >
        {option({ value: "new", label: "A new location" })}
        {option({ value: "none", label: "No location: keep the name alone" })}
        {sites.length > 0 && <optgroup label="Your sites">{sites.map(option)}</optgroup>}
        {locations.length > 0 && <optgroup label="Locations">{locations.map(option)}</optgroup>}
      </select>
      {error && <p class="error" id={`${field}-error`}>{error}</p>}
    </>
  );
}
