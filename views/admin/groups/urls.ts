import type { Group } from "../../../domain/groups/group.ts";

/** One page of a list, and the text that was searched for. */
export interface Listed<T> {
  rows: T[];
  page: number;
  hasNext: boolean;
  query: string;
}

export const pathOf = (group: Pick<Group, "site_group_uuid">) =>
  `/admin/groups/${group.site_group_uuid}`;

/** Returns an address with the parameters that are not empty; page 1 is left out. */
export function addressOf(path: string, query: Record<string, string | number>): string {
  const parameters = Object.entries(query).filter(([name, value]) =>
    value !== "" && !(name !== "q" && value === 1)
  ).map(([name, value]) => [name, String(value)]);
  return parameters.length === 0 ? path : `${path}?${new URLSearchParams(parameters)}`;
}
