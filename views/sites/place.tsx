import type { Place } from "../../domain/sites/place.ts";
import { type NamedSite, siteName } from "../../domain/sites/site.ts";
import type { FormState } from "../ui/form_state.ts";
import { KEEP_ON_ERROR } from "../ui/htmx.ts";
import { Checkbox, NumberInput, TextInput } from "../ui/inputs.tsx";

/** A site that may be the one of the form. */
export type Twin = NamedSite & { is_near: boolean };

export interface PlaceProps {
  state: FormState;
  /** Address of the form, which looks up coordinates, too. */
  path: string;
  /** What is known of the coordinates, and which sites are there already. */
  found?: { place: Place; near: Twin[] };
  /** Address of sites: `/sites` or `/admin/sites`. */
  sites?: string;
}

/** Returns attributes that fetch a part of the form when its coordinates change. */
function looksUp(path: string, part: string, trigger: string) {
  return {
    "hx-get": path,
    "hx-trigger": trigger,
    "hx-target": `#${part}`,
    "hx-swap": "outerMorph",
    "hx-include": "#latitude, #longitude",
    ...KEEP_ON_ERROR,
  };
}

/** Renders the box for coordinates that were copied, their two fields, and what they tell. */
export function PlaceFields(props: PlaceProps) {
  const { state, path } = props;
  return (
    <>
      <TextInput
        state={state}
        name="coordinates"
        label="Paste from a map"
        hint="A link of a map, or 51.5, -0.12, or 51°30'26&quot;N 0°7'39&quot;W. It fills in both fields below."
        live={looksUp(path, "place", "input changed delay:400ms")}
        optional
      />
      <PlacePart {...props} />
    </>
  );
}

/** Renders the fields of the coordinates, and what they tell. */
export function PlacePart(props: PlaceProps) {
  const { state, path } = props;
  const live = looksUp(path, "place-facts", "change");
  return (
    <div id="place">
      <div class="fields">
        <NumberInput
          state={state}
          name="latitude"
          label="Latitude"
          unit="°"
          hint="−90 (South Pole) to 90 (North Pole), for example 51.5."
          live={live}
        />
        <NumberInput
          state={state}
          name="longitude"
          label="Longitude"
          unit="°"
          hint="−180 (west) to 180 (east), for example −0.12."
          live={live}
        />
      </div>
      <PlaceFacts {...props} />
    </div>
  );
}

/** Shows zone, country and network of coordinates, and sites that are there already. */
export function PlaceFacts({ found, sites = "/sites" }: PlaceProps) {
  return (
    <div id="place-facts" class="place-facts" aria-live="polite">
      {found && <FoundPlace {...found.place} />}
      {found && found.near.length > 0 && (
        <p class="callout warn">
          Within 50&nbsp;m of it you have <TwinLinks twins={found.near} sites={sites} /> already.
        </p>
      )}
    </div>
  );
}

function FoundPlace({ timeZone, country, dno, gsp }: Place) {
  const facts = [["Time zone", timeZone], ["Country", country ?? "none known: enter one below"], [
    "DNO",
    dno,
  ], ["GSP", gsp]].filter(([, value]) => value !== null);
  return (
    <dl>
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Names sites as links, with commas between them. */
export function TwinLinks({ twins, sites }: { twins: Twin[]; sites: string }) {
  return (
    <>
      {twins.map((twin, at) => (
        <>
          {at > 0 && ", "}
          <a href={`${sites}/${twin.site_uuid}`}>
            <bdi>{siteName(twin)}</bdi>
          </a>
        </>
      ))}
    </>
  );
}

interface TwinWarningProps {
  state: FormState;
  twins: Twin[];
  sites?: string;
}

/** Warns of sites that may be the new one, with a box that adds it nevertheless. */
export function TwinWarning({ state, twins, sites = "/sites" }: TwinWarningProps) {
  if (twins.length === 0) return null;
  const near = twins.filter(({ is_near }) => is_near);
  const others = twins.filter(({ is_near }) => !is_near);
  return (
    <div class="callout warn twins" role="alert">
      {near.length > 0 && (
        <p>
          At this place there is <TwinLinks twins={near} sites={sites} /> already.
        </p>
      )}
      {others.length > 0 && (
        <p>
          The same client’s number has <TwinLinks twins={others} sites={sites} />.
        </p>
      )}
      <p>Nothing is added yet. If it is another site, tick the box and send the form again.</p>
      <Checkbox state={state} name="anyway" label="Add anyway" />
    </div>
  );
}
