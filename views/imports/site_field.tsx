import type { Child } from "hono/jsx";
import type { FormState } from "../ui/form_state.ts";
import { type Option, Select, TextInput } from "../ui/inputs.tsx";

/** The sites of a group that a form lists. */
export interface SiteChoice {
  options: Option[];
  /** Whether the group has more of them: the others are typed. */
  isCut: boolean;
}

interface SiteFieldProps {
  state: FormState;
  sites: SiteChoice;
  /** The choice that names no site. */
  none: string;
  hint?: Child;
}

/** Renders the choice of the site of a file; in a group of very many, a field for the others, too. */
export function SiteField({ state, sites, none, hint }: SiteFieldProps) {
  const options = [{ value: "", label: none }, ...sites.options];
  return (
    <>
      <Select state={state} name="site_uuid" label="Site" hint={hint} options={options} />
      {sites.isCut && (
        <TextInput
          state={state}
          name="site_name"
          label="Another site"
          hint="Its name, your number of it (client’s number) or its UUID."
          optional
        />
      )}
    </>
  );
}
