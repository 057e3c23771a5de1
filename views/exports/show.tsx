import {
  DELIMITERS,
  EXPORTED,
  EXPORTED_FORECASTS,
} from "../../domain/operations/exports/export.ts";
import type { DownloadLink } from "../../domain/operations/exports/download_link.ts";
import { counted } from "../../domain/plural.ts";
import { type NamedSite, siteName, zoneOf } from "../../domain/sites/site.ts";
import { type FormState, textOf, textsOf } from "../ui/form_state.ts";
import { Form } from "../ui/form.tsx";
import { Checkbox, Checkboxes, type Option, Select, TextInput } from "../ui/inputs.tsx";
import { ExportLinks } from "./links.tsx";

/** What the form needs to know of a site. */
type OfferedSite = NamedSite & Parameters<typeof zoneOf>[0];

export interface ExportsPageProps {
  state: FormState;
  /** The chosen sites, and the first of those that pass the filter, by name. */
  offered: OfferedSite[];
  /** How many sites pass the filter. */
  sites: number;
  /** The filter that led here, as the list of sites has it in its address. */
  filter: Record<string, string>;
  links: DownloadLink[];
  formKey: string;
}

const options = (of: Record<string, string>): Option[] =>
  Object.entries(of).map(([value, label]) => ({ value, label }));

export function ExportsPage(props: ExportsPageProps) {
  const { state, formKey, links, filter } = props;
  return (
    <section class="narrow">
      <h1>Download data</h1>
      <Form
        action="/exports/file"
        method="get"
        state={state}
        submit="Download"
        second={{ name: "link", label: "Make a link for 24 hours", address: "/exports/links" }}
        formKey={formKey}
      >
        {Object.entries(filter).map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Select state={state} name="what" label="What" options={options(EXPORTED)} />
        <div class="fields">
          <TextInput state={state} name="start" label="First day" type="date" />
          <TextInput state={state} name="end" label="Last day" type="date" />
        </div>
        <Sites {...props} />
        <Forecast state={state} />
        <Times {...props} />
        <Format state={state} />
      </Form>
      <ExportLinks links={links} />
    </section>
  );
}

/** Chosen sites that are named. */
const MOST_NAMED = 3;

function Sites({ state, offered, sites, filter }: ExportsPageProps) {
  const uuids = new Set(textsOf(state, "site_uuids"));
  const ticked = offered.filter(({ site_uuid }) => uuids.has(site_uuid));
  const isPart = Object.keys(filter).length > 0;
  const all = `${isPart ? "The" : "All"} ${counted(sites, "site")}${isPart ? " of the list" : ""}`;
  const chosen = ticked.length > MOST_NAMED
    ? counted(ticked.length, "chosen site")
    : ticked.map(siteName).join(", ");
  return (
    <>
      <p>
        <b>Sites:</b> <bdi>{ticked.length > 0 ? chosen : all}</bdi>.{" "}
        {(isPart || ticked.length > 0) && <a href="/exports">All sites instead</a>}
      </p>
      {offered.length > 1 && (
        <details class="more">
          <summary>{ticked.length > 0 ? "Choose others" : "Only some of them"}</summary>
          <Checkboxes
            state={state}
            name="site_uuids"
            label="Only these sites"
            hint={sites > offered.length &&
              "These are the first ones by name: filter the list of sites for others."}
            options={offered.map((site) => ({ value: site.site_uuid, label: siteName(site) }))}
          />
        </details>
      )}
    </>
  );
}

function Forecast({ state }: { state: FormState }) {
  return (
    <details class="more" open={textOf(state, "what") === "forecast"}>
      <summary>Which forecast</summary>
      <div class="form">
        <Select
          state={state}
          name="forecast"
          label="Forecast"
          options={options(EXPORTED_FORECASTS)}
        />
        <TextInput
          state={state}
          name="made_before"
          label="Known at"
          type="datetime-local"
          hint="For “As known at a time”, by the clock chosen below"
          optional
        />
        <TextInput state={state} name="model_name" label="Only of the model" optional />
      </div>
    </details>
  );
}

function Times({ state, offered }: ExportsPageProps) {
  const chosen = textOf(state, "zone");
  const zones = new Set(
    [...offered.map(zoneOf), "Europe/London", chosen].filter((name) =>
      !["", "UTC", "site"].includes(name)
    ),
  );
  return (
    <>
      <Select
        state={state}
        name="zone"
        label="Times and days by the clock of"
        options={[
          { value: "site", label: "Each site" },
          { value: "UTC", label: "UTC" },
          ...[...zones].sort().map((value) => ({ value, label: value })),
        ]}
      />
      <Checkbox
        state={state}
        name="settlement_periods"
        label="With settlement date and period of Great Britain"
      />
    </>
  );
}

const MARKS: Record<keyof typeof DELIMITERS, string> = {
  comma: "Comma",
  semicolon: "Semicolon",
  tab: "Tab",
};

function Format({ state }: { state: FormState }) {
  const isOpen = ["delimiter", "decimal"].some((name) =>
    !["", "comma", "point"].includes(textOf(state, name)) ||
    state.errors.some(({ field }) => field === name)
  );
  return (
    <>
      <Select
        state={state}
        name="format"
        label="Format"
        options={options({
          csv: "CSV",
          excel: "CSV for Excel and other spreadsheets",
          json: "JSON",
        })}
      />
      <details class="more" open={isOpen}>
        <summary>Separator and decimal mark</summary>
        <div class="fields">
          <Select state={state} name="delimiter" label="Between cells" options={options(MARKS)} />
          <Select
            state={state}
            name="decimal"
            label="In numbers"
            options={options({ point: "Point: 1.5", comma: "Comma: 1,5" })}
          />
        </div>
      </details>
    </>
  );
}
