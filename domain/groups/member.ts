/** A user as the list of a group's members shows them. */
export interface Member {
  user_uuid: string;
  email: string | null;
  last_seen_utc: string | null;
  deactivated_utc: string | null;
}
