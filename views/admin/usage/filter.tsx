import type { FieldError } from "../../../domain/errors.ts";
import type { UsageDays, UsageKind } from "../../../domain/operations/usage.ts";
import { Select, TextInput } from "../../ui/inputs.tsx";

/** What the address of a page on usage asks for. */
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
  asked: UsageQuery;
  errors?: FieldError[];
  /** Whether people may be searched for. */
  search?: boolean;
}

/** Days, kind and users; sent by its button, so that the address tells the question. */
export function Filter({ action, asked, errors = [], search }: FilterProps) {
  const state = { values: { ...asked }, errors };
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

/** The same question of another page, or of one user. */
export function queryString(
  { from, to, kind, q }: UsageQuery,
  more: Record<string, string> = {},
): string {
  const words = { from, to, ...(kind === "all" ? {} : { kind }), ...(q && { q }), ...more };
  return `?${new URLSearchParams(words)}`;
}
