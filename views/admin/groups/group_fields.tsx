import { SERVICE_LEVELS } from "../../../domain/groups/group.ts";
import { errorOf, type FormState } from "../../ui/form_state.ts";
import { TextInput } from "../../ui/inputs.tsx";

export const LEVELS = SERVICE_LEVELS.map((word, level) => ({
  value: String(level),
  label: `${level}, ${word}`,
}));

export function NameInput({ state }: { state: FormState }) {
  const isTaken = errorOf(state, "site_group_name") !== undefined;
  return (
    <TextInput
      state={state}
      name="site_group_name"
      label="Name"
      hint={isTaken ? undefined : "Different from the name of every other group."}
    />
  );
}
