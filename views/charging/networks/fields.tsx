import type { FormState } from "../../ui/form_state.ts";
import { Checkbox, NumberInput, TextArea, TextInput } from "../../ui/inputs.tsx";

/** The fields of a network. `currency` is that of the group's amounts, if it has one. */
export function NetworkFields({ state, currency }: { state: FormState; currency: string | null }) {
  return (
    <>
      <TextInput state={state} name="network_name" label="Name" />
      <div class="fields">
        <NumberInput
          state={state}
          name="cost_per_kwh"
          label="Rate"
          unit={`${currency ?? "per"}${currency ? "/" : " "}kWh`}
          hint="Where no dated rate holds. 0 is a rate; leave it empty when it is not known."
          optional
        />
        <TextInput
          state={state}
          name="color"
          label="Colour"
          hint="Like #0072b2, for lists and charts."
          optional
        />
      </div>
      <Checkbox
        state={state}
        name="is_free"
        label="Charging is free"
        hint="Sessions then cost nothing, unless they say what was paid."
      />
      <TextArea state={state} name="notes" label="Notes" rows={2} optional />
    </>
  );
}

interface DatedProps {
  state: FormState;
  currency: string | null;
}

/** The fields of a dated rate. */
export function RateFields({ state, currency }: DatedProps) {
  return (
    <>
      <div class="fields">
        <NumberInput
          state={state}
          name="cost_per_kwh"
          label="Rate"
          unit={`${unit(currency)}/kWh`}
        />
        <NumberInput
          state={state}
          name="session_fee"
          label="Fee per session"
          unit={unit(currency)}
          optional
        />
      </div>
      <div class="fields">
        <TextInput state={state} name="valid_from" label="First day" type="date" optional />
        <TextInput state={state} name="valid_to" label="Last day" type="date" optional />
      </div>
    </>
  );
}

/** The fields of a subscription. */
export function SubscriptionFields({ state, currency }: DatedProps) {
  return (
    <>
      <div class="fields">
        <NumberInput
          state={state}
          name="member_rate"
          label="Member’s rate"
          unit={`${unit(currency)}/kWh`}
        />
        <NumberInput
          state={state}
          name="monthly_fee"
          label="Monthly fee"
          unit={unit(currency)}
          hint="Counts for each month that it touches."
          optional
        />
      </div>
      <div class="fields">
        <TextInput state={state} name="start_date" label="First day" type="date" />
        <TextInput
          state={state}
          name="end_date"
          label="Last day"
          type="date"
          hint="Leave it empty while it goes on."
          optional
        />
      </div>
      <TextInput state={state} name="notes" label="Note" optional />
    </>
  );
}

const unit = (currency: string | null) => currency ?? "amount";
