import type { Encoding, FileKind, Reading } from "../reading.ts";

/** Texts from a file, decoded. Of a file that fits into `head`, the others are empty. */
export interface FileSample {
  encoding: Encoding;
  /** The first 64 KB, lines above the header included. */
  head: string;
  /** Some lines from the middle and from the end; the first and last of them may be cut off. */
  middle: string;
  tail: string;
}

/** A site that the sender of a file sees. */
export interface KnownSite {
  site_uuid: string;
  client_site_id: number | null;
  name: string | null;
  time_zone: string;
  /** Where it is known, it tells W from kW in a file without a unit. */
  capacity_kw?: number | null;
}

/** How files of one shape are read, as somebody of the group confirmed it. */
export interface RememberedReading {
  name: string;
  shape_key: string;
  reading: Reading;
}

/** What is known besides the file. */
export interface Facts {
  sites: KnownSite[];
  /** The site that was chosen for the whole file. */
  site: KnownSite | null;
  remembered: RememberedReading[];
  /** What the sender says that the file holds; undefined: its columns tell. */
  kind?: FileKind;
}
