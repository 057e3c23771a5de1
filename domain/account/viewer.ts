/** The user behind a request: of a session, an API token or a JWT. */
export interface Viewer {
  user_uuid: string;
  /** Empty for a user without one (the Python SDK can make such users). */
  email: string;
  site_group_uuid: string;
  site_group_name: string;
  /** True when the site group is an admin group, and no token limits what its user may do. */
  is_admin: boolean;
  /** False for a token that may only read. */
  can_write: boolean;
  /** True for a token that may write generation and do nothing else. */
  only_generation?: boolean;
  /** The only sites that a limited token sees; null or left out: those of the group. */
  site_uuids?: string[] | null;
  /** True for a JWT: in an admin group it sees the sites that are linked to the group, and no others. */
  as_member?: boolean;
  /** How the request came; kept in the history of the sites that it changes. */
  through: "form" | "api";
}
