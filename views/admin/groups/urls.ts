/** A group as pages show it. */
export interface Group {
  site_group_uuid: string;
  site_group_name: string | null;
  is_admin: boolean;
  service_level: number | null;
  created_utc: string | null;
  members: number;
  deactivated: number;
  sites: number;
  capacity_kw: number;
  with_capacity: number;
  last_seen_utc: string | null;
}

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
