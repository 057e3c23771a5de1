/** A list of sites that a person sent as CSV. Times are RFC 3339. */
export interface SiteFile {
  site_file_uuid: string;
  file_name: string;
  /** Empty once it is stored. */
  content: string;
  created_utc: string;
  /** Null: it waits to be confirmed. */
  stored_utc: string | null;
  added: number;
  changed: number;
}
