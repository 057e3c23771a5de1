import type { Import } from "../../domain/imports/import.ts";

/** Returns the address of an import. */
export const importPath = ({ import_uuid }: Pick<Import, "import_uuid">) =>
  `/imports/${import_uuid}`;
