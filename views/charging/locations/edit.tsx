import type { FormOptions } from "../../../domain/charging/form_options.ts";
import type { ListedLocation } from "../../../domain/charging/location.ts";
import { counted } from "../../../domain/plural.ts";
import { ConfirmPage } from "../../ui/confirm.tsx";
import { Form } from "../../ui/form.tsx";
import { blankForm, type FormState } from "../../ui/form_state.ts";
import { Select } from "../../ui/inputs.tsx";
import { optional } from "../option_lists.ts";
import { ChargingSubPage, LOCATIONS } from "../sub_page.tsx";
import { LocationFields } from "./fields.tsx";

interface EditLocationPageProps {
  location: ListedLocation;
  options: FormOptions;
  state: FormState;
  currency: string | null;
}

/** Shows the form that changes a location. */
export function EditLocationPage({ location, options, state, currency }: EditLocationPageProps) {
  const path = `/charging/locations/${location.id}`;
  return (
    <ChargingSubPage title="Edit a location" trail={[LOCATIONS, [location.location_name, path]]}>
      <Form action={`${path}/edit`} state={state} submit="Save" cancel={path}>
        <LocationFields state={state} options={options} currency={currency} />
      </Form>
    </ChargingSubPage>
  );
}

interface MergeLocationPageProps {
  location: ListedLocation;
  locations: FormOptions["locations"];
  state?: FormState;
}

/** Asks into which location another one is merged, and says what that does. */
export function MergeLocationPage(
  { location, locations, state = blankForm() }: MergeLocationPageProps,
) {
  const path = `/charging/locations/${location.id}`;
  const others = locations.filter(({ value }) => value !== String(location.id));
  const options = optional(others, "Choose a location");
  return (
    <ConfirmPage
      title="Merge this location?"
      action={`${path}/merge`}
      submit="Merge"
      cancel={path}
      state={state}
      fields={<Select state={state} name="into" label="Into" options={options} />}
    >
      <p>
        <What location={location} />{" "}
        move to the other location, whose rates then decide their costs. The rates of{" "}
        <Name location={location} /> are deleted with it.
      </p>
    </ConfirmPage>
  );
}

/** Asks before a location is deleted, and says what that does. */
export function RemoveLocationPage({ location }: { location: ListedLocation }) {
  const path = `/charging/locations/${location.id}`;
  return (
    <ConfirmPage
      title="Delete this location?"
      action={`${path}/remove`}
      submit="Delete the location"
      cancel={path}
    >
      <p>
        <Name location={location} /> is deleted with its rates and its{" "}
        {counted(location.stalls, "charger")}. Its {counted(location.sessions, "session")}{" "}
        stay, with the name of the place, and without its rates.
      </p>
    </ConfirmPage>
  );
}

function Name({ location }: { location: ListedLocation }) {
  return (
    <b>
      <bdi>{location.location_name}</bdi>
    </b>
  );
}

function What({ location: { sessions, stalls } }: { location: ListedLocation }) {
  return <>Its {counted(sessions, "session")} and {counted(stalls, "charger")}</>;
}
