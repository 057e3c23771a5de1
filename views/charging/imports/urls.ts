import type {
  RowResult,
  RowStatus,
  SessionImport,
} from "../../../domain/charging/import/import.ts";

/** Returns the address of an import of sessions. */
export const importPath = ({ import_uuid }: Pick<SessionImport, "import_uuid">): string =>
  `/charging/imports/${import_uuid}`;

/** Which rows of an import a page shows. */
interface ShownRows {
  status?: RowStatus;
  result?: RowResult;
  page?: number;
}

/** Returns the address of a page of an import's rows. */
export function rowsUrl(file: SessionImport, { status, result, page = 1 }: ShownRows): string {
  const query = new URLSearchParams({
    ...status && { status },
    ...result && { result },
    ...page > 1 && { page: `${page}` },
  });
  return `${importPath(file)}${query.size > 0 ? `?${query}` : ""}`;
}
