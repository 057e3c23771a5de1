import { UUID } from "../http/params.ts";

/** The address of an import; `/imports/readings` is none. */
export const IMPORT = `/imports/:import${UUID}`;
