import type { Group } from "../../../domain/groups/group.ts";

/** A page of a list, and what was searched for. */
export interface Listed<T> {
  rows: T[];
  page: number;
  hasNext: boolean;
  query: string;
}

export const pathOf = (group: Pick<Group, "site_group_uuid">) =>
  `/admin/groups/${group.site_group_uuid}`;

/** An address with what is not empty of these; the first page goes without its number. */
export function addressOf(path: string, query: Record<string, string | number>): string {
  const said = Object.entries(query).filter(([name, value]) =>
    value !== "" && !(name !== "q" && value === 1)
  ).map(([name, value]) => [name, String(value)]);
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`;
}
