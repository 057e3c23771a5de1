import type { FormOptions } from "../../../domain/charging/form_options.ts";
import type { ListedLocation } from "../../../domain/charging/location.ts";
import { EmptyState } from "../../ui/empty_state.tsx";
import { Form } from "../../ui/form.tsx";
import type { FormState } from "../../ui/form_state.ts";
import { Pagination } from "../../ui/pagination.tsx";
import { ChargingNav } from "../nav.tsx";
import { LocationFields } from "./fields.tsx";
import { LocationTable } from "./table.tsx";

export interface LocationsPageProps {
  locations: ListedLocation[];
  page: number;
  hasNext: boolean;
  options: FormOptions;
  currency: string | null;
  state: FormState;
  formKey: string;
}

/** Lists the locations of a group, with the form for another one. */
export function LocationsPage(props: LocationsPageProps) {
  const { locations, page, options, currency, state, formKey } = props;
  return (
    <>
      <header class="page-head">
        <h1>Locations</h1>
        <a class="button" href="#add-heading">Add a location</a>
      </header>
      <ChargingNav here="/charging/locations" />
      {locations.length === 0 && page === 1
        ? (
          <EmptyState title="No locations yet">
            <p>
              A location is a place where vehicles are charged: a site of yours, or another one.
            </p>
          </EmptyState>
        )
        : <LocationsPart {...props} />}
      <section class="panel" aria-labelledby="add-heading">
        <h2 id="add-heading">Add a location</h2>
        <Form
          action="/charging/locations"
          state={state}
          submit="Add the location"
          formKey={formKey}
        >
          <LocationFields state={state} options={options} currency={currency} />
        </Form>
      </section>
    </>
  );
}

type LocationsPartProps = Pick<LocationsPageProps, "locations" | "page" | "hasNext" | "currency">;

/** A page of the table, which htmx swaps for another one. */
export function LocationsPart({ locations, page, hasNext, currency }: LocationsPartProps) {
  const url = (page: number) => `/charging/locations?page=${page}`;
  return (
    <section id="charging-locations" aria-label="Locations" tabindex={-1}>
      {locations.length === 0
        ? (
          <p>
            No locations on this page. <a href="/charging/locations">Back to the first page</a>
          </p>
        )
        : <LocationTable locations={locations} currency={currency} />}
      <Pagination page={page} hasNext={hasNext} part="charging-locations" url={url} />
    </section>
  );
}
