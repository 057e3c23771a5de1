import type { FormOptions } from "../../domain/charging/form_options.ts";
import { counted } from "../../domain/plural.ts";
import { Breadcrumb } from "../ui/breadcrumb.tsx";
import { EmptyState } from "../ui/empty_state.tsx";
import { Form } from "../ui/form.tsx";
import type { FormState } from "../ui/form_state.ts";
import { NumberInput, Select, TextInput } from "../ui/inputs.tsx";
import { PLACE_TYPES, TYPES } from "./option_lists.ts";

/** What a list of options sends for a field that stays as it is, and for one that is emptied. */
const KEEP = "";
export const CLEAR = "clear";

interface BulkPageProps {
  state: FormState;
  sessionIds: string[];
  options: FormOptions;
  /** Query string and address of the list that the sessions were ticked in. */
  list: string;
  back: string;
}

/** Edits the ticked sessions together: what is left as it is stays in each of them. */
export function BulkPage({ state, sessionIds, options, list, back }: BulkPageProps) {
  const many = counted(sessionIds.length, "session");
  return (
    <section class="narrow">
      <Breadcrumb trail={[["Charging", back]]} />
      <h1>Edit {many}</h1>
      {sessionIds.length === 0 ? <NothingTicked /> : (
        <>
          <p class="muted">What you choose here is written into all of them.</p>
          <Form
            action="/charging/bulk"
            state={state}
            submit={`Change ${many}`}
            cancel={back}
          >
            {list !== "" && <input type="hidden" name="list" value={list} />}
            {sessionIds.map((id) => <input type="hidden" name="session_ids" value={id} />)}
            <BulkFields state={state} options={options} />
          </Form>
        </>
      )}
    </section>
  );
}

function NothingTicked() {
  return (
    <EmptyState title="No session was ticked">
      <p>
        Tick sessions of <a href="/charging">the list</a> first.
      </p>
    </EmptyState>
  );
}

/** Returns the options of a list that can also keep or clear a field. */
const orKeep = (options: readonly { value: string; label: string }[]) => [
  { value: KEEP, label: "Leave as it is" },
  { value: CLEAR, label: "Clear" },
  ...options.filter(({ value }) => value !== ""),
];

const named = (options: FormOptions["sites"]) =>
  options.map(({ value, name }) => ({ value, label: name }));

function BulkFields({ state, options }: Pick<BulkPageProps, "state" | "options">) {
  const hint = "Left empty, it stays. Write “clear” to empty it.";
  return (
    <>
      <Select
        state={state}
        name="network_id"
        label="Network"
        options={orKeep(named(options.networks))}
      />
      <Select state={state} name="charge_type" label="Type" options={orKeep(TYPES)} />
      <Select
        state={state}
        name="location_id"
        label="Location"
        options={orKeep(named(options.locations))}
      />
      <TextInput state={state} name="location_name" label="Name of the location" hint={hint} />
      <Select
        state={state}
        name="location_type"
        label="Type of the location"
        options={orKeep(PLACE_TYPES)}
      />
      <Select state={state} name="site_uuid" label="Site" options={orKeep(named(options.sites))} />
      <NumberInput
        state={state}
        name="cost"
        label="Paid"
        hint="The same for each of them. Left empty, it stays. Write “clear” to go by rates."
      />
    </>
  );
}
