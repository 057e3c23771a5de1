import type { FormState } from "../ui/form_state.ts";
import { TextArea, TextInput } from "../ui/inputs.tsx";

/** Renders the fields that describe a logger. */
export function LoggerFields({ state }: { state: FormState }) {
  return (
    <>
      <TextInput
        state={state}
        name="name"
        label="Name"
        hint="Of the device or the program, for example: Inverter, or Telegraf"
      />
      <div class="fields">
        <TextInput
          state={state}
          name="interval_seconds"
          label="Sends every"
          unit="s"
          inputmode="numeric"
          hint="It counts as silent after three times as long, at least 5 minutes."
        />
        <TextInput
          state={state}
          name="zone"
          label="Time zone"
          hint="In which its times are shown, like Europe/London."
        />
      </div>
      <TextArea state={state} name="note" label="Note" rows={3} optional />
    </>
  );
}
