/** How long a link to a file works. */
export const LINK_HOURS = 24;
/** Links of a user that work at the same time. */
export const MOST_LINKS = 100;

/** A link to a file as its maker sees it: without the secret, which was shown once. */
export interface DownloadLink {
  link_uuid: string;
  /** What the file holds, as the query of /exports/file. */
  query: string;
  created_utc: string;
  expires_utc: string;
}

/** Returns the path of a link. */
export const downloadPath = (secret: string) => `/download/${secret}`;

const SECRET = /(\/download\/).+/i;

/** Returns a path without the secret of a link to a file, for logs. */
export function withoutSecret(path: string): string {
  return path.replace(SECRET, "$1{secret}");
}
