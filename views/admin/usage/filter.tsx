import type { FieldError } from "../../../domain/errors.ts";
import type { UsageDays, UsageKind } from "../../../domain/operations/usage.ts";
import { Select, TextInput } from "../../ui/inputs.tsx";

/** The query of a usage page, as parsed from its address. */
export interface UsageQuery extends UsageDays {
  kind: UsageKind;
  q: string;
  page: number;
}

const DAYS = { from: "First day (UTC)", to: "Last day (UTC)" };

const KINDS = [
  { value: "all", label: "Pages and API" },
  { value: "pages", label: "Pages only" },
  { value: "api", label: "API only" },
];

interface FilterProps {
  action: string;
  query: UsageQuery;
  errors?: FieldError[];
  /** Whether to offer a search for users by e-mail. */
  search?: boolean;
}

/** Filters requests by days, kind and users. A GET form: the address holds what is shown. */
export function Filter({ action, query, errors = [], search }: FilterProps) {
  const state = { values: { ...query }, errors };
  return (
    <form class="form" method="get" action={action} novalidate>
      <div class="fields">
        {Object.entries(DAYS).map(([name, label]) => (
          <TextInput state={state} name={name} label={label} type="date" />
        ))}
        <Select state={state} name="kind" label="Requests" options={KINDS} />
        {search && <TextInput state={state} name="q" label="E-mail contains" optional />}
      </div>
      <p class="actions">
        <button class="primary" type="submit">Show</button>
      </p>
    </form>
  );
}

/** Returns the query string for the same filter, with further parameters such as a page. */
export function queryString(
  { from, to, kind, q }: UsageQuery,
  more: Record<string, string> = {},
): string {
  const words = { from, to, ...(kind === "all" ? {} : { kind }), ...(q && { q }), ...more };
  return `?${new URLSearchParams(words)}`;
}
