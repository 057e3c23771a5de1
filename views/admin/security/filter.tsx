import type { FieldError } from "../../../domain/errors.ts";
import { SECURITY_KINDS, type SecurityQuery } from "../../../domain/operations/security_event.ts";
import { Select, TextInput } from "../../ui/inputs.tsx";

export const URL = "/admin/security";

const KINDS = [
  { value: "", label: "All" },
  ...Object.entries(SECURITY_KINDS).map(([value, label]) => ({ value, label })),
];

/** Filters events by days, kind and user. A GET form: the address holds what is shown. */
export function Filter({ query, errors = [] }: { query: SecurityQuery; errors?: FieldError[] }) {
  const state = { values: { ...query }, errors };
  return (
    <form class="form" method="get" action={URL} novalidate>
      <div class="fields">
        <TextInput state={state} name="from" label="First day (UTC)" type="date" />
        <TextInput state={state} name="to" label="Last day (UTC)" type="date" />
        <Select state={state} name="kind" label="Events" options={KINDS} />
        <TextInput state={state} name="q" label="E-mail contains" optional />
      </div>
      <p class="actions">
        <button class="primary" type="submit">Show</button>
      </p>
    </form>
  );
}

/** Returns the address of a page of the same events. */
export function pageUrl({ from, to, kind, q }: SecurityQuery, page: number): string {
  const words = { from, to, ...(kind && { kind }), ...(q && { q }), page: String(page) };
  return `${URL}?${new URLSearchParams(words)}`;
}
