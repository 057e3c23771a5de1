import type { SessionImport } from "../../../domain/charging/import/import.ts";

/** Returns the address of an import of sessions. */
export const importPath = ({ import_uuid }: Pick<SessionImport, "import_uuid">): string =>
  `/charging/imports/${import_uuid}`;
