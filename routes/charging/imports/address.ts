import { UUID } from "../../http/params.ts";

export const IMPORTS = "/charging/imports";
/** The address of an import of sessions; `/charging/imports/template.csv` is none. */
export const IMPORT = `${IMPORTS}/:import${UUID}`;
